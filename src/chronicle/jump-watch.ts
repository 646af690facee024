// Mids that move far within seconds. A move is told once it has come to rest, from where it began to
// where it got; after a gap, if the mid is really somewhere else.

import type {MarketFact} from '../domain/market-event.js';
import {
  JUMP_RETREAT,
  JUMP_SETTLED_MS,
  JUMP_TICKS,
  JUMP_UNITS,
  JUMP_WINDOW_MS,
} from './thresholds.js';

export type PriceJump = Extract<MarketFact, {kind: 'price_jump'}>;

/** A gap that is shorter is no news: a hand-over between two sockets. */
const TOLD_GAP_MS = 1_000;

/** Samples come once in 100 ms; more than the window has are never kept. */
const MAX_SAMPLES = 64;

type Sample = {readonly mid: number; untilMs: number};

type Move = {
  readonly fromMid: number;
  readonly sinceMs: number;
  readonly sign: 1 | -1;
  toMid: number;
  movedMs: number;
};

export class JumpWatch {
  /** Oldest first; the newest one holds until something else is noted. */
  #samples: Sample[] = [];
  #move: Move | undefined;

  /** Returns the jump that is over now, if one is. */
  note(mid: number, tickSize: number, atMs: number): PriceJump | undefined {
    const move = this.#move;
    if (move !== undefined) return this.#follow(move, mid, tickSize, atMs);
    this.#keep(mid, atMs);
    const threshold = Math.max(JUMP_TICKS * tickSize, JUMP_UNITS);
    const origin = this.#furthestFrom(mid);
    if (Math.abs(mid - origin.mid) < threshold) return undefined;
    this.#move = {
      fromMid: origin.mid,
      sinceMs: origin.untilMs,
      sign: mid > origin.mid ? 1 : -1,
      toMid: mid,
      movedMs: atMs,
    };
    return undefined;
  }

  /** The book is no longer to be believed: what moved until now is told. */
  pause(): PriceJump | undefined {
    const move = this.#move;
    if (move === undefined) return undefined;
    this.#restart(move.toMid, move.movedMs);
    return toJump(move);
  }

  /** The book is to be believed again after a gap. */
  resume(mid: number, tickSize: number, atMs: number, gapMs: number): PriceJump | undefined {
    const last = this.#samples.at(-1)?.mid;
    this.#restart(mid, atMs);
    const threshold = Math.max(JUMP_TICKS * tickSize, JUMP_UNITS);
    if (last === undefined || Math.abs(mid - last) < threshold) return undefined;
    const told = gapMs >= TOLD_GAP_MS ? gapMs : undefined;
    return {kind: 'price_jump', fromMid: last, toMid: mid, spanMs: gapMs, gapMs: told};
  }

  #follow(move: Move, mid: number, tickSize: number, atMs: number): PriceJump | undefined {
    const gained = (mid - move.toMid) * move.sign;
    if (gained > 0 && atMs - move.sinceMs <= JUMP_WINDOW_MS) {
      move.toMid = mid;
      move.movedMs = atMs;
      return undefined;
    }

    const isBack = -gained >= JUMP_RETREAT * Math.abs(move.toMid - move.fromMid);
    if (!isBack && gained <= 0 && atMs - move.movedMs < JUMP_SETTLED_MS) return undefined;
    this.#restart(move.toMid, atMs);
    this.note(mid, tickSize, atMs); // The way back, or on, may be a jump of its own.
    return toJump(move);
  }

  #keep(mid: number, atMs: number): void {
    const last = this.#samples.at(-1);
    if (last !== undefined) last.untilMs = atMs; // It was so until now.
    if (last?.mid !== mid) this.#samples.push({mid, untilMs: atMs});
    while (this.#samples[0]!.untilMs < atMs - JUMP_WINDOW_MS) this.#samples.shift();
    if (this.#samples.length > MAX_SAMPLES) this.#samples.shift();
  }

  #furthestFrom(mid: number): Sample {
    let furthest = this.#samples[0]!;
    for (const sample of this.#samples) {
      if (Math.abs(sample.mid - mid) > Math.abs(furthest.mid - mid)) furthest = sample;
    }

    return furthest;
  }

  #restart(mid: number, atMs: number): void {
    this.#samples = [{mid, untilMs: atMs}];
    this.#move = undefined;
  }
}

function toJump({fromMid, toMid, sinceMs, movedMs}: Move): PriceJump {
  return {kind: 'price_jump', fromMid, toMid, spanMs: movedMs - sinceMs, gapMs: undefined};
}

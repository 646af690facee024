import type {ConditionId} from '../../domain/market.js';
import type {ExchangeFrame} from '../market-process.js';
import type {RestBehaviour} from '../rest-behaviour.js';
import type {Fault, FaultEffect, FaultStage, Silence} from './fault.js';
import {FAULTS, type FaultName, type FaultPlan} from './fault-table.js';

type ActiveFault = {
  readonly name: FaultName;
  readonly effect: FaultEffect;
  readonly beganMs: number;
  readonly endMs: number;
};

/** Begins and ends faults in time, and knows what those that last do. Its times are monotonic. */
export class FaultDirector {
  #planned: readonly FaultPlan[];
  #active: readonly ActiveFault[] = [];

  constructor(plans: readonly FaultPlan[]) {
    this.#planned = [...plans].sort((a, b) => a.atMs - b.atMs);
  }

  /** Faults that last now, in the order in which they began. */
  get active(): readonly FaultName[] {
    return this.#active.map(({name}) => name);
  }

  /**
   * Ends what is over and begins what is due.
   * @param openMs Time since the exchange opened, as plans count it.
   */
  update(stage: FaultStage, openMs: number, nowMs: number): void {
    for (const fault of this.#active) {
      if (fault.endMs > nowMs) fault.effect.tick?.(nowMs - fault.beganMs);
      else this.#end(fault);
    }

    while (this.#planned[0] !== undefined && this.#planned[0].atMs <= openMs) {
      const [{name, durationMs}] = this.#planned;
      this.#planned = this.#planned.slice(1);
      this.begin(name, durationMs, stage, nowMs);
    }
  }

  /** Lets a fault begin now, for its own time where none is given. */
  begin(name: FaultName, durationMs: number | undefined, stage: FaultStage, nowMs: number): void {
    const fault: Fault = FAULTS[name];
    const effect = fault.begin(stage);
    const endMs = nowMs + (durationMs ?? fault.durationMs);
    if (endMs > nowMs) this.#active = [...this.#active, {name, effect, beganMs: nowMs, endMs}];
    else effect.end?.();
  }

  /** Ends a fault before its time. */
  end(name: FaultName): void {
    for (const fault of this.#active) if (fault.name === name) this.#end(fault);
  }

  /** What a connection that was opened then no longer gets. */
  silenceOf(openedMs: number): Silence {
    let silence: Silence = 'none';
    for (const {effect, beganMs} of this.#active) {
      if (effect.silence === undefined) continue;
      if (openedMs > beganMs && !effect.silence.reachesNew) continue;
      if (effect.silence.of === 'all') return 'all';
      silence = 'data';
    }

    return silence;
  }

  /** Whether who subscribes to a market gets no book of it. */
  withholdsFirstBook(market: ConditionId): boolean {
    return this.#active.some(
      ({effect}) =>
        effect.withholdsFirstBooks === true || effect.silentMarkets?.has(market) === true,
    );
  }

  /** Frames as they leave; the same ones while there is no fault. */
  shape(frames: readonly ExchangeFrame[]): readonly ExchangeFrame[] {
    let shaped = frames;
    for (const {effect} of this.#active) {
      const {rewrite, silentMarkets} = effect;
      shaped = effect.shape?.(shaped) ?? shaped;
      if (silentMarkets !== undefined) {
        shaped = shaped.filter(({market}) => !silentMarkets.has(market));
      }

      if (rewrite !== undefined) {
        shaped = shaped.map((frame) => ({...frame, text: rewrite(frame.text)}));
      }
    }

    return shaped;
  }

  /** A first book, or several, as it leaves. */
  rewrite(text: string): string {
    return this.#active.reduce((result, {effect}) => effect.rewrite?.(result) ?? result, text);
  }

  /** Undefined where no fault is about the path. */
  restBehaviour(path: string): RestBehaviour | undefined {
    for (const {effect} of this.#active) {
      const behaviour = effect.rest?.[path] ?? effect.rest?.['*'];
      if (behaviour !== undefined) return behaviour;
    }

    return undefined;
  }

  /** It is gone before it says its last word, which would otherwise be shaped by itself. */
  #end(fault: ActiveFault): void {
    this.#active = this.#active.filter((other) => other !== fault);
    fault.effect.end?.();
  }
}

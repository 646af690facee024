// Who trades in a simulated market, and what they do next.

import {FairPrice} from './fair-price.js';
import {MAX_LEVELS, MIN_LEVELS_FOR_PULL, MIN_SIDE_LEVELS} from './level-limits.js';
import type {Temper} from './listing.js';
import {otherOutcome, type MarketBook, type OutcomeIndex} from './market-book.js';
import {drawOrderCents} from './order-sizes.js';
import type {Random} from './random.js';
import {takeFrom, type Fill} from './taker.js';

const TRADE_SHARE = 0.045;
const BATCH_SHARE = 0.072;
const BURST_SHARE = 0.0015;
const WALL_SHARE = 0.004;

/** A burst is one order made smaller step by step, as market makers' robots do. */
const BURST_STEPS = 39;
const BURST_STEP_CENTS = 1000;
const MEAN_BATCH_LEVELS = 7;
/** Levels of a batch; duplicates may bring its frames to 30. */
const MAX_BATCH_LEVELS = 28;

type Order = {readonly outcome: OutcomeIndex; readonly tick: number};

/**
 * Makers around a fair price that wanders and comes back, takers who lean towards it, a wall now
 * and then. Everything is symmetric in the two outcomes: a buyer of one is a seller of the other.
 */
export class MarketBehaviour {
  readonly #book: MarketBook;
  readonly #temper: Temper;
  readonly #random: Random;
  readonly #fair: FairPrice;
  #wall: Order | undefined;
  #burst: (Order & {readonly stepsLeft: number}) | undefined;

  constructor(book: MarketBook, temper: Temper, random: Random) {
    this.#book = book;
    this.#temper = temper;
    this.#random = random;
    this.#fair = new FairPrice(temper, book.ticks, random);
    this.#open();
  }

  /** While it lasts, transactions follow each other within milliseconds. */
  get isBursting(): boolean {
    return this.#burst !== undefined;
  }

  /**
   * One transaction on the book, not yet committed; returns what was traded, the best price
   * first. With `batchLevels` it touches about so many levels, else as many as it happens to.
   */
  act(elapsedMs: number, batchLevels: number | undefined): readonly Fill[] {
    this.#fair.drift(elapsedMs / 1000);
    if (this.#burst !== undefined) {
      this.#continueBurst(this.#burst);
      return [];
    }

    let roll = this.#random.next();
    if ((roll -= TRADE_SHARE) < 0) return this.#trade();
    if (batchLevels !== undefined) this.#requote(batchLevels);
    else if ((roll -= BATCH_SHARE) < 0) {
      this.#requote(2 + this.#random.geometric(MEAN_BATCH_LEVELS - 2));
    } else if ((roll -= BURST_SHARE) < 0) this.#startBurst();
    else if ((roll -= WALL_SHARE) < 0) this.#moveWall();
    else this.#changeOne();
    return [];
  }

  /** The book as it stands when the exchange opens. */
  #open(): void {
    const {spreadTicks, levels} = this.#temper;
    const bid = Math.max(1, Math.round(this.#fair.inTicks - spreadTicks / 2));
    this.#book.set(0, bid, this.#orderCents());
    this.#book.set(1, this.#book.ticks - bid - spreadTicks, this.#orderCents());
    while (this.#book.levelCount < levels) {
      for (const outcome of [0, 1] as const) {
        const side = this.#book.sides[outcome];
        if (side.length >= this.#wantedLevels(outcome)) continue;
        // Dense around the best price, with some orders anywhere below.
        const tick = this.#random.chance(0.8)
          ? this.#deepTick(outcome)
          : this.#random.integer(1, side.best);
        if (side.sizeAt(tick) === 0) this.#book.set(outcome, tick, this.#orderCents());
      }
    }
  }

  /** How far the fair price of the first outcome lies above the middle of its book, in ticks. */
  #skew(): number {
    const [own, other] = this.#book.sides;
    return this.#fair.inTicks - (own.best + this.#book.ticks - other.best) / 2;
  }

  #changeOne(): void {
    const {spreadTicks} = this.#temper;
    const skew = this.#skew();
    if (Math.abs(skew) > spreadTicks / 2 + 0.25 && this.#random.chance(0.6)) {
      this.#follow(skew > 0 ? 0 : 1, Math.abs(skew));
      return;
    }

    const outcome = this.#random.chance(0.5) ? 0 : 1;
    const excess = this.#book.spreadTicks / spreadTicks - 1;
    if (excess > 0 && this.#random.chance(Math.min(0.8, 0.25 + 0.4 * excess))) {
      this.#improve(skew > 0 ? 0 : 1, Math.max(1, Math.abs(skew)));
      return;
    }

    const wanted = this.#wantedLevels(outcome);
    const missing = (wanted - this.#book.sides[outcome].length) / wanted;
    if (this.#random.chance(Math.min(0.9, Math.max(0.1, 0.5 + 2 * missing)))) this.#add(outcome);
    else this.#pull(outcome);
  }

  /** The price of this outcome has to rise: its sellers make room, then its buyers fill it. */
  #follow(outcome: OutcomeIndex, byTicks: number): void {
    if (this.#book.spreadTicks > this.#temper.spreadTicks) this.#improve(outcome, byTicks);
    else this.#reduce(otherOutcome(outcome), 0, true);
  }

  /** A better best price for this outcome. */
  #improve(outcome: OutcomeIndex, byTicks: number): void {
    const room = this.#book.spreadTicks - 1;
    if (room < 1 || this.#book.levelCount >= MAX_LEVELS) {
      this.#pull(outcome);
      return;
    }

    const step = this.#random.integer(1, Math.min(room, Math.max(1, Math.round(byTicks))));
    this.#book.set(outcome, this.#book.sides[outcome].best + step, this.#orderCents());
  }

  #add(outcome: OutcomeIndex): void {
    const tick = this.#deepTick(outcome);
    const before = this.#book.sides[outcome].sizeAt(tick);
    if (before === 0 && this.#book.levelCount >= MAX_LEVELS) this.#pull(outcome);
    else this.#book.set(outcome, tick, before + this.#orderCents());
  }

  #pull(outcome: OutcomeIndex): void {
    const rank = this.#random.geometric(6) % this.#book.sides[outcome].length;
    // Best levels hold many orders, of which one goes.
    this.#reduce(outcome, rank, this.#random.chance(rank === 0 ? 0.15 : 0.6));
  }

  /** Takes a level away, or makes it smaller where it may not or should not go. */
  #reduce(outcome: OutcomeIndex, rank: number, isRemoval: boolean): void {
    const side = this.#book.sides[outcome];
    const tick = side.tickAt(rank);
    const maySink =
      this.#book.levelCount > MIN_LEVELS_FOR_PULL && side.length > MIN_SIDE_LEVELS && isRemoval;
    const left = Math.round(side.sizeAt(tick) * (0.2 + 0.6 * this.#random.next()));
    this.#book.set(outcome, tick, maySink ? 0 : Math.max(1, left));
  }

  #requote(levels: number): void {
    const wanted = Math.min(MAX_BATCH_LEVELS, Math.max(2, levels));
    for (let tries = 3 * wanted; tries > 0 && this.#book.touchedCount < wanted; tries--) {
      this.#changeOne();
    }
  }

  #startBurst(): void {
    const outcome = this.#random.chance(0.5) ? 0 : 1;
    const tick = this.#book.sides[outcome].tickAt(this.#random.integer(3, 4));
    if (tick === 0) this.#changeOne();
    else this.#continueBurst({outcome, tick, stepsLeft: BURST_STEPS});
  }

  #continueBurst({outcome, tick, stepsLeft}: Order & {readonly stepsLeft: number}): void {
    this.#book.set(outcome, tick, stepsLeft * BURST_STEP_CENTS);
    this.#burst = stepsLeft > 1 ? {outcome, tick, stepsLeft: stepsLeft - 1} : undefined;
  }

  /** Builds a level many times the size of the others at a round price, or takes it away again. */
  #moveWall(): void {
    if (this.#wall !== undefined) {
      const {outcome, tick} = this.#wall;
      this.#wall = undefined;
      if (this.#book.sides[outcome].sizeAt(tick) > 0) {
        this.#book.set(outcome, tick, this.#orderCents());
        return;
      }
    }

    const outcome = this.#random.chance(0.5) ? 0 : 1;
    const below = this.#book.sides[outcome].best - this.#random.integer(2, 12);
    const tick = below - (below % 5);
    const isNew = this.#book.sides[outcome].sizeAt(tick) === 0;
    if (tick < 1 || (isNew && this.#book.levelCount >= MAX_LEVELS)) {
      this.#changeOne();
      return;
    }

    const times = this.#random.integer(20, 60);
    this.#book.set(outcome, tick, Math.round(this.#temper.shares) * times * 100);
    this.#wall = {outcome, tick};
  }

  /** Takers lean towards the fair price. */
  #trade(): readonly Fill[] {
    const rises = 1 / (1 + Math.exp(-this.#skew() / this.#temper.spreadTicks));
    const hit = this.#random.chance(rises) ? 1 : 0;
    return takeFrom(this.#book, hit, this.#temper.shares, this.#random);
  }

  #orderCents(): number {
    return drawOrderCents(this.#random, this.#temper.shares);
  }

  /** A tick at or below the best one, more often near it. */
  #deepTick(outcome: OutcomeIndex): number {
    const {best} = this.#book.sides[outcome];
    const tick = best - this.#random.geometric(this.#temper.depthTicks);
    return tick >= 1 ? tick : this.#random.integer(1, best);
  }

  /** Half of the levels, as far as there are prices for them; the other side gets the rest. */
  #wantedLevels(outcome: OutcomeIndex): number {
    const {levels} = this.#temper;
    const own = 0.75 * this.#book.sides[outcome].best;
    const other = 0.75 * this.#book.sides[otherOutcome(outcome)].best;
    const wanted = Math.min(own, Math.max(levels / 2, levels - other));
    return Math.max(MIN_SIDE_LEVELS, Math.ceil(wanted));
  }
}

import type {BookSide} from '../domain/feed-event.js';
import type {Price} from '../domain/price.js';
import type {SizeMicros} from '../domain/size.js';
import type {LevelFlowImage} from '../domain/snapshot.js';
import {firstSlotOf} from './flow-window.js';

/**
 * The size step of levels, in SizeMicros: 0.01 shares. Trades are finer, and books round what is left; what a
 * trade and its drop differ by is less than this.
 */
const SIZE_STEP = 10_000;

/**
 * Slots before the one at hand from which a trade may take. A trade is told 70-85 ms after its drop, and
 * both may wait in a queue on their way here.
 */
const TAKEN_FROM_SLOTS = 2;

/** What became of a level within one slot. */
type Slot = {
  readonly number: number;
  added: number;
  pulled: number;
  traded: number;
};

/**
 * What became of one level within the window. Always, and in whole SizeMicros: what the size of the level
 * changed by is added - pulled - traded.
 */
export class LevelFlow {
  readonly side: BookSide;
  readonly price: Price;
  /** Traded, without a drop so far that it could explain. To be kept by whoever counts the time. */
  owed = 0;
  /** Oldest first; a level that changes rarely has few. */
  readonly #slots: Slot[] = [];
  /** What the batch at hand has added and pulled. */
  #batch = -1;
  #batchAdded = 0;
  #batchPulled = 0;

  constructor(side: BookSide, price: Price) {
    this.side = side;
    this.price = price;
  }

  /**
   * Counts a change of its size. Of the changes of one batch only their net counts: what lies between is not
   * real. Returns what was pulled, or traded and not told yet.
   */
  change(by: number, slotNumber: number, batch: number): number {
    const slot = this.#slot(slotNumber);
    if (batch !== this.#batch) {
      this.#batch = batch;
      this.#batchAdded = 0;
      this.#batchPulled = 0;
    }

    if (by > 0) {
      // What trades have taken from it meanwhile is no longer there to be taken back.
      const undone = Math.min(by, this.#batchPulled, slot.pulled);
      slot.pulled -= undone;
      this.#batchPulled -= undone;
      slot.added += by - undone;
      this.#batchAdded += by - undone;
      return 0;
    }

    const undone = Math.min(-by, this.#batchAdded);
    slot.added -= undone;
    this.#batchAdded -= undone;
    const dropped = -by - undone;
    slot.pulled += dropped;
    this.#batchPulled += dropped;
    return dropped;
  }

  /**
   * A trade takes the drops that it caused out of what was pulled, the newest first. Returns what is left
   * of it; once a drop was found, less than the size step is nothing.
   */
  trade(size: number, nowSlot: number): number {
    let left = size;
    for (let i = this.#slots.length - 1; i >= 0; i--) {
      const slot = this.#slots[i]!;
      if (slot.number < nowSlot - TAKEN_FROM_SLOTS) break;
      if (slot.pulled === 0) continue;
      left -= takeFrom(slot, left);
      if (left < SIZE_STEP) return 0;
    }

    return left;
  }

  /** No drop has come that this trade explains: as much was added as it has taken. */
  replenish(size: number, slotNumber: number): void {
    const slot = this.#slot(slotNumber);
    slot.added += size;
    slot.traded += size;
  }

  /** Forgets what is before the window; whether anything is left. */
  expire(nowSlot: number): boolean {
    const first = firstSlotOf(nowSlot);
    while (this.#slots.length > 0 && this.#slots[0]!.number < first) this.#slots.shift();
    return this.#slots.length > 0;
  }

  /** What became of it within the window; undefined if nothing did. */
  read(nowSlot: number): LevelFlowImage | undefined {
    const first = firstSlotOf(nowSlot);
    let added = 0;
    let pulled = 0;
    let traded = 0;
    for (const slot of this.#slots) {
      if (slot.number < first) continue;
      added += slot.added;
      pulled += slot.pulled;
      traded += slot.traded;
    }

    if (added === 0 && pulled === 0 && traded === 0) return undefined;
    return {
      side: this.side,
      price: this.price,
      added: added as SizeMicros,
      pulled: pulled as SizeMicros,
      traded: traded as SizeMicros,
    };
  }

  /** The slot of this number, which is one of the newest. */
  #slot(number: number): Slot {
    let at = this.#slots.length;
    while (at > 0 && this.#slots[at - 1]!.number > number) at--;
    const known = this.#slots[at - 1];
    if (known?.number === number) return known;
    const slot: Slot = {number, added: 0, pulled: 0, traded: 0};
    this.#slots.splice(at, 0, slot);
    return slot;
  }
}

/** Returns what a trade of this size gets of what was pulled. */
function takeFrom(slot: Slot, size: number): number {
  const rest = slot.pulled - size;
  // Levels are whole steps: what remains of the drop under one goes with the trade.
  const taken = rest < SIZE_STEP ? slot.pulled : Math.ceil(size / SIZE_STEP) * SIZE_STEP;
  slot.pulled -= taken;
  slot.traded += taken;
  return taken;
}

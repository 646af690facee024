import SortedTree from 'sorted-btree';
import type {BookSide, Level} from '../domain/feed-event.js';
import type {Price} from '../domain/price.js';
import type {SizeMicros} from '../domain/size.js';
import {formatHashedLevel, type HashedLevel} from './book-hash.js';
import type {LevelObserver} from './book-observer.js';

// The package is CommonJS, and its default import is the module object.
const BTree = SortedTree.default;

const NO_SIZE = 0 as SizeMicros;

const ascending = (a: Price, b: Price): number => a - b;
const descending = (a: Price, b: Price): number => b - a;

/** A level as it stays until its size changes, with the text that each hash of its book needs. */
class StoredLevel implements HashedLevel {
  readonly price: Price;
  readonly size: SizeMicros;
  #hashText: string | undefined;

  constructor(price: Price, size: SizeMicros) {
    this.price = price;
    this.size = size;
  }

  get hashText(): string {
    this.#hashText ??= formatHashedLevel(this);
    return this.#hashText;
  }
}

/**
 * One side of a book in a B+ tree whose order is best price first, whichever side it is. Iterating
 * hands out the stored levels themselves, so that it makes no garbage.
 */
export class BookLevels implements Iterable<HashedLevel> {
  readonly side: BookSide;
  readonly #tree: InstanceType<typeof BTree<Price, StoredLevel>>;
  readonly #compare: (a: Price, b: Price) => number;
  #best: Price | undefined;

  constructor(side: BookSide) {
    this.side = side;
    this.#compare = side === 'bid' ? descending : ascending;
    this.#tree = new BTree<Price, StoredLevel>(undefined, this.#compare);
  }

  /** The highest bid or the lowest ask; undefined while the side is empty. */
  get best(): Price | undefined {
    return this.#best;
  }

  /** Number of levels. */
  get count(): number {
    return this.#tree.size;
  }

  sizeAt(price: Price): SizeMicros | undefined {
    return this.#tree.get(price)?.size;
  }

  /**
   * Gives a level its new size; 0 removes it, which is harmless where there is none. Returns the
   * size that it had.
   */
  set(price: Price, size: SizeMicros): SizeMicros {
    const before = this.#tree.get(price)?.size ?? NO_SIZE;
    if (size === before) return before;
    if (size === 0) {
      this.#tree.delete(price);
      if (price === this.#best) this.#best = this.#tree.minKey();
      return before;
    }

    this.#tree.set(price, new StoredLevel(price, size));
    if (this.#best === undefined || this.#compare(price, this.#best) < 0) this.#best = price;
    return before;
  }

  /**
   * Becomes these levels, which may come in any order; of a price that comes twice the last one
   * counts. Levels that stay as they are keep their text.
   */
  replace(levels: readonly Level[], observer: LevelObserver | undefined): void {
    let isWorstFirst = true;
    let previous: Price | undefined;
    for (const {price, size} of levels) {
      this.#tell(price, size, observer);
      isWorstFirst &&= size > 0 && (previous === undefined || this.#compare(price, previous) < 0);
      previous = price;
    }

    // As the exchange writes them: each is there once, so that nothing else can be.
    if (isWorstFirst && this.count === levels.length) return;
    const kept = new Set(levels.map(({price}) => price));
    for (const {price} of [...this]) if (!kept.has(price)) this.#tell(price, NO_SIZE, observer);
  }

  /** Tells of each level that another side has otherwise, which is to take the place of this one. */
  compare(other: BookLevels, observer: LevelObserver): void {
    for (const {price, size} of other) {
      const before = this.sizeAt(price) ?? NO_SIZE;
      if (before !== size) observer.changeLevel(this.side, price, before, size);
    }

    for (const {price, size} of this) {
      if (other.sizeAt(price) === undefined) {
        observer.changeLevel(this.side, price, size, NO_SIZE);
      }
    }
  }

  equals(other: BookLevels): boolean {
    if (this.count !== other.count) return false;
    for (const {price, size} of this) if (other.sizeAt(price) !== size) return false;
    return true;
  }

  /** Best price first. */
  [Symbol.iterator](): Iterator<HashedLevel> {
    return this.#tree.values();
  }

  /** Best price last: bids ascend and asks descend, as the exchange writes and hashes them. */
  *worstFirst(): Generator<HashedLevel, void> {
    for (const [, level] of this.#tree.entriesReversed(undefined, [])) yield level;
  }

  #tell(price: Price, size: SizeMicros, observer: LevelObserver | undefined): void {
    const before = this.set(price, size);
    if (before !== size) observer?.changeLevel(this.side, price, before, size);
  }
}

// Levels of one side that stand out: when they appear, and what became of them.

import type {BookSide, Level} from '../domain/feed-event.js';
import type {MarketFact} from '../domain/market-event.js';
import {notionalOf} from '../domain/notional.js';
import type {Price} from '../domain/price.js';
import type {SizeMicros} from '../domain/size.js';
import {medianOf} from './median.js';
import {selectNearLevels, type SideLevels} from './near-levels.js';
import {
  MAX_WALLS,
  WALL_GONE_SHARE,
  WALL_MIN_DOLLARS,
  WALL_MIN_LEVELS,
  WALL_REST_MS,
  WALL_TIMES_MEDIAN,
  WALL_VERDICT_MS,
} from './thresholds.js';

type Wall = {
  readonly sinceMs: number;
  /** Rested long enough, or was there from the start. */
  isStanding: boolean;
  /** Size when it was looked at last, and the most that it had. */
  size: number;
  peak: number;
  /** Of what is missing from the peak, how much was traded. */
  traded: number;
  /** When it fell below its share; undefined while it stands. */
  fellMs: number | undefined;
};

export class WallWatch {
  readonly #side: BookSide;
  readonly #walls = new Map<Price, Wall>();

  constructor(side: BookSide) {
    this.#side = side;
  }

  /** Looks at the side as it is now. */
  note(levels: SideLevels, tickSize: number, atMs: number): MarketFact[] {
    const near = selectNearLevels(levels, tickSize);
    const least = leastWall(near);
    const facts: MarketFact[] = [];
    for (const [price, wall] of this.#walls) {
      const size = levels.sizeAt(price) ?? 0;
      const fact = wall.isStanding
        ? this.#follow(price, wall, size, atMs)
        : this.#await(price, wall, size, least, atMs);
      if (fact !== undefined) facts.push(fact);
    }

    for (const level of near) {
      if (isWall(level, least)) this.#add(level, false, atMs);
    }

    return facts;
  }

  /** The first book, or one after a gap: what stands there came unseen, and what is missing left so. */
  rebase(levels: SideLevels, tickSize: number, atMs: number): void {
    for (const [price, wall] of this.#walls) {
      const size = levels.sizeAt(price) ?? 0;
      if (!wall.isStanding || size < wall.peak * WALL_GONE_SHARE) this.#walls.delete(price);
      else Object.assign(wall, {size, peak: Math.max(size, wall.peak), fellMs: undefined});
    }

    const near = selectNearLevels(levels, tickSize);
    const least = leastWall(near);
    for (const level of near) if (isWall(level, least)) this.#add(level, true, atMs);
  }

  /** A fill at a price of this side. */
  noteTrade(price: Price, size: SizeMicros): void {
    const wall = this.#walls.get(price);
    if (wall !== undefined) wall.traded += size;
  }

  #add({price, size}: Level, isStanding: boolean, atMs: number): void {
    if (this.#walls.has(price) || this.#walls.size >= MAX_WALLS) return;
    this.#walls.set(price, {
      ...{sinceMs: atMs, isStanding, size, peak: size},
      traded: 0,
      fellMs: undefined,
    });
  }

  /** One that has not rested yet has to be a wall all the time. */
  #await(
    price: Price,
    wall: Wall,
    size: number,
    least: number,
    atMs: number,
  ): MarketFact | undefined {
    const level = {price, size: size as SizeMicros};
    if (!isWall(level, least)) {
      this.#walls.delete(price);
      return undefined;
    }

    wall.size = size;
    wall.peak = Math.max(wall.peak, size);
    if (atMs - wall.sinceMs < WALL_REST_MS) return undefined;
    Object.assign(wall, {isStanding: true, peak: size, traded: 0});
    const timesMedian = (size / least) * WALL_TIMES_MEDIAN;
    return {kind: 'wall_appeared', side: this.#side, ...level, timesMedian};
  }

  #follow(price: Price, wall: Wall, size: number, atMs: number): MarketFact | undefined {
    // What is put back was not missing for having been traded.
    if (size > wall.size) wall.traded = Math.min(wall.traded, Math.max(0, wall.peak - size));
    wall.size = size;
    wall.peak = Math.max(wall.peak, size);
    if (size >= wall.peak * WALL_GONE_SHARE) {
      wall.fellMs = undefined;
      return undefined;
    }

    wall.fellMs ??= atMs;
    if (atMs - wall.fellMs < WALL_VERDICT_MS) return undefined;
    this.#walls.delete(price);
    return {
      kind: 'wall_gone',
      side: this.#side,
      price,
      size: wall.peak as SizeMicros,
      cause: wall.traded * 2 >= wall.peak - size ? 'traded' : 'pulled',
      stoodMs: wall.fellMs - wall.sinceMs,
    };
  }
}

/** The size from which on a level stands out; infinite where there are too few to say so. */
function leastWall(near: readonly Level[]): number {
  if (near.length < WALL_MIN_LEVELS) return Number.POSITIVE_INFINITY;
  return WALL_TIMES_MEDIAN * medianOf(near.map(({size}) => size));
}

function isWall(level: Level, least: number): boolean {
  return level.size >= least && notionalOf(level) >= WALL_MIN_DOLLARS;
}

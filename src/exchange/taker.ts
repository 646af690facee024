import {MICROS_PER_CENT_SHARE} from './ladder-side.js';
import {otherOutcome, type MarketBook, type OutcomeIndex} from './market-book.js';
import {MIN_LEVELS, MIN_SIDE_LEVELS} from './level-limits.js';
import {drawTakerMicros} from './order-sizes.js';
import type {Random} from './random.js';

/** Part of the takers who go through more than the best level. */
const SWEEP_SHARE = 0.12;
const BUYER_SHARE = 0.65;

/** What a taker got from one level. */
export type Fill = {
  /** The taker's token. */
  readonly outcome: OutcomeIndex;
  readonly side: 'BUY' | 'SELL';
  /** Of the taker's token, in ticks. */
  readonly tick: number;
  readonly sizeMicros: number;
};

/**
 * A taker meets the best bids of one outcome, by selling it or by buying the other one. The
 * levels are set on the book; the fills come back, the best price first.
 */
export function takeFrom(
  book: MarketBook,
  hit: OutcomeIndex,
  typicalShares: number,
  random: Random,
): readonly Fill[] {
  const side = book.sides[hit];
  const isBuyer = random.chance(BUYER_SHARE);
  const spareLevels = Math.min(book.levelCount - MIN_LEVELS, side.length - MIN_SIDE_LEVELS);
  const sweptLevels = random.chance(SWEEP_SHARE) ? Math.min(spareLevels, random.integer(1, 3)) : 0;
  const fills: Fill[] = [];

  /** Takes from the best level, and leaves so much there, in 0.01 shares. */
  function fillBest(sizeMicros: number, leftCents: number): void {
    const tick = side.best;
    fills.push(
      isBuyer
        ? {outcome: otherOutcome(hit), side: 'BUY', tick: book.ticks - tick, sizeMicros}
        : {outcome: hit, side: 'SELL', tick, sizeMicros},
    );
    book.set(hit, tick, leftCents);
  }

  for (let i = 0; i < sweptLevels; i++) {
    fillBest(side.sizeAt(side.best) * MICROS_PER_CENT_SHARE, 0);
  }

  const restingCents = side.sizeAt(side.best);
  const price = (isBuyer ? book.ticks - side.best : side.best) / book.ticks;
  const wishedMicros = drawTakerMicros(random, typicalShares, price);
  // Books show whole hundredths of a share: what is left is rounded down.
  const leftCents = Math.floor(restingCents - wishedMicros / MICROS_PER_CENT_SHARE);
  if (leftCents >= 1) fillBest(wishedMicros, leftCents);
  else if (spareLevels > sweptLevels) fillBest(restingCents * MICROS_PER_CENT_SHARE, 0);
  else if (restingCents > 1) {
    const half = restingCents >>> 1;
    fillBest(half * MICROS_PER_CENT_SHARE, restingCents - half);
  }

  return fills;
}

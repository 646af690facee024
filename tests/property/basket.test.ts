import fc from 'fast-check';
import {expect, test} from 'vitest';
import {PRICE_ONE, type Price} from '../../src/domain/price.js';
import type {SizeMicros} from '../../src/domain/size.js';
import type {TopOfBook} from '../../src/domain/snapshot.js';
import {selectBasket} from '../../src/view/select-basket.js';
import {selectPair} from '../../src/view/select-pair.js';
import {LIVE, sampleMarket, sampleSession} from '../support/view-sample.js';

const run = {seed: 20_261_124, numRuns: 300};

const price = fc.option(fc.integer({min: 1, max: 9999}), {nil: undefined, freq: 12});
const quote = fc.record({
  bid: price,
  ask: price,
  bidSize: fc.integer({min: 1, max: 1e15}),
  askSize: fc.integer({min: 1, max: 1e15}),
  state: fc.constantFrom(
    ...(['LIVE', 'LIVE', 'LIVE', 'LIVE', 'QUIET', 'UNPROVEN', 'STALE'] as const),
  ),
});
type Quote = typeof quote extends fc.Arbitrary<infer T> ? T : never;

const legs = fc.array(fc.tuple(quote, quote), {minLength: 2, maxLength: 12});

function topsOf(quotes: readonly Quote[]): TopOfBook[] {
  return quotes.map(({bid, ask, bidSize, askSize, state}, assetIndex) => ({
    assetIndex,
    bestBid: bid as Price | undefined,
    bidSize: bidSize as SizeMicros,
    bestAsk: ask as Price | undefined,
    askSize: askSize as SizeMicros,
    trust: {...LIVE, state},
    updatedUs: 0,
  }));
}

function isGood({bid, ask, state}: Quote): boolean {
  return bid !== undefined && ask !== undefined && state !== 'STALE';
}

function sum(quotes: readonly Quote[], side: 'bid' | 'ask'): bigint {
  return quotes.reduce((total, one) => total + BigInt(one[side]!), 0n);
}

function catalogOf(count: number, missing: number) {
  const markets = Array.from({length: count}, (_, i) =>
    sampleMarket(i, {negRisk: true, eventLegs: count + missing}),
  );
  const assetIds = markets.flatMap(({outcomes}) => outcomes.map(({assetId}) => assetId));
  return sampleSession({catalog: {markets, assetIds}}).catalog;
}

test('a basket has the sums of its legs in whole units, or no number where a leg lacks anything', () => {
  fc.assert(
    fc.property(legs, fc.constantFrom(0, 0, 0, 1), (made, missing) => {
      const catalog = catalogOf(made.length, missing);
      const basket = selectBasket(catalog, topsOf(made.flat()), catalog.markets[0]!)!;
      expect(basket.good).toBe(made.filter((leg) => leg.every(isGood)).length);
      const isWhole = missing === 0 && made.flat().every(isGood);
      expect(basket.outcome.kind).toBe(isWhole ? 'sums' : 'none');
      if (basket.outcome.kind === 'none') return;

      const [first, second] = [made.map(([one]) => one), made.map(([, other]) => other)];
      for (const [quotes, sums, winners] of [
        [first, basket.outcome.first, 1],
        [second, basket.outcome.second, made.length - 1],
      ] as const) {
        const worth = BigInt(winners * PRICE_ONE);
        expect(BigInt(sums.ask.sum)).toBe(sum(quotes, 'ask'));
        expect(BigInt(sums.bid.sum)).toBe(sum(quotes, 'bid'));
        expect(BigInt(sums.ask.edge)).toBe(worth - sum(quotes, 'ask'));
        expect(BigInt(sums.bid.edge)).toBe(sum(quotes, 'bid') - worth);
        for (const {askSize, bidSize} of quotes) {
          expect(sums.ask.size).toBeLessThanOrEqual(askSize);
          expect(sums.bid.size).toBeLessThanOrEqual(bidSize);
        }
      }
    }),
    run,
  );
});

test('in books that mirror each other both ways of trading an event earn the same', () => {
  const sound = fc.array(
    fc.tuple(fc.integer({min: 1, max: 9000}), fc.integer({min: 1, max: 900})),
    {minLength: 2, maxLength: 12},
  );
  fc.assert(
    fc.property(sound, (made) => {
      const catalog = catalogOf(made.length, 0);
      const size = {bidSize: 1, askSize: 1, state: 'LIVE' as const};
      const quotes = made.flatMap(([bid, spread]): Quote[] => [
        {bid, ask: bid + spread, ...size},
        {bid: PRICE_ONE - bid - spread, ask: PRICE_ONE - bid, ...size},
      ]);
      const basket = selectBasket(catalog, topsOf(quotes), catalog.markets[0]!);
      if (basket?.outcome.kind !== 'sums') throw new Error('no sums');
      const {first, second} = basket.outcome;
      expect(second.bid.edge).toBe(first.ask.edge);
      expect(second.ask.edge).toBe(first.bid.edge);
    }),
    run,
  );
});

test('a market’s two outcomes have the sums of their best prices, or no number', () => {
  fc.assert(
    fc.property(quote, quote, (yes, no) => {
      const catalog = catalogOf(1, 0);
      const pair = selectPair({catalog}, topsOf([yes, no]), {market: catalog.markets[0]!});
      expect(pair.kind).toBe([yes, no].every(isGood) ? 'sums' : 'none');
      if (pair.kind === 'none') return;
      expect(pair.sums.ask.sum).toBe(yes.ask! + no.ask!);
      expect(pair.sums.bid.sum).toBe(yes.bid! + no.bid!);
      expect(pair.sums.ask.size).toBe(Math.min(yes.askSize, no.askSize));
      expect(pair.sums.bid.size).toBe(Math.min(yes.bidSize, no.bidSize));
    }),
    run,
  );
});

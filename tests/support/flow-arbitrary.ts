// Flows of all kinds, for property tests of what is shown of them.

import fc from 'fast-check';
import type {BookSide} from '../../src/domain/feed-event.js';
import type {Price} from '../../src/domain/price.js';
import type {SizeMicros} from '../../src/domain/size.js';
import type {FlowImage} from '../../src/domain/snapshot.js';
import {SAMPLE_NOW_US} from './view-sample.js';

const price = fc.integer({min: 1, max: 9999}).map((value) => value as Price);
const size = fc
  .oneof(fc.constant(0), fc.integer({min: 1, max: 90_000_000}), fc.maxSafeNat())
  .map((value) => value as SizeMicros);
const change = fc.maxSafeInteger();
const series = fc
  .array(change, {maxLength: 60})
  .map((values) => Float64Array.from(values, (value) => value + 0));

export const flows: fc.Arbitrary<FlowImage | undefined> = fc.option(
  fc.record({
    sinceUs: fc.option(fc.integer({min: 0, max: SAMPLE_NOW_US}), {nil: undefined}),
    levels: fc.array(
      fc.record({
        side: fc.constantFrom<BookSide[]>('bid', 'ask'),
        price,
        added: size,
        pulled: size,
        traded: size,
      }),
      {maxLength: 60},
    ),
    volumes: fc.array(fc.record({price, bought: size, sold: size}), {maxLength: 40}),
    totals: fc.record({
      trades: fc.maxSafeNat(),
      volume: size,
      notional: fc.double({min: 0, max: 1e12, noNaN: true}),
      vwap: fc.oneof(fc.constant(Number.NaN), fc.double({min: 0, max: 1, noNaN: true})),
      high: fc.option(price, {nil: undefined}),
      low: fc.option(price, {nil: undefined}),
      cumulativeDelta: change,
    }),
    imbalances: series,
    cumulativeDeltas: series,
  }),
  {nil: undefined},
);

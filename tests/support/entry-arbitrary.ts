// Entries of all kinds, as a recorder may write them, for property tests of the recording format.

import fc from 'fast-check';
import type {ConnectionPhase} from '../../src/domain/connection-state.js';
import type {Market} from '../../src/domain/market.js';
import {toPlainText} from '../../src/domain/plain-text.js';
import type {Price} from '../../src/domain/price.js';
import type {SizeMicros} from '../../src/domain/size.js';
import type {TrustReason, TrustState} from '../../src/domain/trust.js';
import type {Entry, EntryTime, FrameEntry, NoteEntry} from '../../src/recording/entry.js';

const bytes = fc.uint8Array({maxLength: 80});

/** What a socket may bring, and what would be mistaken for the line around it. */
export const frameBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  bytes,
  bytes.map((rest) => Buffer.concat([Buffer.from('{'), rest])),
  bytes.map((rest) => Buffer.concat([Buffer.from('['), rest])),
  fc.jsonValue().map((json) => Buffer.from(JSON.stringify(json))),
  fc.string({unit: 'binary'}).map((text) => Buffer.from(text)),
  fc
    .constantFrom(
      ...['', 'PONG', 'NO NEW ASSETS', '{', '}', '"', '\n', '{"a":\n1}', '{"a":1}\r', '\ufeff{}'],
      ...['{"raw":{"raw":1}}', '"raw":', '}\n{"recv_us":1', '","raw":"', '\u2028', '\u0000\u0001'],
    )
    .map((text) => Buffer.from(text)),
  fc
    .constantFrom([0xff], [0x7b, 0xff], [0xed, 0xa0, 0x80], [0xc3, 0x28])
    .map((some) => Buffer.from(some)),
);

const entryTime: fc.Arbitrary<EntryTime> = fc.record({
  wallUs: fc.integer({min: 0, max: 9e15}),
  monoUs: fc.integer({min: 0, max: 9e15}),
});

const count = fc.nat();
const number = fc.double({noNaN: true, noDefaultInfinity: true}).map((value) => value + 0);
const id = fc.stringMatching(/^[\w-]{1,128}$/);
const word = fc.stringMatching(/^[a-z_]{1,40}$/);
/** A name that every object has is taken for none, whatever it counts. */
const counter = fc.constantFrom('frames', 'bytes', 'hashFailed', 'of_tomorrow');
const plain = (maxLength: number) =>
  fc.string({unit: 'grapheme', maxLength}).map((text) => toPlainText(text, maxLength));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, {nil: undefined});
const outcome = fc.record({name: plain(80), assetId: id});

const market: fc.Arbitrary<Market> = fc.record({
  conditionId: id,
  slug: maybe(plain(300)),
  question: plain(300),
  label: plain(300),
  eventSlug: maybe(plain(300)),
  eventTitle: maybe(plain(300)),
  eventLegs: maybe(count),
  outcomes: fc.tuple(outcome, outcome),
  tickSize: maybe(fc.integer({min: 1, max: 10_000}) as unknown as fc.Arbitrary<Price>),
  minOrderSize: maybe(fc.constantFrom('5', '0.01', '15')),
  negRisk: maybe(fc.boolean()),
  status: fc.constantFrom('open', 'paused', 'closed'),
  listedPrice: maybe(number),
  volume24h: maybe(number),
  liquidity: maybe(number),
  endDateMs: maybe(fc.integer({min: -8e15, max: 8e15})),
  rewards: maybe(
    fc.record({
      maxSpread: count as unknown as fc.Arbitrary<Price>,
      minSize: count as unknown as fc.Arbitrary<SizeMicros>,
    }),
  ),
});

const trust = {
  state: fc.constantFrom<TrustState>('WAITING', 'LIVE', 'STALE', 'RESYNC', 'SUSPECT', 'RESOLVED'),
  reason: fc.constantFrom<TrustReason>('none', 'subscribed', 'hash_mismatch', 'from_rest'),
};

const book = fc.record({
  ...trust,
  message: fc.dictionary(
    fc.constantFrom('event_type', 'bids', 'asks', 'hash', 'tick_size'),
    fc.jsonValue().map((json): unknown => JSON.parse(JSON.stringify(json))),
  ),
  verified: count,
  failed: count,
  revision: count,
  isDeaf: fc.boolean(),
  floorMs: maybe(fc.integer({min: 0, max: 8e15})),
});

const ids = fc.array(id, {maxLength: 4});

const note: fc.Arbitrary<NoteEntry> = fc.oneof(
  fc.record({kind: fc.constant('watch'), market}),
  fc.record({kind: fc.constantFrom('unwatch', 'lost'), markets: ids}),
  fc.record({
    kind: fc.constant('connection'),
    line: count,
    phase: fc.constantFrom<ConnectionPhase>('idle', 'live', 'backing_off', 'closed'),
    attempt: maybe(count),
    reason: maybe(plain(300)),
    socket: count,
    reconnects: count,
  }),
  fc.record({kind: fc.constant('ping'), pingUs: count}),
  fc.record({
    kind: fc.constant('books'),
    market: id,
    cause: fc.constantFrom('replaced', 'checkpoint'),
    books: fc.array(book, {maxLength: 2}),
  }),
  fc.record({kind: fc.constant('checkpoint'), counters: fc.dictionary(counter, count)}),
  fc.record({kind: fc.constant('trust'), assetId: id, ...trust}),
  fc.record({kind: fc.constant('market'), market: id, state: word, winner: maybe(plain(80))}),
  fc.record({kind: fc.constant('gap'), entries: count, reason: plain(300)}),
  fc.record({kind: fc.constant('end')}),
);

const start = fc.record({
  kind: fc.constant('start'),
  version: count,
  program: plain(80),
  source: fc.constantFrom('live', 'demo', 'replay'),
  times: fc.constantFrom('received', 'exchange'),
});

export const frameEntries: fc.Arbitrary<Entry & FrameEntry> = fc
  .tuple(
    entryTime,
    fc.record({
      kind: fc.constant('frame'),
      frame: frameBytes,
      socket: fc.integer({min: 0, max: 999_999_999}),
      withheld: fc.oneof(
        fc.constant([]),
        fc.array(fc.nat({max: 100_000}), {maxLength: 3_000, size: 'max'}),
      ),
    }),
  )
  .map(([at, entry]) => ({...at, ...entry}));

export const noteEntries: fc.Arbitrary<Entry> = fc
  .tuple(entryTime, fc.oneof(note, start))
  .map(([at, entry]) => ({...at, ...entry}));

export const entries: fc.Arbitrary<Entry> = fc.oneof(frameEntries, noteEntries);

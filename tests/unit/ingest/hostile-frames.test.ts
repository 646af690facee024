// What an exchange, or whoever sits between, may send at its worst: nothing is thrown, a good book
// stays as it was, and nothing grows without limit.

import fc from 'fast-check';
import {beforeEach, describe, expect, test} from 'vitest';
import type {StreamRecord} from '../../../src/domain/record.js';
import {IngestLoop} from '../../../src/ingest/ingest-loop.js';
import {formatRecord} from '../../../src/output/ndjson.js';
import {MAX_FRAME_BYTES} from '../../../src/protocol/limits.js';
import {FixedClock} from '../../support/fixed-clock.js';
import {MARKET, NO, ScriptedMarket, YES} from '../orderbook/scripted-market.js';
import {encodeBook} from './encode-event.js';

const clock = new FixedClock();
let loop: IngestLoop;
let records: StreamRecord[];
let issues: string[];

function createLoop(adoptUnknownAssets: boolean): IngestLoop {
  records = [];
  issues = [];
  return new IngestLoop({
    clock,
    adoptUnknownAssets,
    depth: 5,
    onRecord: (record) => records.push(record),
    onAssets: () => undefined,
    onIssue: ({code}) => issues.push(code),
    onTrust: () => undefined,
  });
}

function send(frame: unknown): void {
  const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
  loop.onFrame(Buffer.from(text), clock.us, undefined);
}

/** Levels and trust of the good book. */
function seen(assetId = YES): string {
  const {book, trust} = loop.store.book(assetId)!;
  return JSON.stringify([[...book.bids], [...book.asks], book.revision, trust.state]);
}

beforeEach(() => {
  loop = createLoop(false);
  for (const assetId of [YES, NO]) {
    loop.store.watch({assetId, market: MARKET, minOrderSize: '5', negRisk: false});
    loop.registry.add(assetId, MARKET);
  }

  const market = new ScriptedMarket();
  for (const assetId of [YES, NO]) send(encodeBook(market.book(assetId, 1000)));
});

function change(fields: Record<string, unknown>, message: Record<string, unknown> = {}) {
  const entry = {asset_id: YES, price: '0.44', size: '9', side: 'BUY', ...fields};
  return {
    market: MARKET,
    price_changes: [entry],
    timestamp: '1001',
    event_type: 'price_change',
    ...message,
  };
}

describe('a message that cannot be so changes no book', () => {
  const digits = '9'.repeat(400);
  test.each<[string, unknown]>([
    ...[
      '-0.5',
      '1.5',
      '1',
      '0',
      'NaN',
      'Infinity',
      '1e3',
      '0x10',
      '',
      ' 0.5',
      `0.${digits}`,
      digits,
    ].map((price): [string, unknown] => [`price ${price.slice(0, 12)}`, change({price})]),
    ...['-1', 'NaN', '1e300', digits, '', '0x10', '1,000'].map((size): [string, unknown] => [
      `size ${size.slice(0, 12)}`,
      change({size}),
    ]),
    ...[null, [], {}, true, 1e300].flatMap((value): [string, unknown][] => [
      [`asset ${JSON.stringify(value)}`, change({asset_id: value})],
      [`price ${JSON.stringify(value)}`, change({price: value})],
      [`size ${JSON.stringify(value)}`, change({size: value})],
      [`side ${JSON.stringify(value)}`, change({side: value})],
      [`time ${JSON.stringify(value)}`, change({}, {timestamp: value})],
      [`market ${JSON.stringify(value)}`, change({}, {market: value})],
      [`changes ${JSON.stringify(value)}`, change({}, {price_changes: value})],
    ]),
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'].flatMap(
      (name): [string, unknown][] => [
        [`asset ${name}`, change({asset_id: name})],
        [`market ${name}`, change({}, {market: name})],
        [`type ${name}`, change({}, {event_type: name})],
        [`key ${name}`, `{"${name}":${JSON.stringify(change({}))}}`],
      ],
    ),
    ['an escape sequence for an asset', change({asset_id: '\u001b[2J'})],
    ['a megabyte for an asset', change({asset_id: 'a'.repeat(1_000_000)})],
    ['nesting without end', '['.repeat(1_000_000)],
  ])('%s', (_, frame) => {
    const before = [seen(YES), seen(NO)];
    send(frame);
    expect([seen(YES), seen(NO)]).toEqual(before);
  });

  test('of keys that come twice the last one counts, as everywhere', () => {
    send(JSON.stringify(change({})).replace('"price":"0.44"', '"price":"0.1","price":"0.44"'));
    expect(loop.store.book(YES)!.book.bids.sizeAt(4400 as never)).toBe(9_000_000);
    expect(loop.store.book(YES)!.book.bids.sizeAt(1000 as never)).toBeUndefined();
  });

  test('whatever replaces whatever in a good message, nothing is thrown', () => {
    const good = encodeBook(new ScriptedMarket().book(YES, 1000));
    const values = fc.constantFrom('null', '[]', '{}', '-1', '"\u009b2J"', '1e999', '"__proto__"');
    fc.assert(
      fc.property(fc.nat(good.length), fc.nat(40), values, (at, length, value) => {
        send(good.slice(0, at) + value + good.slice(at + length));
      }),
    );
  });
});

describe('nothing grows without limit', () => {
  test('a book of as many levels as a frame can hold has 9,999 a side, and no more', () => {
    const level = (i: number) =>
      `{"price":"0.${String(i % 10_000).padStart(4, '0')}","size":"${i}"}`;
    let bids = level(1);
    for (let i = 2; bids.length < MAX_FRAME_BYTES - 1000; i++) bids += `,${level(i)}`;
    send(
      `{"event_type":"book","market":"${MARKET}","asset_id":"${YES}","timestamp":"1001","bids":[${bids}],"asks":[]}`,
    );
    expect(loop.store.book(YES)!.book.bids.count).toBe(9_999);
  });

  test('a frame that is larger than the limit is an issue, and is not parsed', () => {
    const before = seen();
    send(JSON.stringify(change({})).padEnd(MAX_FRAME_BYTES + 1));
    expect([issues.at(-1), seen()]).toEqual(['FRAME_TOO_LARGE', before]);
  });

  test('a hundred thousand changes of unknown assets are ignored and forgotten', () => {
    const before = seen();
    const entries = Array.from({length: 100_000}, (_, i) => change({asset_id: String(9e9 + i)}));
    send(change({}, {price_changes: entries.map(({price_changes: [entry]}) => entry)}));
    expect([seen(), loop.store.assetIds()]).toEqual([before, [YES, NO]]);
    send(entries.map((entry, i) => ({...entry, market: `0x${i}`})));
    expect([seen(), loop.store.marketIds()]).toEqual([before, [MARKET]]);
  });

  test('a recording of endless assets is kept as far as a screen could list them', () => {
    loop = createLoop(true);
    for (let i = 0; i < 3000; i++) {
      send({
        event_type: 'book',
        market: `0x${i}`,
        asset_id: String(i + 1),
        timestamp: '1000',
        bids: [],
        asks: [],
      });
      send(change({}, {market: `0xa${i}`}));
    }

    expect(loop.store.assetIds().length).toBeLessThanOrEqual(1024);
    expect(loop.store.marketIds().length).toBeLessThanOrEqual(2048);
    expect(loop.registry.assets.length).toBeLessThanOrEqual(1024);
  });

  test('trades of a watched asset under endless names of markets reach no tape', () => {
    for (let i = 0; i < 1000; i++) {
      send({
        event_type: 'last_trade_price',
        market: `0x${i}`,
        asset_id: YES,
        price: '0.5',
        size: '1',
        side: 'BUY',
        timestamp: '1001',
      });
    }

    expect(loop.tape.of('0x5')).toEqual([]);
    expect(records.filter(({type}) => type === 'trade')).toEqual([]);
  });
});

test('the name of a winner is words and nothing else, in what programs read', () => {
  send({
    event_type: 'market_resolved',
    market: MARKET,
    assets_ids: [YES, NO],
    winning_outcome: `Yes\u001b[31m\u009b2J\u202e${'!'.repeat(100_000)}`,
    timestamp: '1001',
  });
  const record = records.find((r) => r.type === 'status' && r.scope === 'market');
  const names = {source: 'live', slugOf: () => undefined, outcomeOf: () => undefined} as const;
  const line = formatRecord(record!, names);
  expect(line).not.toMatch(/[\u001b\u009b\u202e]|\\u00/);
  expect(line.length).toBeLessThan(500);
});

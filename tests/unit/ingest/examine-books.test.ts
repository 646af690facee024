import {describe, expect, test} from 'vitest';
import type {BookSnapshotEvent, FeedEvent} from '../../../src/domain/feed-event.js';
import type {Price} from '../../../src/domain/price.js';
import type {SizeMicros} from '../../../src/domain/size.js';
import {examineBooks} from '../../../src/ingest/examine-books.js';
import type {RestBook} from '../../../src/ingest/rest-source.js';
import {MARKET, NO, ScriptedMarket, YES} from '../orderbook/scripted-market.js';
import {type Bench, start} from '../orderbook/store-bench.js';

type Reply = RestBook | BookSnapshotEvent;

function examine(
  bench: Bench,
  yes: Reply | undefined,
  no: Reply | undefined,
  events: FeedEvent[] = [],
  baseMs = 1000,
) {
  const toRest = (reply: Reply): RestBook =>
    reply.kind === 'book_snapshot' ? {kind: 'book', event: reply} : reply;
  const replies = new Map<string, RestBook>();
  if (yes !== undefined) replies.set(YES, toRest(yes));
  if (no !== undefined) replies.set(NO, toRest(no));
  const look = {
    baseMs: new Map([
      [YES, baseMs],
      [NO, baseMs],
    ]),
    events,
    buffered: 0,
    isVoid: false,
  };
  return examineBooks(bench.store, {conditionId: MARKET, assetIds: [YES, NO]}, look, replies, 0);
}

describe("REST's books", () => {
  test('agree where they have the same levels, whatever their time', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    expect(examine(bench, market.book(YES, 1000), market.book(NO, 1000)).kind).toBe('agrees');
    expect(examine(bench, market.book(YES, 1500), market.book(NO, 1500)).kind).toBe('agrees');
  });

  test('differ where one level of one of them does', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    market.change(1001, 'bid', '0.44', '9'); // Lost.
    expect(examine(bench, market.book(YES, 1001), market.book(NO, 1001)).kind).toBe('differs');
  });

  test('that are older than what was applied when they were asked for are of no use', () => {
    const market = new ScriptedMarket();
    const old = [market.book(YES, 999), market.book(NO, 999)] as const;
    expect(examine(start(market), ...old).kind).toBe('older');
  });

  test('get what came meanwhile replayed onto them, and lose none of it', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    market.change(1001, 'bid', '0.44', '9'); // Lost.
    const early = market.change(1002, 'bid', '0.43', '8'); // Part of REST's book.
    const yes = market.book(YES, 1002);
    const no = market.book(NO, 1002);
    const late = market.change(1003, 'bid', '0.42', '7');
    const result = examine(bench, yes, no, [early, late]);
    if (result.kind !== 'differs') throw new Error(`it ${result.kind}`);
    bench.store.takeOver(result.books, MARKET, 0);
    bench.apply(market.change(1004, 'ask', '0.58', '6'));
    expect([bench.trust(YES), bench.trust(NO)]).toEqual(['LIVE none', 'LIVE none']);
  });

  test('may be of two times: each has the changes since its own', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const yes = market.book(YES, 1000);
    const change = market.change(1001, 'bid', '0.44', '9');
    const result = examine(bench, yes, market.book(NO, 1001), [change]);
    expect(result.kind).toBe('differs');
  });

  test.each<[string, (market: ScriptedMarket) => Reply | undefined, string]>([
    ['fail their own hash', (market) => ({...market.book(YES, 1000), hash: 'abcd'}), 'refused'],
    ['lack a level', (market) => ({...market.book(YES, 1000), bids: []}), 'refused'],
    ['are ghosts', () => ghost(), 'refused'],
    [
      'are of another market',
      (market) => ({...market.book(YES, 1000), market: '0xother'}),
      'refused',
    ],
    ['are missing', () => undefined, 'unavailable'],
    ['are said to be none, one of two', () => ({kind: 'none'}), 'unavailable'],
    ['cannot be had', () => ({kind: 'unavailable', reason: 'HTTP 429'}), 'unavailable'],
  ])('that %s are not believed', (_, reply, kind) => {
    const market = new ScriptedMarket();
    const bench = start(market);
    expect(examine(bench, reply(market), market.book(NO, 1000)).kind).toBe(kind);
  });

  test('that contradict the changes since are not believed', () => {
    const market = new ScriptedMarket();
    const bench = start(market);
    const yes = market.book(YES, 1000);
    const no = market.book(NO, 1000);
    market.change(1001, 'bid', '0.44', '9'); // Lost, and REST does not have it.
    const result = examine(bench, yes, no, [
      market.change(1002, 'bid', '0.43', '8'),
      market.change(1003, 'bid', '0.42', '8'),
    ]);
    expect(result.kind).toBe('refused');
  });

  test('are none where the exchange says so of both', () => {
    const bench = start(new ScriptedMarket());
    expect(examine(bench, {kind: 'none'}, {kind: 'none'}).kind).toBe('none');
  });
});

function ghost(): BookSnapshotEvent {
  const level = (price: number) => ({price: price as Price, size: 1_000_000 as SizeMicros});
  return {...new ScriptedMarket().book(YES, 1000), bids: [level(100)], asks: [level(9900)]};
}

import {expect, test} from 'vitest';
import type {FeedEvent, LevelChange} from '../../../src/domain/feed-event.js';
import {MarketWatch, MAX_BUFFERED} from '../../../src/ingest/market-watch.js';
import {MARKET, NO, ScriptedMarket, YES} from '../orderbook/scripted-market.js';

const small: FeedEvent = new ScriptedMarket().change(1000, 'bid', '0.44', '9');

test('what comes during a question to REST is kept for its answer, up to a number of changes', () => {
  const watch = new MarketWatch(MARKET, [YES, NO], 0);
  const look = watch.beginLook(new Map(), 0);
  watch.hear(small, 1);
  watch.hear(small, 2);
  expect([look.events, look.isVoid]).toEqual([[small, small], false]);
});

test('messages that are few and huge are not kept either, and nothing is after the first too many', () => {
  const watch = new MarketWatch(MARKET, [YES, NO], 0);
  const look = watch.beginLook(new Map(), 0);
  const {changes} = small;
  const huge = {
    ...small,
    changes: Array.from({length: MAX_BUFFERED}, (): LevelChange => changes[0]!),
  } as FeedEvent;
  watch.hear(huge, 1);
  watch.hear(small, 2);
  expect([look.events, look.isVoid]).toEqual([[], true]);
  expect(watch.beginLook(new Map(), 3)).toMatchObject({events: [], isVoid: false});
});

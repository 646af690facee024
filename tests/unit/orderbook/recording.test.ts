import {expect} from 'vitest';
import type {Level} from '../../../src/domain/feed-event.js';
import {formatPrice} from '../../../src/domain/price.js';
import {formatSize} from '../../../src/domain/size.js';
import type {Judgement} from '../../../src/orderbook/judgement.js';
import {OrderBookStore} from '../../../src/orderbook/order-book-store.js';
import {decodeFrame} from '../../../src/protocol/decode-frame.js';
import {readFrames, testWithRecordings} from '../../support/recordings.js';
import {buildReferenceBooks} from '../../support/reference-book.js';

const RECORDING = 'ws-market-2026-09-07.jsonl';

function lines(levels: Iterable<Level>): [string, string][] {
  return Array.from(levels, (level) => [formatPrice(level.price), formatSize(level.size)]);
}

function play(frames: readonly string[], judgements: Judgement[] = []) {
  const store = new OrderBookStore({
    adoptUnknownAssets: true,
    onJudged: (judgement) => judgements.push(judgement),
  });
  let events = 0;
  let issues = 0;
  for (const [index, frame] of frames.entries()) {
    const decoded = decodeFrame(frame);
    issues += decoded.issues.length;
    for (const event of decoded.events) {
      events++;
      store.apply(event, index);
    }
  }

  store.endBatches(frames.length);
  return {store, frames: frames.length, events, issues};
}

testWithRecordings('every batch and every book of a real recording proves itself', () => {
  const judgements: Judgement[] = [];
  const {store, ...seen} = play(readFrames(RECORDING), judgements);
  expect(seen).toEqual({frames: 64, events: 65, issues: 0});
  expect(store.counters).toEqual({
    ignored: 0,
    books: 6,
    trades: 2,
    batches: 56,
    verified: 118,
    hashFailed: 0,
    bboFailed: 0,
    crossed: 0,
  });

  // The four books after trades belong to batches that were reported already.
  expect(judgements.filter(({cause}) => cause === 'batch')).toHaveLength(112);
  expect(judgements.filter(({cause}) => cause === 'book')).toHaveLength(2);
  expect(judgements.every(({hashOk, isCrossed}) => hashOk === true && !isCrossed)).toBe(true);
});

testWithRecordings('the books at the end of a real recording are those of the reference', () => {
  const frames = readFrames(RECORDING);
  const {store} = play(frames);
  const references = buildReferenceBooks(frames);
  expect(store.assetIds()).toEqual([...references.keys()]);
  for (const [assetId, reference] of references) {
    const {book, trust, verified, failed, lastTradePrice} = store.book(assetId)!;
    expect(lines(book.bids)).toEqual(reference.bids());
    expect(lines(book.asks)).toEqual(reference.asks());
    expect([trust.state, verified, failed, lastTradePrice]).toEqual(['LIVE', 59, 0, '0.630']);
  }
});

testWithRecordings(
  'a lost frame is noticed by both books, and healed by the next whole one',
  () => {
    const frames = readFrames(RECORDING);
    // The level of this frame does not change again before the first whole books after it.
    const lost = frames.findIndex((frame) => frame.includes('"size":"13138"'));
    const lossy = frames.filter((_, index) => index !== lost);
    const healing = lossy.findIndex((frame) => frame.startsWith('{') && frame.includes('"bids"'));
    const suspect = play(lossy.slice(0, healing)).store;
    for (const assetId of suspect.assetIds()) {
      expect(suspect.book(assetId)!.trust).toMatchObject({
        state: 'SUSPECT',
        reason: 'hash_mismatch',
      });
    }

    const {store} = play(lossy);
    for (const assetId of store.assetIds()) expect(store.book(assetId)!.trust.state).toBe('LIVE');
    expect(store.counters.hashFailed).toBeGreaterThan(0);
    expect(store.counters.bboFailed).toBe(0);
  },
);

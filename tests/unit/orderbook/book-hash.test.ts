import {describe, expect, test} from 'vitest';
import type {Level} from '../../../src/domain/feed-event.js';
import {complement, formatPrice} from '../../../src/domain/price.js';
import {formatSize} from '../../../src/domain/size.js';
import {
  bookHash,
  canonicalBookText,
  continueBookHash,
  finishBookHash,
  formatLastTradePrice,
  startBookHash,
  type HashedBook,
} from '../../../src/orderbook/book-hash.js';
import {decodeBook} from '../../../src/protocol/decode-book.js';
import {readRecording, testWithRecordings} from '../../support/recordings.js';
import {price, size} from './scripted-market.js';

function levels(...entries: readonly (readonly [string, string])[]): Level[] {
  return entries.map(([priceText, sizeText]) => ({price: price(priceText), size: size(sizeText)}));
}

/** The example of Polymarket/py-clob-client, `tests/test_utilities.py`; its asks ascend. */
const example: HashedBook = {
  market: '0xaabbcc',
  assetId: '100',
  timestampMs: 123456789,
  bids: levels(['0.3', '100'], ['0.4', '100']),
  asks: levels(['0.6', '100'], ['0.7', '100']),
  minOrderSize: '100',
  tickSize: '0.01',
  negRisk: false,
  lastTradePrice: '0.5',
};

describe('the hash is the one of the official client', () => {
  test('for a book of two levels a side', () => {
    expect(canonicalBookText(example)).toBe(
      '{"market":"0xaabbcc","asset_id":"100","timestamp":"123456789","hash":"",' +
        '"bids":[{"price":"0.3","size":"100"},{"price":"0.4","size":"100"}],' +
        '"asks":[{"price":"0.6","size":"100"},{"price":"0.7","size":"100"}],' +
        '"min_order_size":"100","tick_size":"0.01","neg_risk":false,"last_trade_price":"0.5"}',
    );
    expect(bookHash(example)).toBe('0458ea5755c9f73d64a14636fa5c36ed460ec394');
  });

  test('for an empty book without a time', () => {
    const empty = {...example, timestampMs: undefined, bids: [], asks: []};
    expect(bookHash(empty)).toBe('74c6a7c81c1d572f1c877b7d3e25b80c336d8a6e');
  });

  test('with asks in the order of the server, neg risk, and no trade ever', () => {
    const book = {
      ...example,
      asks: levels(['0.7', '100'], ['0.6', '100']),
      minOrderSize: '5',
      negRisk: true,
      lastTradePrice: '',
    };
    expect(bookHash(book)).toBe('e1828972de28caa63f05d350f5e4f6766a40a042');
  });
});

test('what is hashed once can be finished in several ways', () => {
  const started = startBookHash(example);
  const otherTerms = continueBookHash(started, {...example, negRisk: true});
  const terms = continueBookHash(started, example);
  expect(finishBookHash(otherTerms, '0.5')).toBe(bookHash({...example, negRisk: true}));
  expect(finishBookHash(terms, '0.6')).toBe(bookHash({...example, lastTradePrice: '0.6'}));
  expect(finishBookHash(terms, '0.5')).toBe(bookHash(example));
});

test('text from outside cannot break out of its string', () => {
  const text = canonicalBookText({...example, market: 'a","x":"', lastTradePrice: '"'});
  expect(JSON.parse(text)).toMatchObject({market: 'a","x":"', last_trade_price: '"'});
});

test.each([
  ['0.62', '0.620'],
  ['0.5', '0.500'],
  ['0.005', '0.005'],
  ['0.6205', '0.6205'],
  ['1', '1.000'],
])('a last trade at %s is written %s', (text, expected) => {
  expect(formatLastTradePrice(price(text))).toBe(expected);
});

testWithRecordings('ten real books recompute to their own hash and their own text', () => {
  const replies = JSON.parse(readRecording('clob-books-2026-05-17.json')) as {hash: string}[];
  expect(replies).toHaveLength(10);
  for (const reply of replies) {
    const book = decodeBook(reply)!;
    const {tickSize, minOrderSize, negRisk, lastTradePrice} = book;
    const terms = {
      minOrderSize: minOrderSize!,
      tickSize: formatPrice(tickSize!),
      negRisk: negRisk!,
      lastTradePrice: lastTradePrice!,
    };
    expect(canonicalBookText({...book, ...terms})).toBe(JSON.stringify({...reply, hash: ''}));
    expect(bookHash({...book, ...terms})).toBe(reply.hash);
  }
});

testWithRecordings('every real NO book is the mirror of its YES book', () => {
  const replies = JSON.parse(readRecording('clob-books-2026-05-17.json')) as unknown[];
  const books = replies.map((reply) => decodeBook(reply)!);
  const lines = (side: readonly Level[]): string[] =>
    side.map((level) => `${formatPrice(level.price)} ${formatSize(level.size)}`);
  const mirrored = (side: readonly Level[]): string[] =>
    lines(side.map((level) => ({...level, price: complement(level.price)})));

  let pairs = 0;
  for (const yes of books) {
    const no = books.find(({market, assetId}) => market === yes.market && assetId !== yes.assetId)!;
    expect(lines(no.bids)).toEqual(mirrored(yes.asks));
    expect(lines(no.asks)).toEqual(mirrored(yes.bids));
    pairs++;
  }

  expect(pairs).toBe(10);
});

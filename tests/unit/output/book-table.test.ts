import {expect, test} from 'vitest';
import {formatBookTable} from '../../../src/output/book-table.js';
import {bookRecord, columns} from '../../support/made-records.js';

const HEADING = {question: 'Will it rain?', outcome: 'Yes'};

test('both sides stand beside each other, best first, in columns as wide as they need', () => {
  expect(formatBookTable(bookRecord(), HEADING).split('\n')).toEqual([
    'Will it rain? · Yes',
    'LIVE · 2026-09-07T13:05:30.404Z · last trade 0.620 · 2 bids, 1 asks',
    'bid size   bid    ask  ask size',
    '   26.68  0.62  0.631       0.5',
    '    2000   0.6                 ',
  ]);
});

test('an empty book, a market never traded and unknown names leave no hole', () => {
  const book = bookRecord({
    bids: columns('bid', []),
    asks: columns('ask', []),
    lastTradePrice: '',
    market: '0xabc',
    assetId: '77',
  });
  expect(formatBookTable(book, {question: undefined, outcome: undefined}).split('\n')).toEqual([
    '0xabc · asset 77',
    'LIVE · 2026-09-07T13:05:30.404Z · last trade none · 0 bids, 0 asks',
    'bid size  bid  ask  ask size',
  ]);
});

test('trust says why, and a cut side says of how many', () => {
  const book = bookRecord({
    trust: 'SUSPECT',
    reason: 'best_price_mismatch',
    bids: columns('bid', [['0.62', '26.68']], 140),
  });
  expect(formatBookTable(book, HEADING).split('\n')[1]).toBe(
    'SUSPECT (best price mismatch) · 2026-09-07T13:05:30.404Z · last trade 0.620 · 1 of 140 bids, 1 asks',
  );
});

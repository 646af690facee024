// The exchange's own checksum of a book: SHA-1 over JSON in the key order of its server
// (Polymarket/py-clob-client#232). Levels are formatted back to the exact text they came as.

import {createHash, type Hash} from 'node:crypto';
import type {Level} from '../domain/feed-event.js';
import type {AssetId, ConditionId} from '../domain/market.js';
import {formatPrice, type Price} from '../domain/price.js';
import {formatSize} from '../domain/size.js';

/** A level which may keep its text, so that a book is not formatted anew for every hash. */
export type HashedLevel = Level & {readonly hashText?: string};

/** The part of the text that changes with every batch. */
export type HashedLevels = {
  readonly market: ConditionId;
  readonly assetId: AssetId;
  /** Undefined for a book that never changed, which the server writes as empty text. */
  readonly timestampMs: number | undefined;
  /** In the order of the server: ascending, the best price last. */
  readonly bids: Iterable<HashedLevel>;
  /** In the order of the server: descending, the best price last. */
  readonly asks: Iterable<HashedLevel>;
};

/** The part of the text that hardly ever changes; it comes last. */
export type OrderTerms = {
  readonly minOrderSize: string;
  readonly tickSize: string;
  readonly negRisk: boolean;
};

export type HashedBook = HashedLevels & OrderTerms & {readonly lastTradePrice: string};

/** Builds the text that the exchange hashes. */
export function canonicalBookText(book: HashedBook): string {
  return buildLevelsText(book) + buildTermsText(book) + buildLastTradeText(book.lastTradePrice);
}

/** SHA-1 of a book, in lower-case hex. */
export function bookHash(book: HashedBook): string {
  return finishBookHash(continueBookHash(startBookHash(book), book), book.lastTradePrice);
}

/** Hashes the levels once, so that several guesses at the terms cost little. */
export function startBookHash(levels: HashedLevels): Hash {
  return createHash('sha1').update(buildLevelsText(levels));
}

/** Goes on with the terms; `started` stays usable for other ones. */
export function continueBookHash(started: Hash, terms: OrderTerms): Hash {
  return started.copy().update(buildTermsText(terms));
}

/** Ends with the last trade price; `continued` stays usable for other ones. */
export function finishBookHash(continued: Hash, lastTradePrice: string): string {
  return continued.copy().update(buildLastTradeText(lastTradePrice)).digest('hex');
}

/** Formats one level as books contain it. */
export function formatHashedLevel({price, size}: Level): string {
  return JSON.stringify({price: formatPrice(price), size: formatSize(size)});
}

/**
 * Formats a last trade price as hashes and books contain it: three decimals at least (`0.620`).
 * More than three have not been seen, but finer ticks need them.
 */
export function formatLastTradePrice(price: Price): string {
  const text = formatPrice(price);
  const point = text.indexOf('.');
  return point === -1 ? `${text}.000` : text.padEnd(point + 4, '0');
}

function buildLevelsText({market, assetId, timestampMs, bids, asks}: HashedLevels): string {
  return (
    `{"market":${JSON.stringify(market)},"asset_id":${JSON.stringify(assetId)}` +
    `,"timestamp":"${timestampMs === undefined ? '' : String(timestampMs)}","hash":""` +
    `,"bids":[${buildSideText(bids)}],"asks":[${buildSideText(asks)}]`
  );
}

function buildSideText(levels: Iterable<HashedLevel>): string {
  let text = '';
  for (const level of levels) {
    if (text !== '') text += ',';
    text += level.hashText ?? formatHashedLevel(level);
  }

  return text;
}

function buildTermsText({minOrderSize, tickSize, negRisk}: OrderTerms): string {
  return (
    `,"min_order_size":${JSON.stringify(minOrderSize)},"tick_size":${JSON.stringify(tickSize)}` +
    `,"neg_risk":${String(negRisk)},"last_trade_price":`
  );
}

function buildLastTradeText(lastTradePrice: string): string {
  return `${JSON.stringify(lastTradePrice)}}`;
}

// A market as the exchange lists it, before it is known whether it can be watched.

import type {AssetId, Market, Outcome} from '../domain/market.js';
import {toPlainText} from '../domain/plain-text.js';
import {type Price, parsePrice} from '../domain/price.js';
import {formatSize, parseSize} from '../domain/size.js';

export type ListedMarket = {
  readonly kind: 'listed';
  readonly market: Market;
  /** `YYYY-MM-DD` where the market is closed and the reply says since when. */
  readonly closedOn: string | undefined;
  /** Name of the outcome that won, where known. */
  readonly winner: string | undefined;
};

/** A market that exists and has no book that could be watched. */
export type UnlistedMarket = {
  readonly kind: 'unlisted';
  readonly name: string;
  readonly reason: UnlistedReason;
};

export type UnlistedReason =
  | 'no_order_book'
  | 'not_active'
  /** No condition id or token ids: a market of the newer protocol. */
  | 'not_supported'
  /** Not two outcomes with a token each. */
  | 'malformed';

export type MarketListing = ListedMarket | UnlistedMarket;

export type ListedEvent = {
  readonly slug: string | undefined;
  readonly title: string | undefined;
  /** In the exchange's order. */
  readonly markets: readonly ListedMarket[];
  readonly unlisted: readonly UnlistedMarket[];
};

// Longest texts kept, in characters; the longest real question is about half of this.
const MAX_TITLE = 300;
const MAX_NAME = 80;

export function toTitle(text: string | undefined): string | undefined {
  return shorten(text, MAX_TITLE);
}

export function toName(text: string | undefined): string | undefined {
  return shorten(text, MAX_NAME);
}

/** What is hidden takes space too: some more is looked at than is kept, but not a megabyte. */
function shorten(text: string | undefined, maxLength: number): string | undefined {
  const plain = toPlainText((text ?? '').slice(0, 4 * maxLength), maxLength);
  return plain === '' ? undefined : plain;
}

export function isAssetId(text: string | undefined): text is AssetId {
  return text !== undefined && /^\d{1,78}$/.test(text);
}

/** Pairs names with tokens by index, if there are exactly two of each. */
export function pairOutcomes(
  names: readonly string[],
  assetIds: readonly string[],
): readonly [Outcome, Outcome] | undefined {
  if (names.length !== 2 || assetIds.length !== 2 || assetIds[0] === assetIds[1]) return undefined;
  const [first, second] = assetIds;
  if (!isAssetId(first) || !isAssetId(second)) return undefined;
  return [
    {name: toName(names[0]) ?? 'Outcome 1', assetId: first},
    {name: toName(names[1]) ?? 'Outcome 2', assetId: second},
  ];
}

/** Undefined for what no tick can be: 0, finer than 0.0001, above 1, `1e-7`. */
export function parseTickSize(text: string | undefined): Price | undefined {
  const tick = text === undefined ? undefined : parsePrice(text);
  return tick === 0 ? undefined : tick;
}

/** As the book hash contains it: `5`, whether it came as `5`, `"5"` or `"5.0"`. */
export function toMinOrderSize(text: string | undefined): string | undefined {
  const size = text === undefined ? undefined : parseSize(text);
  return size === undefined ? undefined : formatSize(size);
}

/** Of `2026-05-31T12:00:00Z`, or a day alone; undefined for what is no time. */
export function toEndMs(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
  const endMs = Date.parse(text);
  return Number.isNaN(endMs) ? undefined : endMs;
}

// What the user typed or pasted, sorted into the kinds that can be looked up. Nothing is asked yet.

import {toPlainText} from '../domain/plain-text.js';
import type {AssetId, ConditionId} from '../domain/market.js';

export type Reference =
  | {readonly kind: 'event_slug'; readonly slug: string}
  | {readonly kind: 'market_slug'; readonly slug: string; readonly eventSlug: string | undefined}
  | {readonly kind: 'condition_id'; readonly conditionId: ConditionId}
  | {readonly kind: 'token_id'; readonly assetId: AssetId}
  /** One word that may be a slug of either sort, or something to search for. */
  | {readonly kind: 'slug'; readonly slug: string}
  | {readonly kind: 'words'; readonly words: string}
  /** Can't name a market; `reason` is a sentence without a full stop. */
  | {readonly kind: 'not_a_market'; readonly reason: string};

/** First path segments under which the web site shows events and markets. */
const SECTIONS = new Set(['event', 'market', 'sports', 'esports']);

const HOSTS = new Set(['polymarket.com', 'www.polymarket.com', 'm.polymarket.com']);

export function parseReference(text: string): Reference {
  const typed = text.trim();
  if (typed === '') return notAMarket('The name of the market is empty');
  if (/\s/.test(typed)) return {kind: 'words', words: typed.replace(/\s+/g, ' ')};

  const withoutScheme = typed.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  const hasScheme = withoutScheme !== typed;
  const path = withoutScheme.replace(/[?#].*$/s, '');
  const segments = path.split('/').filter((segment) => segment !== '');
  const host = segments[0]?.toLowerCase() ?? '';

  if (HOSTS.has(host)) return parsePath(segments.slice(1), typed);
  if (hasScheme || /^[\w-]+(\.[\w-]+)+\/./.test(path)) return otherHost(host, typed);
  if (path.includes('/')) return parsePath(segments, typed);
  return parseWord(path, typed);
}

function parsePath(rawSegments: readonly string[], typed: string): Reference {
  const segments = dropLocale(rawSegments.map(decodeSegment));
  const [section = '', first, second] = segments;
  const last = segments.at(-1);

  switch (section) {
    case 'event':
      if (first === undefined) break;
      return second === undefined
        ? {kind: 'event_slug', slug: first}
        : {kind: 'market_slug', slug: second, eventSlug: first};
    case 'market':
      if (first === undefined) break;
      return {kind: 'market_slug', slug: first, eventSlug: undefined};
    case 'sports':
    case 'esports':
      // Leagues and weeks of play may stand in between; the event comes last.
      if (last === undefined || second === undefined) break;
      return {kind: 'event_slug', slug: last};
    default:
      // `event-slug/market-slug`, as copied from the end of an address.
      if (segments.length === 2 && first !== undefined && isSlug(section) && isSlug(first)) {
        return {kind: 'market_slug', slug: first, eventSlug: section};
      }
  }

  return notAMarket(`${quote(typed)} is not the address of an event or a market`);
}

/** Drops `/zh`, `/pt-br` and the like from in front of a section. */
function dropLocale(segments: readonly string[]): readonly string[] {
  const [first = '', second = ''] = segments;
  const hasLocale =
    !SECTIONS.has(first) && SECTIONS.has(second) && /^[a-z]{2,5}(-[a-z]{2,5})?$/i.test(first);
  return hasLocale ? segments.slice(1) : segments;
}

function parseWord(word: string, typed: string): Reference {
  if (/^0x[0-9a-f]{64}$/i.test(word)) {
    return {kind: 'condition_id', conditionId: word.toLowerCase()};
  }

  if (/^0x[0-9a-f]*$/i.test(word)) {
    return notAMarket(
      `${quote(typed)} is not a condition id: 64 hex digits follow its 0x, not ${word.length - 2}`,
    );
  }

  // A token id is a uint256; shorter numbers are years, days and other parts of names.
  if (/^\d{60,78}$/.test(word)) return {kind: 'token_id', assetId: word};
  return isSlug(word) ? {kind: 'slug', slug: word} : {kind: 'words', words: typed};
}

function isSlug(text: string): boolean {
  return /^[a-z0-9][a-z0-9._~$-]*$/i.test(text);
}

function otherHost(host: string, typed: string): Reference {
  return /(^|\.)polymarket\.us$/.test(host)
    ? notAMarket(`${quote(typed)} belongs to Polymarket US, a separate exchange with other books`)
    : notAMarket(`${quote(typed)} is not an address of polymarket.com`);
}

function notAMarket(reason: string): Reference {
  return {kind: 'not_a_market', reason};
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // A stray percent sign: nothing was encoded then.
  }
}

function quote(text: string): string {
  return `"${toPlainText(text, 120)}"`;
}

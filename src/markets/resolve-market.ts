// What the user typed becomes the markets to watch, or a list to choose from, or a sentence that says
// why not.

import type {Market} from '../domain/market.js';
import {toPlainText} from '../domain/plain-text.js';
import {PolybookError} from '../domain/problem.js';
import {searchMarkets} from './browse-markets.js';
import {closedProblem, describeClosing, findSuccessor, unlistedProblem} from './closed-market.js';
import {completeMarkets} from './complete-markets.js';
import {type Listing, findListing} from './find-listing.js';
import type {OutcomeIndex} from './find-outcome.js';
import type {ListedEvent, ListedMarket} from './listed-market.js';
import {buildGroup} from './market-group.js';
import {type Reference, parseReference} from './parse-reference.js';
import type {RestClient} from './rest-client.js';

export type Resolution =
  | {
      readonly kind: 'markets';
      /** The markets of one event, or a single one: never empty, none of them closed. */
      readonly markets: readonly Market[];
      readonly startIndex: number;
      /** Whether the market at `startIndex` is what was asked for, and the others only its siblings. */
      readonly isNamed: boolean;
      /** The second one only where its token id was what the user typed. */
      readonly startOutcome: OutcomeIndex;
      /** What the user should know, as sentences without a full stop. */
      readonly notices: readonly string[];
    }
  | {readonly kind: 'choices'; readonly query: string; readonly markets: readonly Market[]};

export type ResolveOptions = {
  /** Most markets of one event that open as a group; default 500, of which the largest event seen has a third. */
  readonly maxMarkets?: number;
};

const DEFAULT_MAX_MARKETS = 500;

export async function resolveMarkets(
  text: string,
  client: RestClient,
  {maxMarkets = DEFAULT_MAX_MARKETS}: ResolveOptions = {},
): Promise<Resolution> {
  const reference = parseReference(text);
  if (reference.kind === 'not_a_market') throw notFound(reference.reason);
  if (reference.kind === 'words') return resolveWords(reference.words, client);

  const listing = await findListing(reference, client);
  if (listing !== undefined) return resolveListing(reference, listing, client, maxMarkets);
  if (reference.kind === 'slug') return resolveWords(reference.slug, client);
  throw notFound(`No market matches "${toPlainText(text, 120)}"`);
}

async function resolveWords(words: string, client: RestClient): Promise<Resolution> {
  const query = words.replaceAll('-', ' ').trim();
  const markets = await searchMarkets(client, query);
  if (markets.length === 0) throw notFound(`No open market matches "${toPlainText(words, 120)}"`);
  if (markets.length > 1) return {kind: 'choices', query: toPlainText(query, 120), markets};
  return {
    kind: 'markets',
    markets: await completeMarkets(client, markets),
    startIndex: 0,
    isNamed: true,
    startOutcome: 0,
    notices: [],
  };
}

async function resolveListing(
  reference: Reference,
  listing: Listing,
  client: RestClient,
  maxMarkets: number,
): Promise<Resolution> {
  const {market: named} = listing;
  if (named?.kind === 'unlisted') throw unlistedProblem(named);

  const event = listing.event ?? eventOfOne(named);
  const group = buildGroup(event, named?.market, maxMarkets);
  if (group === undefined) return resolveClosed(event, named, client, maxMarkets);

  const start = group.markets[group.startIndex];
  const isTokenOfSecond =
    reference.kind === 'token_id' && start?.outcomes[1].assetId === reference.assetId;
  return {
    kind: 'markets',
    markets: await completeMarkets(client, group.markets),
    startIndex: group.startIndex,
    isNamed: named !== undefined,
    startOutcome: isTokenOfSecond ? 1 : 0,
    notices: [...noticesOf(reference, listing, start), ...group.notices],
  };
}

/** Nothing of the event is live: looks for the one that took its place. */
async function resolveClosed(
  event: ListedEvent,
  named: ListedMarket | undefined,
  client: RestClient,
  maxMarkets: number,
): Promise<Resolution> {
  const [unlisted] = event.unlisted;
  const closed = named === undefined ? event.markets : [named];
  if (closed.length === 0 && unlisted !== undefined) throw unlistedProblem(unlisted);
  const name = named?.market.question ?? event.title ?? event.slug ?? 'This event';
  if (closed.length === 0) {
    throw new PolybookError('MARKET_HAS_NO_BOOK', `"${name}" has no markets`);
  }

  const slug = event.slug ?? named?.market.slug;
  const successor = slug === undefined ? undefined : await findSuccessor(client, slug);
  const group = successor && buildGroup(successor, undefined, maxMarkets);
  if (successor === undefined || group === undefined) throw closedProblem(name, closed);

  const title = successor.title ?? group.markets[group.startIndex]?.question ?? '';
  return {
    kind: 'markets',
    markets: await completeMarkets(client, group.markets),
    startIndex: group.startIndex,
    isNamed: false,
    startOutcome: 0,
    notices: [`${describeClosing(name, closed)}, showing "${title}"`, ...group.notices],
  };
}

function noticesOf(
  reference: Reference,
  {market: named, event, eventProblem}: Listing,
  start: Market | undefined,
): string[] {
  const notices: string[] = [];
  if (named?.kind === 'listed' && named.market.status === 'closed' && start !== undefined) {
    const closing = describeClosing(named.market.question, [named]);
    notices.push(`${closing}, showing "${start.label}" of the same event`);
  }

  if (reference.kind === 'market_slug' && named === undefined) {
    const title = event?.title ?? 'the event';
    notices.push(`No market is called "${toPlainText(reference.slug, 120)}", showing "${title}"`);
  }

  if (eventProblem !== undefined) {
    notices.push(`The other markets of this event are missing: ${eventProblem.message}`);
  }

  return notices;
}

function eventOfOne(named: ListedMarket | undefined): ListedEvent {
  const market = named?.market;
  return {
    slug: market?.eventSlug ?? market?.slug,
    title: market?.eventTitle,
    markets: named === undefined ? [] : [named],
    unlisted: [],
  };
}

function notFound(message: string): PolybookError {
  return new PolybookError('MARKET_NOT_FOUND', message, {
    hint: 'Pass the slug from the market URL, a condition id or a token id',
  });
}

// A closed market has no live book. Its name may live on: next year's market often has the same slug
// with another number, and that is what the user meant.

import {PolybookError} from '../domain/problem.js';
import type {ListedEvent, ListedMarket, UnlistedMarket, UnlistedReason} from './listed-market.js';
import {isLive} from './market-group.js';
import {searchEvents} from './market-lookup.js';
import type {RestClient} from './rest-client.js';

/** Events that a search for a successor looks through. */
const SEARCH_EVENTS = 10;

const SEARCH_HINT = 'Pass words to search for open markets, or nothing at all to pick one';

/** The busiest event with a live market whose slug differs only in its trailing numbers. */
export async function findSuccessor(
  client: RestClient,
  slug: string,
): Promise<ListedEvent | undefined> {
  const stem = stemOf(slug);
  const isSuccessor = (candidate: string | undefined) =>
    candidate !== undefined && candidate !== slug && stemOf(candidate) === stem;

  let events: readonly ListedEvent[] = [];
  try {
    events = await searchEvents(client, stem.replaceAll('-', ' '), SEARCH_EVENTS);
  } catch (error) {
    // That the market is closed is known already, and says more than a search that failed.
    if (!(error instanceof PolybookError)) throw error;
  }

  const successors = events.filter(
    (event) =>
      event.markets.some(({market}) => isLive(market)) &&
      (isSuccessor(event.slug) || event.markets.some(({market}) => isSuccessor(market.slug))),
  );
  return successors.sort((a, b) => volumeOf(b) - volumeOf(a))[0];
}

/** `"Fed decision in June?" closed on 2025-06-18`. */
export function describeClosing(name: string, markets: readonly ListedMarket[]): string {
  const days = markets.flatMap(({closedOn}) => closedOn ?? []).sort();
  const day = days.at(-1);
  return day === undefined ? `"${name}" is closed` : `"${name}" closed on ${day}`;
}

export function closedProblem(name: string, markets: readonly ListedMarket[]): PolybookError {
  const winner = winnerOf(markets);
  return new PolybookError(
    'MARKET_HAS_NO_BOOK',
    `${describeClosing(name, markets)} and has no live book` +
      (winner === undefined ? '' : `; the winner was "${winner}"`),
    {hint: SEARCH_HINT},
  );
}

const UNLISTED_WORDS: Readonly<Record<UnlistedReason, string>> = {
  no_order_book: 'has no order book',
  not_active: 'is not active yet, so it has no order book',
  not_supported: 'has no token ids (a market of a newer protocol), which is not supported',
  malformed: 'is not described as two outcomes with a token each, so its book cannot be found',
};

export function unlistedProblem({name, reason}: UnlistedMarket): PolybookError {
  return new PolybookError('MARKET_HAS_NO_BOOK', `"${name}" ${UNLISTED_WORDS[reason]}`, {
    hint: SEARCH_HINT,
  });
}

/** In an event the winner is the one market whose first outcome (`Yes`) won. */
function winnerOf(markets: readonly ListedMarket[]): string | undefined {
  const [only] = markets;
  if (markets.length === 1) return only?.winner;
  const winners = markets.filter(({market, winner}) => winner === market.outcomes[0].name);
  return winners.length === 1 ? winners[0]?.market.label : undefined;
}

function stemOf(slug: string): string {
  return slug.replace(/(-\d+)+$/, '');
}

function volumeOf(event: ListedEvent): number {
  return event.markets.reduce((sum, {market}) => sum + (market.volume24h ?? 0), 0);
}

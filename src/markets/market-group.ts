// The markets of one event that open together: which, in which order, and on which one first.

import type {Market} from '../domain/market.js';
import type {ListedEvent, ListedMarket} from './listed-market.js';

export type MarketGroup = {
  /** Open ones first, then paused ones, each in the exchange's order. Never empty. */
  readonly markets: readonly Market[];
  readonly startIndex: number;
  /** What was left out, as sentences without a full stop. */
  readonly notices: readonly string[];
};

/**
 * The markets of the event that have a live book, or undefined where none has. Starts on the one
 * named, else on the open one with the most volume.
 */
export function buildGroup(
  event: ListedEvent,
  named: Market | undefined,
  maxMarkets: number,
): MarketGroup | undefined {
  const live = event.markets.map((listed) => listed.market).filter(isLive);
  if (named !== undefined && isLive(named) && !live.some((market) => isSame(market, named))) {
    live.unshift(named);
  }

  const ordered = [
    ...live.filter((market) => market.status === 'open'),
    ...live.filter((market) => market.status !== 'open'),
  ];
  const start = ordered.find((market) => named !== undefined && isSame(market, named));
  const first = start ?? busiest(ordered);
  if (first === undefined) return undefined;

  const markets = takeBusiest(ordered, first, maxMarkets);
  return {
    markets,
    startIndex: markets.indexOf(first),
    notices: noticesOf(event, markets.length, ordered.length),
  };
}

/** Whether there can be a book that changes. */
export function isLive(market: Market): boolean {
  return market.status !== 'closed';
}

function isSame(a: Market, b: Market): boolean {
  return a.conditionId === b.conditionId;
}

/** Open ones come before paused ones whatever their volume. */
function busiest(ordered: readonly Market[]): Market | undefined {
  const [first] = ordered;
  return ordered
    .filter((market) => market.status === first?.status)
    .reduce<Market | undefined>(
      (best, market) =>
        best === undefined || (market.volume24h ?? 0) > (best.volume24h ?? 0) ? market : best,
      undefined,
    );
}

/** At most so many, `first` always among them; the order stays. */
function takeBusiest(ordered: readonly Market[], first: Market, count: number): readonly Market[] {
  if (ordered.length <= count) return ordered;
  const others = ordered
    .filter((market) => market !== first)
    .sort((a, b) => (b.volume24h ?? 0) - (a.volume24h ?? 0));
  const kept = new Set([first, ...others.slice(0, count - 1)]);
  return ordered.filter((market) => kept.has(market));
}

function noticesOf(event: ListedEvent, shown: number, live: number): string[] {
  const notices: string[] = [];
  const closed = event.markets.filter(({market}: ListedMarket) => !isLive(market)).length;
  if (shown < live) {
    notices.push(`Showing ${shown} of the ${live} markets of this event, those with most volume`);
  }

  if (closed > 0) notices.push(`Left out: ${count(closed, 'closed market')} of this event`);
  if (event.unlisted.length > 0) {
    notices.push(
      `Left out: ${count(event.unlisted.length, 'market')} of this event without a book`,
    );
  }

  return notices;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

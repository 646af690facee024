// From what the user typed to the markets to watch, by asking the exchange.

import type {Options} from './cli.js';
import type {Market} from './domain/market.js';
import {TOP_MARKETS, topMarkets} from './markets/browse-markets.js';
import {countLegs} from './markets/count-legs.js';
import {findOutcome, tryOutcome} from './markets/find-outcome.js';
import type {OutcomeIndex} from './markets/find-outcome.js';
import {resolveMarkets} from './markets/resolve-market.js';
import type {RestClient} from './markets/rest-client.js';
import {MAX_ASSETS} from './snapshot/layout.js';

/** Markets that are watched at a time: as many as the shared memory has room for, two books each. */
export const MAX_MARKETS = MAX_ASSETS / 2;

export type Choices = {
  /** The words that match several markets; empty where nothing was typed. */
  readonly query: string;
  readonly markets: readonly Market[];
};

export type FoundMarkets = {
  /** All to watch: those named, and the others of their events. Empty if there is only a choice. */
  readonly markets: readonly Market[];
  /** Those that the user named alone: what a program asked for. */
  readonly named: readonly Market[];
  readonly startIndex: number;
  readonly startOutcome: OutcomeIndex;
  /** What the user has yet to choose from. */
  readonly choices: Choices | undefined;
  /** What the user should know, as sentences without a full stop. */
  readonly notices: readonly string[];
};

type MarketWishes = Pick<Options, 'references' | 'demo' | 'outcome' | 'usualOutcome'>;

/** Rejects with a `PolybookError` that names what could not be found. */
export async function findMarkets(
  {references, demo, outcome, usualOutcome}: MarketWishes,
  client: RestClient,
): Promise<FoundMarkets> {
  const found =
    references.length === 0
      ? await openTop(client, demo !== undefined)
      : await resolveAll(references, client);
  const start = found.markets[found.startIndex];
  if (start === undefined) return found;
  if (outcome !== undefined) return {...found, startOutcome: findOutcome(start, outcome)};
  // A token id names its outcome, and the first market of all may have none of that name.
  const usual = usualOutcome === undefined ? undefined : tryOutcome(start, usualOutcome);
  return found.startOutcome === 0 ? {...found, startOutcome: usual ?? 0} : found;
}

async function openTop(client: RestClient, isDemo: boolean): Promise<FoundMarkets> {
  const top = await topMarkets(client, TOP_MARKETS);
  const markets = isDemo ? await countLegs(client, top) : [];
  return {
    markets,
    named: markets,
    startIndex: 0,
    startOutcome: 0,
    choices: isDemo ? undefined : {query: '', markets: top},
    notices: [],
  };
}

async function resolveAll(
  references: readonly string[],
  client: RestClient,
): Promise<FoundMarkets> {
  const resolutions = await Promise.all(
    references.map((reference) => resolveMarkets(reference, client)),
  );
  const resolved = resolutions.filter((resolution) => resolution.kind === 'markets');
  const all = distinct(resolved.flatMap(({markets}) => markets));
  const named = distinct(
    resolved.flatMap(({markets, startIndex, isNamed}) =>
      isNamed ? markets.slice(startIndex, startIndex + 1) : markets,
    ),
  ).slice(0, MAX_MARKETS);
  const markets = takeFirst(all, named);
  const notices = resolved.flatMap((resolution) => resolution.notices);
  if (markets.length < all.length) {
    notices.push(
      `Watching ${markets.length} of ${all.length} markets, as many as can be watched at a time`,
    );
  }

  const [choices, ...otherChoices] = resolutions.filter(
    (resolution) => resolution.kind === 'choices',
  );
  for (const {query, markets: matching} of otherChoices) {
    notices.push(`"${query}" matches ${matching.length} markets: search for it with /`);
  }

  const [first] = resolved;
  const start = first?.markets[first.startIndex];
  return {
    markets,
    named,
    startIndex: Math.max(0, start === undefined ? 0 : indexOf(markets, start)),
    startOutcome: first?.startOutcome ?? 0,
    choices,
    notices,
  };
}

/** As many as may be watched, the named ones before the others of their events; the order stays. */
function takeFirst(all: readonly Market[], named: readonly Market[]): readonly Market[] {
  const first = distinct([...named, ...all]).slice(0, MAX_MARKETS);
  return all.filter((market) => indexOf(first, market) !== -1);
}

function indexOf(markets: readonly Market[], {conditionId}: Market): number {
  return markets.findIndex((market) => market.conditionId === conditionId);
}

function distinct(markets: readonly Market[]): readonly Market[] {
  return [...new Map(markets.map((market) => [market.conditionId, market])).values()];
}

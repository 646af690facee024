// From what the user typed to the markets to watch, by asking the exchange.

import type {Options} from './cli.js';
import type {Market} from './domain/market.js';
import {topMarkets} from './markets/browse-markets.js';
import {findOutcome} from './markets/find-outcome.js';
import type {OutcomeIndex} from './markets/find-outcome.js';
import {resolveMarkets} from './markets/resolve-market.js';
import type {RestClient} from './markets/rest-client.js';

/** Without a name the demo opens all that its exchange trades, the busiest first. */
const DEMO_MARKETS = 20;

export type FoundMarkets = {
  readonly kind: 'markets';
  /** All to watch: those named, and the others of their events. */
  readonly markets: readonly Market[];
  /** Those that the user named alone: what a program asked for. */
  readonly named: readonly Market[];
  readonly startIndex: number;
  readonly startOutcome: OutcomeIndex;
  readonly notices: readonly string[];
};

export type FoundChoices = {
  readonly kind: 'choices';
  readonly query: string;
  readonly markets: readonly Market[];
};

/** Rejects with a `PolybookError` that names what could not be found. */
export async function findMarkets(
  {references, demo, outcome}: Pick<Options, 'references' | 'demo' | 'outcome'>,
  client: RestClient,
): Promise<FoundMarkets | FoundChoices> {
  if (references.length === 0 && demo === undefined) {
    return {kind: 'choices', query: '', markets: await topMarkets(client, DEMO_MARKETS)};
  }

  const found =
    references.length === 0
      ? startOn(await topMarkets(client, DEMO_MARKETS))
      : await resolveAll(references, client);
  if (outcome === undefined || found.kind === 'choices') return found;
  return {...found, startOutcome: findOutcome(found.markets[found.startIndex]!, outcome)};
}

function startOn(markets: readonly Market[]): FoundMarkets {
  return {kind: 'markets', markets, named: markets, startIndex: 0, startOutcome: 0, notices: []};
}

async function resolveAll(
  references: readonly string[],
  client: RestClient,
): Promise<FoundMarkets | FoundChoices> {
  const resolutions = await Promise.all(
    references.map((reference) => resolveMarkets(reference, client)),
  );
  const choices = resolutions.find((resolution) => resolution.kind === 'choices');
  if (choices !== undefined) return choices;

  const resolved = resolutions.filter((resolution) => resolution.kind === 'markets');
  const [first] = resolved;
  return {
    kind: 'markets',
    markets: distinct(resolved.flatMap(({markets}) => markets)),
    named: distinct(
      resolved.flatMap(({markets, startIndex, isNamed}) =>
        isNamed ? markets.slice(startIndex, startIndex + 1) : markets,
      ),
    ),
    // The first reference's markets come first, so its index holds for the whole list.
    startIndex: first!.startIndex,
    startOutcome: first!.startOutcome,
    notices: resolved.flatMap(({notices}) => notices),
  };
}

function distinct(markets: readonly Market[]): readonly Market[] {
  return [...new Map(markets.map((market) => [market.conditionId, market])).values()];
}

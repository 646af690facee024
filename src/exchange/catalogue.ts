import {createHash} from 'node:crypto';
import type {AssetId} from '../domain/market.js';
import type {Price} from '../domain/price.js';
import {EVENT_DEFINITIONS, type EventDefinition, type MarketDefinition} from './catalogue-data.js';
import type {ListedEvent, ListedMarket} from './listing.js';

const DAY_MS = 86_400_000;

/** Ids follow from slugs alone, so that they are the same whatever the seed and the start time. */
function digestOf(what: string): string {
  return createHash('sha256').update(what).digest('hex');
}

function assetIdOf(slug: string, outcomeIndex: number): AssetId {
  return BigInt(`0x${digestOf(`${slug}/token/${outcomeIndex}`)}`).toString();
}

function listMarket(
  definition: MarketDefinition,
  event: EventDefinition,
  id: string,
  startMs: number,
): ListedMarket {
  const {slug, endsInDays, gameType, state = 'open'} = definition;
  const endMs = endsInDays === undefined ? undefined : startMs + endsInDays * DAY_MS;
  return {
    id,
    slug,
    question: definition.question,
    label: definition.label ?? '',
    eventSlug: event.slug,
    conditionId: `0x${digestOf(`${slug}/condition`)}`,
    outcomes: definition.outcomes ?? ['Yes', 'No'],
    assetIds: [assetIdOf(slug, 0), assetIdOf(slug, 1)],
    tickSize: definition.tickSize as Price,
    minOrderSize: '5',
    negRisk: event.negRisk ?? false,
    state,
    endMs,
    closedMs: state === 'closed' ? endMs : undefined,
    winner: definition.winner,
    game: gameType === undefined ? undefined : {startMs: startMs + DAY_MS, marketType: gameType},
    volume24h: definition.volume24h,
    liquidity: definition.liquidity ?? halfOf(definition.volume24h),
    rewards: definition.rewards,
    temper: definition.temper,
  };
}

function halfOf(volume24h: number | undefined): number | undefined {
  return volume24h === undefined ? undefined : volume24h / 2;
}

/** Everything that the exchange lists, and where to find it. */
export class Catalogue {
  readonly events: readonly ListedEvent[];
  readonly markets: readonly ListedMarket[];
  readonly #byAsset = new Map<AssetId, ListedMarket>();

  constructor(startMs: number) {
    this.events = EVENT_DEFINITIONS.map((event, index) => ({
      id: String(70_001 + index),
      slug: event.slug,
      title: event.title,
      negRisk: event.negRisk ?? false,
      markets: event.markets.map((market, nth) =>
        listMarket(market, event, String(910_001 + index * 100 + nth), startMs),
      ),
    }));
    this.markets = this.events.flatMap((event) => event.markets);
    for (const market of this.markets) {
      if (market.state === 'no_tokens') continue;
      for (const assetId of market.assetIds) this.#byAsset.set(assetId, market);
    }
  }

  marketOfAsset(assetId: AssetId): ListedMarket | undefined {
    return this.#byAsset.get(assetId);
  }

  marketOfCondition(conditionId: string): ListedMarket | undefined {
    return this.markets.find((market) => market.conditionId === conditionId);
  }

  eventOf(market: ListedMarket): ListedEvent {
    return this.events.find((event) => event.slug === market.eventSlug)!;
  }
}

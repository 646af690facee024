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

/** `Up or Down (2)`, then `Up or Down (3)`. */
function nextQuestion(question: string): string {
  const [, base = question, count = '1'] = /^(.*) \((\d+)\)$/.exec(question) ?? [];
  return `${base} (${Number(count) + 1})`;
}

/** Everything that the exchange lists, and where to find it. */
export class Catalogue {
  readonly #events: ListedEvent[];
  readonly #byAsset = new Map<AssetId, ListedMarket>();

  constructor(startMs: number) {
    this.#events = EVENT_DEFINITIONS.map((event, index) => ({
      id: String(70_001 + index),
      slug: event.slug,
      title: event.title,
      negRisk: event.negRisk ?? false,
      markets: event.markets.map((market, nth) =>
        listMarket(market, event, String(910_001 + index * 100 + nth), startMs),
      ),
    }));
    for (const market of this.markets) this.#index(market);
  }

  get events(): readonly ListedEvent[] {
    return this.#events;
  }

  get markets(): readonly ListedMarket[] {
    return this.#events.flatMap((event) => event.markets);
  }

  /** Lists the window that comes after this one; undefined where the market is of no series. */
  openNextWindow(market: ListedMarket, nowMs: number): ListedMarket | undefined {
    const window = /^(.*-(\d+)m-)(\d+)$/.exec(market.slug);
    if (window === null) return undefined;
    const [, stem, minutes, startS] = window;
    const spanS = Number(minutes) * 60;
    const slug = `${stem}${Number(startS) + spanS}`;
    const index = this.#events.length;
    const next: ListedMarket = {
      ...market,
      id: String(910_001 + index * 100),
      slug,
      question: nextQuestion(market.question),
      eventSlug: slug,
      conditionId: `0x${digestOf(`${slug}/condition`)}`,
      assetIds: [assetIdOf(slug, 0), assetIdOf(slug, 1)],
      endMs: nowMs + spanS * 1000,
    };
    const {negRisk} = market;
    this.#events.push({
      id: String(70_001 + index),
      slug,
      title: next.question,
      negRisk,
      markets: [next],
    });
    this.#index(next);
    return next;
  }

  #index(market: ListedMarket): void {
    if (market.state === 'no_tokens') return;
    for (const assetId of market.assetIds) this.#byAsset.set(assetId, market);
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

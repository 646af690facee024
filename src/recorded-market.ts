import type {AssetId, ConditionId, Market, Outcome} from './domain/market.js';

/** Stands in until the second asset of a market was seen. */
const UNSEEN: Outcome = {name: 'not recorded', assetId: ''};

/** A market as a recording shows it: ids without names, shortened to what can be told apart. */
export function marketOfAssets(conditionId: ConditionId, assetIds: readonly AssetId[]): Market {
  const [first = UNSEEN, second = UNSEEN] = assetIds.map((assetId) => ({
    name: `token ${shorten(assetId)}`,
    assetId,
  }));
  return {
    conditionId,
    slug: undefined,
    question: `Market ${shorten(conditionId)}`,
    label: shorten(conditionId),
    eventSlug: undefined,
    eventTitle: undefined,
    outcomes: [first, second],
    tickSize: undefined,
    minOrderSize: undefined,
    negRisk: undefined,
    status: 'open',
    volume24h: undefined,
  };
}

function shorten(id: string): string {
  return id.length <= 14 ? id : `${id.slice(0, 6)}…${id.slice(-4)}`;
}

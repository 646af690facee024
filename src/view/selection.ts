// Which book the user wants to see, in the numbers of the snapshot.

import type {Market, Outcome} from '../domain/market.js';
import {complement, type Price} from '../domain/price.js';
import type {Catalog} from '../domain/session.js';
import type {TakerSide} from '../domain/feed-event.js';
import type {TradeImage} from '../domain/snapshot.js';
import {selectSiblings} from './siblings.js';

export type OutcomeIndex = 0 | 1;

export type Selection = {
  readonly marketIndex: number;
  readonly market: Market;
  readonly outcomeIndex: OutcomeIndex;
  readonly outcome: Outcome;
  /** -1 where the catalogue does not know the asset yet. */
  readonly assetIndex: number;
  /** The other outcome of the same market. */
  readonly mirrorIndex: number;
};

export function selectBook(
  chosen: {readonly marketIndex: number; readonly outcomeIndex: OutcomeIndex},
  catalog: Catalog,
): Selection | undefined {
  const market = catalog.markets[chosen.marketIndex];
  if (market === undefined) return undefined;

  const outcome = market.outcomes[chosen.outcomeIndex];
  const mirror = market.outcomes[chosen.outcomeIndex === 0 ? 1 : 0];
  return {
    marketIndex: chosen.marketIndex,
    market,
    outcomeIndex: chosen.outcomeIndex,
    outcome,
    assetIndex: catalog.assetIds.indexOf(outcome.assetId),
    mirrorIndex: catalog.assetIds.indexOf(mirror.assetId),
  };
}

/** The next watched market of the same event in that direction, around the end; itself if alone. */
export function selectSibling(catalog: Catalog, marketIndex: number, step: 1 | -1): number {
  const market = catalog.markets[marketIndex];
  if (market === undefined) return marketIndex;
  const siblings = selectSiblings(catalog, market);
  const place = siblings.indexOf(marketIndex) + step;
  return siblings.at(place % siblings.length)!;
}

/** A trade as it was told. */
type ToldTrade = Pick<TradeImage, 'timestampMs' | 'price' | 'size' | 'side'>;

/** A trade as the selected outcome sees it. */
export type SeenTrade = {
  readonly trade: ToldTrade;
  readonly price: Price;
  readonly side: TakerSide;
  /** The fill was of the other outcome: its price is 1 - p here, and a buyer there is a seller here. */
  readonly isDerived: boolean;
};

/** The trades of the selected market, newest first, all as seen from the selected outcome. */
export function selectTrades(trades: readonly TradeImage[], selection: Selection): SeenTrade[] {
  const {assetIndex, mirrorIndex} = selection;
  return trades.flatMap((trade): SeenTrade | [] => {
    if (trade.assetIndex === assetIndex) return seeTrade(trade, false);
    return trade.assetIndex === mirrorIndex ? seeTrade(trade, true) : [];
  });
}

/** `isDerived`: the fill was of the other outcome. */
export function seeTrade(trade: ToldTrade, isDerived: boolean): SeenTrade {
  const {price, side} = trade;
  if (!isDerived) return {trade, price, side, isDerived};
  return {trade, price: complement(price), side: side === 'buy' ? 'sell' : 'buy', isDerived};
}

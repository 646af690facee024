// Faults about the life of markets: those that somebody watches when the fault begins. REST tells
// the same story as the socket, or is the only one that tells it.

import {PRICE_ONE} from '../../domain/price.js';
import type {NoticedMarket} from '../encode-notice.js';
import type {ListedMarket} from '../listing.js';
import type {OutcomeIndex} from '../market-book.js';
import type {ToldState} from '../rest-overrides.js';
import {announce, conditionsOf} from './announce.js';
import type {FaultEffect, FaultStage} from './fault.js';

/** All that was held back during the restart comes within a second. */
const RESTART_FRAMES = 500;
const RESTART_BURST_MS = 1000;

type EncodeResolved = (market: NoticedMarket, winner: OutcomeIndex, timestampMs: number) => string;

/**
 * The likelier outcome wins, and nothing more comes of the market.
 * @param encode Undefined where the socket does not say so.
 */
export function resolveMarkets(stage: FaultStage, encode: EncodeResolved | undefined): FaultEffect {
  const markets = stage.watchedMarkets();
  const sinceMs = stage.nowMs();
  const takeBack = markets.map((market) => {
    const winner = likelierOutcome(market, stage);
    if (encode !== undefined) {
      const text = encode(market, winner, sinceMs);
      stage.deliver([announce(market.conditionId, sinceMs, text)]);
    }

    return stage.rest.tell(market.conditionId, {kind: 'resolved', winner, sinceMs});
  });
  return {silentMarkets: conditionsOf(markets), end: inTurn(takeBack)};
}

function likelierOutcome(market: ListedMarket, stage: FaultStage): OutcomeIndex {
  const {bestBid, bestAsk} = stage.books(market)[0];
  return bestBid + bestAsk >= PRICE_ONE ? 0 : 1;
}

/** The markets stand still, and take no orders. */
export function pauseMarkets(stage: FaultStage): FaultEffect {
  const markets = stage.watchedMarkets();
  const release = stage.hold(markets);
  return {end: inTurn([release, ...tellOfAll(markets, {kind: 'paused'}, stage)])};
}

/** Neither the socket nor REST knows the markets any more. */
export function loseMarkets(stage: FaultStage): FaultEffect {
  const markets = stage.watchedMarkets();
  return {
    silentMarkets: conditionsOf(markets),
    end: inTurn(tellOfAll(markets, {kind: 'vanished'}, stage)),
  };
}

/** Only the busiest market is frozen, so that its connection looks as well as ever. */
export function freezeBusiest(stage: FaultStage): FaultEffect {
  return {silentMarkets: conditionsOf(stage.watchedMarkets().slice(0, 1))};
}

/** Nothing happens on the whole exchange, and then the busiest market makes up for it. */
export function restartExchange(stage: FaultStage): FaultEffect {
  const release = stage.hold(undefined);
  const unavailable = {status: 503, body: '{"error":"service unavailable"}'};
  return {
    rest: {'/book': unavailable, '/books': unavailable},
    end: () => {
      release();
      const market = stage.watchedMarkets()[0];
      if (market !== undefined) stage.rush(market.conditionId, RESTART_FRAMES, RESTART_BURST_MS);
    },
  };
}

function tellOfAll(
  markets: readonly ListedMarket[],
  state: ToldState,
  stage: FaultStage,
): (() => void)[] {
  return markets.map(({conditionId}) => stage.rest.tell(conditionId, state));
}

function inTurn(steps: readonly (() => void)[]): () => void {
  return () => {
    for (const step of steps) step();
  };
}

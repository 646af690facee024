// Faults that are about markets: those that somebody watches when the fault begins.

import {complement, type Price} from '../../domain/price.js';
import type {SizeMicros} from '../../domain/size.js';
import {encodePriceChange} from '../encode-frame.js';
import {encodeNewMarket, type NoticedMarket} from '../encode-notice.js';
import type {ListedMarket} from '../listing.js';
import type {ExchangeFrame} from '../market-process.js';
import {announce, conditionsOf} from './announce.js';
import type {FaultEffect, FaultStage} from './fault.js';
import {createWithholding} from './frame-shapes.js';

/** 100 shares. */
const CROSSED_SIZE = 100_000_000 as SizeMicros;

/** The finest tick that exists is 0.0001, so the markets that have it keep it. */
const TICK_DIVISOR = 10;

const FLOOD_FRAMES_PER_S = 100;

/**
 * A bid at the price of the worst ask, where no real order will ever come to take it away. Books
 * are withheld, so that it stays for as long as the fault lasts and until the next one.
 */
export function crossMarkets(stage: FaultStage): FaultEffect {
  const markets = stage.watchedMarkets();
  stage.deliver(markets.map((market) => crossMarket(market, stage)));
  return {shape: createWithholding(conditionsOf(markets), 'book')};
}

function crossMarket(listing: ListedMarket, stage: FaultStage): ExchangeFrame {
  const [own, other] = stage.books(listing);
  const {price} = own.asks[0]!;
  const timestampMs = stage.nowMs();
  const {conditionId: market} = listing;
  const text = encodePriceChange(
    market,
    timestampMs,
    {book: own, side: 'BUY', price, size: CROSSED_SIZE},
    {book: other, side: 'SELL', price: complement(price), size: CROSSED_SIZE},
  );
  const sendMs = timestampMs;
  return {kind: 'price_change', market, assetId: undefined, timestampMs, sendMs, text};
}

/** A tick ten times as fine, and back. */
export function refineTicks(stage: FaultStage): FaultEffect {
  const markets = stage.watchedMarkets().filter(({tickSize}) => tickSize % TICK_DIVISOR === 0);
  for (const {conditionId, tickSize} of markets) {
    stage.changeTick(conditionId, (tickSize / TICK_DIVISOR) as Price);
  }

  return {
    end: () => {
      for (const {conditionId, tickSize} of markets) stage.changeTick(conditionId, tickSize);
    },
  };
}

/** Other markets are opened by the hundred, which is told to all who asked for custom features. */
export function floodWithNewMarkets(stage: FaultStage): FaultEffect {
  let told = 0;
  function tick(elapsedMs: number): void {
    const frames: ExchangeFrame[] = [];
    const timestampMs = stage.nowMs();
    // The first one comes at once, however short the flood is.
    for (; told <= (elapsedMs * FLOOD_FRAMES_PER_S) / 1000; told++) {
      const market = makeUpMarket(told);
      frames.push(announce(market.conditionId, timestampMs, encodeNewMarket(market, timestampMs)));
    }

    stage.deliver(frames);
  }

  tick(0);
  return {tick};
}

/** The busiest of the watched markets makes so many frames within a second. */
export function rushBusiest(stage: FaultStage, frames: number): FaultEffect {
  const market = stage.watchedMarkets()[0];
  if (market !== undefined) stage.rush(market.conditionId, frames, 1000);
  return {};
}

/** Its ids are of the real length, and no listed market has them. */
function makeUpMarket(index: number): NoticedMarket {
  const slug = `pebble-race-heat-${index + 1}`;
  return {
    id: String(980_001 + index),
    slug,
    question: `Will the grey pebble win heat ${index + 1}?`,
    eventSlug: slug,
    conditionId: `0x${index.toString(16).padStart(64, 'f')}`,
    outcomes: ['Yes', 'No'],
    assetIds: [
      `8${String(2 * index).padStart(76, '0')}`,
      `8${String(2 * index + 1).padStart(76, '0')}`,
    ],
    tickSize: 100 as Price,
  };
}

import type {FeedChannel} from '../feed-channel.js';
import type {RestOverrides} from '../rest-overrides.js';
import type {SimulatedExchange} from '../simulated-exchange.js';
import type {FaultStage} from './fault.js';

/** @param onClockTurned Whoever advances the exchange has to go by the same clock. */
export function createStage(
  exchange: SimulatedExchange,
  channel: FeedChannel,
  rest: RestOverrides,
  onClockTurned: (byMs: number) => void,
): FaultStage {
  return {
    nowMs: () => Math.floor(exchange.nowMs),
    watchedMarkets: () => channel.watchedMarkets(),
    books: ({assetIds}) => [exchange.bookState(assetIds[0])!, exchange.bookState(assetIds[1])!],
    deliver: (frames) => {
      channel.deliver(frames);
    },
    broadcast: (text) => {
      channel.broadcast(text);
    },
    disconnect: (code) => {
      if (code === 1006) channel.terminateAll();
      else channel.disconnectAll(code);
    },
    turnClock: (byMs) => {
      exchange.skip(byMs);
      onClockTurned(byMs);
    },
    changeTick: (market, tickSize) => {
      channel.deliver(exchange.changeTick(market, tickSize));
    },
    hold: (markets) => exchange.hold(markets),
    rest,
    rush: (market, frames, spanMs) => {
      exchange.rush(market, frames, spanMs);
    },
  };
}

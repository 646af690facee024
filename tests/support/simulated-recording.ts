import {encodeInitialBook} from '../../src/exchange/encode-frame.js';
import {SimulatedExchange} from '../../src/exchange/simulated-exchange.js';
import type {SimulatedExchangeOptions} from '../../src/exchange/simulated-exchange.js';

export type SimulatedRecordingOptions = SimulatedExchangeOptions & {
  /** How much of the exchange's time is recorded. */
  readonly durationMs: number;
  /** Slugs of the markets that are recorded; default: all that trade. */
  readonly slugs?: readonly string[];
};

/** What a client would have received: one array with the first books, then a frame a line. */
export function recordSimulation(options: SimulatedRecordingOptions): string {
  const {startMs, durationMs, slugs} = options;
  const exchange = new SimulatedExchange(options);
  const markets = exchange.catalogue.markets.filter(
    ({slug}) => slugs === undefined || slugs.includes(slug),
  );
  const recorded = new Set(markets.map(({conditionId}) => conditionId));
  const books = markets
    .flatMap(({assetIds}) => assetIds)
    .map((assetId) => exchange.bookState(assetId))
    .filter((book) => book !== undefined)
    .map(encodeInitialBook); // Now: the exchange's own books move on as it is advanced.
  const frames = exchange
    .advance(startMs + durationMs)
    .filter(({market}) => recorded.has(market))
    .map(({text}) => text);
  return [`[${books.join(', ')}]`, ...frames, ''].join('\n');
}

// Frames of the simulated exchange as bytes, made beforehand: the same seed gives the same bytes.

import type {Market} from '../../src/domain/market.js';
import {encodeInitialBook} from '../../src/exchange/encode-frame.js';
import {answerRest} from '../../src/exchange/rest-service.js';
import {SimulatedExchange} from '../../src/exchange/simulated-exchange.js';
import {topMarkets} from '../../src/markets/browse-markets.js';
import {RestClient} from '../../src/markets/rest-client.js';

const SEED = 1;
const RATE = 200;
const START_MS = 1_790_000_000_000;
const MAX_MARKETS = 50;

export type SimulatedFeed = {
  readonly markets: readonly Market[];
  readonly startMs: number;
  /** The first books, in one frame as after a subscription. */
  readonly firstBooks: Buffer;
  readonly frames: readonly {readonly bytes: Buffer; readonly sendMs: number}[];
};

export async function simulateFeed(seconds: number): Promise<SimulatedFeed> {
  const exchange = new SimulatedExchange({seed: SEED, rate: RATE, startMs: START_MS});
  const url = 'http://exchange';
  const client = new RestClient({
    endpoints: {gamma: url, clob: url, data: url},
    fetch: (input) => Promise.resolve(answer(exchange, input as URL)),
  });
  const markets = await topMarkets(client, MAX_MARKETS);
  const assetIds = markets.flatMap(({outcomes}) => outcomes.map(({assetId}) => assetId));
  const books = assetIds
    .map((assetId) => exchange.bookState(assetId))
    .filter((book) => book !== undefined)
    .map(encodeInitialBook);
  const frames = exchange
    .advance(START_MS + seconds * 1000)
    .map(({text, sendMs}) => ({bytes: Buffer.from(text), sendMs}));
  return {
    markets,
    startMs: START_MS,
    firstBooks: Buffer.from(`[${books.join(', ')}]`),
    frames,
  };
}

function answer(exchange: SimulatedExchange, {pathname, searchParams}: URL): Response {
  const request = {method: 'GET', path: pathname, query: searchParams, body: undefined};
  const {status, json} = answerRest(exchange, request);
  return Response.json(json, {status});
}

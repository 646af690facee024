import {afterAll, beforeAll, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {findKeptMarkets} from '../../src/markets/find-kept.js';
import {findNextWindow} from '../../src/markets/find-window.js';
import {RestClient} from '../../src/markets/rest-client.js';
import {conditionIdOf} from '../support/gamma-stub.js';
import {BUSIEST_SLUG, marketOf} from '../support/listed-market.js';

let exchange: ExchangeServer;
let requests: URL[];
let client: RestClient;

beforeAll(async () => {
  exchange = await ExchangeServer.start({seed: 5, rolls: true});
  const url = exchange.restUrl;
  client = new RestClient({
    endpoints: {gamma: url, clob: url, data: url},
    fetch: (input, init) => {
      requests.push(new URL(input));
      return fetch(input, init);
    },
  });
});
afterAll(() => exchange.close());

const idOf = (slug: string): string =>
  exchange.markets.find((market) => market.slug === slug)!.conditionId;

test('kept markets come in their order, closed ones apart, unknown ones not at all, in two requests', async () => {
  requests = [];
  const ids = [
    idOf('meridian-bridge-opens-before-october'),
    idOf('night-ferry-runs-in-august'),
    conditionIdOf(7),
    idOf('lantern-parade-postponed'),
    idOf(BUSIEST_SLUG),
  ];
  const {open, closed} = await findKeptMarkets(client, ids);
  expect(open.map(({slug, status}) => [slug, status])).toEqual([
    ['meridian-bridge-opens-before-october', 'open'],
    ['lantern-parade-postponed', 'paused'],
    [BUSIEST_SLUG, 'open'],
  ]);
  expect(closed.map(({slug}) => slug)).toEqual(['night-ferry-runs-in-august']);
  expect(requests).toHaveLength(2);
});

test('the next window is there once the one before it is over, and asked for once', async () => {
  requests = [];
  const signal = new AbortController().signal;
  const market = marketOf(exchange);
  const ask = () => findNextWindow(client, market, {wallMs: 1_790_000_100_000, signal});
  expect(await ask()).toBe(undefined);
  expect(requests).toHaveLength(1);

  await using feed = await subscribe(exchange, market.outcomes[0].assetId);
  exchange.beginFault('resolved');
  let next = await ask();
  for (let tries = 0; next === undefined && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    next = await ask();
  }

  expect(next).toMatchObject({slug: 'lumen-updown-15m-1790001000', status: 'open', tickSize: 100});
  expect(feed.isOpen).toBe(true);
});

/** What is watched is what a fault is about. */
async function subscribe(server: ExchangeServer, assetId: string) {
  const {WebSocket} = await import('ws');
  const socket = new WebSocket(server.wsUrl);
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({type: 'market', assets_ids: [assetId]}));
  await new Promise((resolve) => socket.once('message', resolve));
  return {
    get isOpen() {
      return socket.readyState === WebSocket.OPEN;
    },
    [Symbol.asyncDispose]: async () => {
      socket.terminate();
      await Promise.resolve();
    },
  };
}

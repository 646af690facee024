// Lists that a REST service, or whoever answers in its place, makes longer than was asked.

import {expect, test} from 'vitest';
import {searchMarkets, topMarkets} from '../../src/markets/browse-markets.js';
import {DEFAULT_ENDPOINTS} from '../../src/markets/endpoints.js';
import {searchEvents} from '../../src/markets/market-lookup.js';
import {resolveMarkets} from '../../src/markets/resolve-market.js';
import {RestClient} from '../../src/markets/rest-client.js';
import {wireEvent, wireMarket} from '../support/gamma-stub.js';

function answering(body: string): RestClient {
  return new RestClient({
    endpoints: DEFAULT_ENDPOINTS,
    fetch: () => Promise.resolve(new Response(body)),
    sleep: () => Promise.resolve(),
  });
}

const many = Array.from({length: 3000}, (_, i) => wireMarket(i));

test('of one event with thousands of markets as many open as may be watched', async () => {
  const client = answering(JSON.stringify(wireEvent('event', many)));
  const resolution = await resolveMarkets('https://polymarket.com/event/event', client);
  expect(resolution.markets).toHaveLength(500);
});

test('the busiest markets are looked for among the first thousand of a list', async () => {
  const found = await topMarkets(answering(JSON.stringify(many)), 20);
  expect(found.map(({volume24h}) => volume24h)).toEqual(
    Array.from({length: 20}, (_, i) => 999 - i),
  );
});

test('a search takes as many events as it asked for', async () => {
  const events = many.map((market, i) => wireEvent(`event-${i}`, [market]));
  expect(await searchEvents(answering(JSON.stringify({events})), 'words', 20)).toHaveLength(20);
});

test.each([
  ...['null', 'true', '5', '"x"', '{}', '[null,1,"x",[],{}]', '{"events":{"__proto__":[]}}'],
  '{"__proto__":{"events":[1],"markets":[1]}}',
])('a list that is none (%s) finds nothing and throws nothing', async (body) => {
  expect(await searchMarkets(answering(body), 'words')).toEqual([]);
  expect(await topMarkets(answering(body), 5)).toEqual([]);
});

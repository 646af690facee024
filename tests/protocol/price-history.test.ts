import {describe, expect, test, vi} from 'vitest';
import type {StubReply} from '../support/rest-stub.js';
import {RestStub} from '../support/rest-stub.js';
import {MarketPasts} from '../../src/market-pasts.js';
import {RestClient} from '../../src/markets/rest-client.js';
import {sampleMarket} from '../support/view-sample.js';

const market = sampleMarket(3);

async function seedFrom(reply: StubReply) {
  await using stub = await RestStub.start(() => reply);
  const endpoints = {gamma: stub.url, clob: stub.url, data: stub.url};
  const client = Promise.resolve(new RestClient({endpoints, sleep: () => Promise.resolve()}));
  let changes = 0;
  const pasts = new MarketPasts({client, onChange: () => changes++});
  pasts.seed(market);
  pasts.seed(market);
  expect(pasts.seedOf(market.conditionId)).toEqual({kind: 'asked'});
  await vi.waitFor(() => {
    expect(changes).toBe(1);
  });
  pasts.seed(market);
  return {seed: pasts.seedOf(market.conditionId), requests: stub.requests, changes};
}

describe('the hour before', () => {
  test('is asked for once, of the first outcome, in minutes', async () => {
    const body = {
      history: [
        {t: 1_782_201_544, p: 0.51},
        {t: 1_782_201_484, p: 0.5},
      ],
    };
    const {seed, requests, changes} = await seedFrom({body});
    expect(requests).toEqual(['GET /prices-history?market=1006&interval=1h&fidelity=1']);
    expect(changes).toBe(1);
    expect(seed).toEqual({
      kind: 'loaded',
      points: [
        {second: 1_782_201_484, price: 5000},
        {second: 1_782_201_544, price: 5100},
      ],
    });
  });

  test('a point that is none costs only itself', async () => {
    const good = {t: 1, p: 0.25};
    const history = [{t: 'x', p: 0.5}, {t: 2}, null, {t: 3, p: 7}, {t: 4, p: -1}, good, 'no'];
    const {seed} = await seedFrom({body: {history}});
    expect(seed).toEqual({kind: 'loaded', points: [{second: 1, price: 2500}]});
  });

  test('is never more than a thousand points, whatever comes', async () => {
    const history = Array.from({length: 5_000}, (_, t) => ({t, p: 0.5}));
    const {seed} = await seedFrom({body: {history}});
    expect(seed).toMatchObject({kind: 'loaded'});
    expect(seed.kind === 'loaded' && seed.points.length).toBe(1_000);
  });

  test.each<[string, StubReply]>([
    ['an error', {status: 400, body: {error: 'Invalid token id'}}],
    ['something else', {body: {prices: []}}],
    ['no JSON', {type: 'text/html', body: '<html>busy</html>'}],
  ])('where the answer is %s it is said, and nothing else happens', async (_, reply) => {
    const {seed, changes} = await seedFrom(reply);
    expect(seed).toMatchObject({kind: 'failed', reason: expect.stringMatching(/\w/) as string});
    expect(changes).toBe(1);
  });

  test('is not asked for where there is nobody to ask', () => {
    const pasts = new MarketPasts({client: undefined, onChange: () => undefined});
    pasts.seed(market);
    expect(pasts.seedOf(market.conditionId)).toEqual({kind: 'none'});
  });
});

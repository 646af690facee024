import {describe, expect, test} from 'vitest';
import type {StubReply, StubRequest} from '../support/rest-stub.js';
import {RestStub} from '../support/rest-stub.js';
import {NO_LOG} from '../../src/log-file.js';
import {fetchPastTrades, MAX_PAST_TRADES} from '../../src/markets/past-trades.js';
import {RestClient} from '../../src/markets/rest-client.js';
import {PastTradeDesk} from '../../src/past-trade-desk.js';
import {eventually} from '../support/eventually.js';
import {conditionIdOf, tokenOf} from '../support/gamma-stub.js';
import {readRecording, testWithRecordings} from '../support/recordings.js';

const MARKET = conditionIdOf(1);

function clientOf(url: string): RestClient {
  const endpoints = {gamma: url, clob: url, data: url};
  return new RestClient({endpoints, sleep: () => Promise.resolve()});
}

function wireTrade(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    proxyWallet: '0x0000000000000000000000000000000000000000',
    side: 'SELL',
    asset: tokenOf(1, 0),
    conditionId: MARKET,
    size: 189.325142,
    price: 0.3408574,
    timestamp: 1_776_504_298,
    outcomeIndex: 0,
    ...change,
  };
}

async function fetchFrom(body: unknown) {
  await using stub = await RestStub.start(() => ({body}));
  const trades = await fetchPastTrades(clientOf(stub.url), MARKET);
  return {trades, requests: stub.requests};
}

describe('the trades of before', () => {
  test('are asked of one market, orders that took alone, and are in our own units', async () => {
    const {trades, requests} = await fetchFrom([wireTrade()]);
    expect(requests).toEqual([`GET /trades?market=${MARKET}&limit=200&takerOnly=true`]);
    expect(trades).toEqual([
      {
        assetId: tokenOf(1, 0),
        timestampMs: 1_776_504_298_000,
        price: 3409,
        size: 189_325_142,
        side: 'sell',
      },
    ]);
  });

  test('lose one that is none, or of another market, and nothing else', async () => {
    const {trades} = await fetchFrom([
      null,
      'x',
      {},
      wireTrade({conditionId: conditionIdOf(2)}),
      wireTrade({price: '0.5'}),
      wireTrade({price: 1.2}),
      wireTrade({size: -1}),
      wireTrade({size: 1e300}),
      wireTrade({side: 'HOLD'}),
      wireTrade({asset: 'none'}),
      wireTrade({timestamp: 7}),
      wireTrade({timestamp: 9, side: 'BUY'}),
    ]);
    expect(trades.map(({timestampMs, side}) => [timestampMs, side])).toEqual([
      [9000, 'buy'],
      [7000, 'sell'],
    ]);
  });

  test('are never more than were asked for, whatever comes', async () => {
    const {trades} = await fetchFrom(Array.from({length: 3_000}, () => wireTrade()));
    expect(trades).toHaveLength(MAX_PAST_TRADES);
  });

  test.each([[{trades: []}], [undefined], ['text']])('are not %j', async (body) => {
    await expect(fetchFrom(body)).rejects.toThrow(/\/trades/);
  });

  testWithRecordings('of a recorded reply are all read', async () => {
    const reply = JSON.parse(readRecording('data-trades-2026-04-18.json')) as {
      conditionId: string;
    }[];
    const conditionIds = [...new Set(reply.slice(0, 150).map(({conditionId}) => conditionId))];
    await using stub = await RestStub.start(({query}) => ({
      body: reply.filter(({conditionId}) => conditionId === query.get('market')),
    }));
    for (const conditionId of conditionIds) {
      const trades = await fetchPastTrades(clientOf(stub.url), conditionId);
      const expected = reply.filter((trade) => trade.conditionId === conditionId);
      expect(trades).toHaveLength(expected.length);
    }
  });
});

describe('the desk that asks for them', () => {
  async function startDesk(handle: (request: StubRequest) => StubReply = () => ({body: []})) {
    const stub = await RestStub.start(handle);
    let changes = 0;
    const desk = new PastTradeDesk({
      client: Promise.resolve(clientOf(stub.url)),
      log: NO_LOG,
      onChange: () => changes++,
    });
    const asked = () =>
      stub.requests
        .map((request) => /market=(0x\w+)/.exec(request)?.[1])
        .map(Number)
        .join(' ');
    return {
      stub,
      desk,
      asked,
      untilAnswers: (count: number) => eventually(() => changes === count, 'an answer'),
      [Symbol.asyncDispose]: () => stub[Symbol.asyncDispose](),
    };
  }

  test('asks once for a market, however often it comes into focus', async () => {
    await using at = await startDesk(() => ({body: [wireTrade()]}));
    for (let i = 0; i < 5; i++) at.desk.want(MARKET);
    await at.untilAnswers(1);
    at.desk.want(MARKET);
    expect(at.asked()).toBe('1');
    expect(at.desk.answers.get(MARKET)).toHaveLength(1);
  });

  test('asks one question at a time, and of the wishes meanwhile the last one alone', async () => {
    await using at = await startDesk();
    for (let n = 1; n <= 100; n++) at.desk.want(conditionIdOf(n));
    await at.untilAnswers(2);
    expect(at.asked()).toBe('1 100');
  });

  test('forgets the wish for a market that is no longer in focus', async () => {
    await using at = await startDesk();
    for (const n of [1, 2, 1]) at.desk.want(conditionIdOf(n));
    await at.untilAnswers(1);
    at.desk.want(conditionIdOf(3));
    await at.untilAnswers(2);
    expect(at.asked()).toBe('1 3');
  });

  test('takes a refusal for no trades, and does not insist', async () => {
    await using at = await startDesk(() => ({status: 400, body: {error: 'no'}}));
    at.desk.want(MARKET);
    await at.untilAnswers(1);
    at.desk.want(MARKET);
    expect(at.desk.answers.get(MARKET)).toEqual([]);
    expect(at.asked()).toBe('1');
  });

  test('asks anew after a restart of the feed', async () => {
    await using at = await startDesk();
    at.desk.want(MARKET);
    await at.untilAnswers(1);
    at.desk.forget();
    expect(at.desk.answers.size).toBe(0);
    at.desk.want(MARKET);
    await at.untilAnswers(2);
  });

  test('keeps the answers for 64 markets', async () => {
    await using at = await startDesk();
    for (let n = 1; n <= 70; n++) {
      at.desk.want(conditionIdOf(n));
      await at.untilAnswers(n);
    }

    expect(at.desk.answers.size).toBe(64);
    expect(at.desk.answers.has(conditionIdOf(6))).toBe(false);
    expect(at.desk.answers.has(conditionIdOf(7))).toBe(true);
  });

  test('asks nobody in a replay', () => {
    const desk = new PastTradeDesk({
      client: undefined,
      log: NO_LOG,
      onChange: () => {
        throw new Error('nobody was to be asked');
      },
    });
    desk.want(MARKET);
    expect(desk.answers.size).toBe(0);
  });
});

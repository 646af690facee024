import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import {systemClock, systemTimers} from '../../src/domain/clock.js';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {answerSearch} from '../../src/markets/browse-markets.js';
import {LiveSearch, type SearchState} from '../../src/markets/live-search.js';
import {RestClient} from '../../src/markets/rest-client.js';
import {eventually} from '../support/eventually.js';

const LETTER_MS = 40;

let exchange: ExchangeServer;
let requests: URL[];
let newest: SearchState | undefined;
let search: LiveSearch;

beforeAll(async () => {
  exchange = await ExchangeServer.start({seed: 19});
  exchange.pauseFeed();
});
afterAll(() => exchange.close());

beforeEach(() => {
  requests = [];
  newest = undefined;
  const url = exchange.restUrl;
  const client = new RestClient({
    endpoints: {gamma: url, clob: url, data: url},
    fetch: (input, init) => {
      requests.push(new URL(input));
      return fetch(input, init);
    },
  });
  search = new LiveSearch({
    clock: systemClock,
    timers: systemTimers,
    ask: (question, signal) => answerSearch(client, question, {wallMs: Date.now(), signal}),
    onChange: (state) => {
      newest = state;
    },
  });
});

async function type(text: string): Promise<void> {
  for (let length = 1; length <= text.length; length++) {
    search.seek({words: text.slice(0, length), order: 'volume'});
    await new Promise((resolve) => setTimeout(resolve, LETTER_MS));
  }
}

const isFound = (words: string) => () =>
  newest?.phase === 'found' && newest.question.words === words;
const slugs = (): readonly (string | undefined)[] => (newest?.markets ?? []).map(({slug}) => slug);

test('a sentence typed letter by letter is one request, and what it finds is there', async () => {
  await type('granite city');
  await eventually(isFound('granite city'), 'the answer');
  expect(requests.map(({pathname, searchParams}) => [pathname, searchParams.get('q')])).toEqual([
    ['/public-search', 'granite city'],
  ]);
  expect(slugs()).toContain('will-granite-city-win-the-aurora-cup');
  search.stop();
});

test('the top markets come in the order that is asked for, each list once a minute', async () => {
  const first = new Map<string, string | undefined>();
  for (const order of ['volume', 'liquidity', 'end', 'liquidity', 'volume'] as const) {
    search.seek({words: '', order});
    await eventually(
      () => newest?.phase === 'found' && newest.question.order === order,
      `the list by ${order}`,
    );
    first.set(order, slugs()[0]);
  }

  expect(requests.map(({searchParams}) => searchParams.get('order'))).toEqual([
    ...['volume24hr', 'liquidityNum', 'endDate'],
  ]);
  expect(Object.fromEntries(first)).toEqual({
    volume: 'lumen-updown-15m-1790000100',
    liquidity: 'meridian-bridge-opens-before-october',
    end: 'lumen-updown-15m-1790000100',
  });
  expect(newest?.markets?.every(({status}) => status === 'open')).toBe(true);
  search.stop();
});

test('a request that is under way is given up when something else is typed', async () => {
  exchange.setRestBehaviour('/public-search', {delayMs: 60_000});
  await type('granite');
  await eventually(() => requests.length === 1, 'the request');
  exchange.setRestBehaviour('/public-search', undefined);
  await type('harbor');
  await eventually(isFound('harbor'), 'the other answer');
  expect(requests).toHaveLength(2);
  search.stop();
});

test.each([429, 503])(
  'HTTP %d is a sentence and a rest, with one request and no retries',
  async (status) => {
    exchange.setRestBehaviour('/public-search', {status, body: '{"error":"slow down"}'});
    await type('harbor');
    await eventually(() => newest?.phase === 'failed', 'the sentence');
    await type('harbor foxes');
    expect(requests).toHaveLength(1);
    expect(newest).toMatchObject({
      phase: 'failed',
      message: expect.stringContaining(`/public-search with HTTP ${status}`) as string,
      question: {words: 'harbor foxes'},
    });

    exchange.setRestBehaviour('/public-search', undefined);
    await eventually(isFound('harbor foxes'), 'the answer after the rest');
    expect(requests).toHaveLength(2);
    search.stop();
  },
);

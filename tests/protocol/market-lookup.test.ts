import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {describe, expect, test} from 'vitest';
import {searchMarkets, topMarkets} from '../../src/markets/browse-markets.js';
import {type Resolution, resolveMarkets} from '../../src/markets/resolve-market.js';
import {
  MAX_TRIES,
  REQUEST_TIMEOUT_MS,
  RestClient,
  type RestClientOptions,
} from '../../src/markets/rest-client.js';
import {
  type WireEvent,
  conditionIdOf,
  serveGamma,
  tokenOf,
  wireEvent,
  wireMarket,
} from '../support/gamma-stub.js';
import {readRecording, testWithRecordings} from '../support/recordings.js';
import {NOT_FOUND, RestStub, type StubReply, type StubRequest} from '../support/rest-stub.js';

/** A client of the stub alone, that never waits: its pauses are written down instead. */
function clientOf(url: string, options: Partial<RestClientOptions> = {}) {
  const pausesMs: number[] = [];
  const client = new RestClient({
    endpoints: {gamma: url, clob: url, data: url},
    random: () => 0.5,
    sleep: (ms) => {
      pausesMs.push(ms);
      return Promise.resolve();
    },
    ...options,
  });
  return {client, pausesMs};
}

/** Resolves `text` against these events; `other` answers first where it has an answer. */
async function resolve(
  text: string,
  events: readonly WireEvent[],
  other: (request: StubRequest) => StubReply | undefined = () => undefined,
  maxMarkets = 4,
) {
  const gamma = serveGamma(events);
  await using stub = await RestStub.start((request) => other(request) ?? gamma(request));
  const {client} = clientOf(stub.url);
  const resolution = await resolveMarkets(text, client, {maxMarkets});
  return {...summaryOf(resolution), requests: stub.requests};
}

function summaryOf(resolution: Resolution) {
  const slugs = resolution.markets.map((market) => market.slug);
  if (resolution.kind === 'choices') return {kind: resolution.kind, slugs, query: resolution.query};
  const {kind, startIndex, isNamed, startOutcome, notices} = resolution;
  return {kind, slugs, start: slugs[startIndex], isNamed, startOutcome, notices};
}

const CLOSED = {
  closed: true,
  acceptingOrders: false,
  closedTime: '2025-06-18 18:00:00+00',
  outcomePrices: '["0", "1"]',
};

const trio = wireEvent('fed-cut', [wireMarket(1), wireMarket(3), wireMarket(2)]);
const single = wireEvent('rain-tomorrow', [wireMarket(7, {slug: 'rain-tomorrow'})]);

describe('what the user typed becomes markets', () => {
  test.each([
    ['fed-cut', 'market-3', false, 0],
    ['https://polymarket.com/event/fed-cut?tid=1', 'market-3', false, 0],
    ['https://polymarket.com/pt/event/fed-cut/market-2', 'market-2', true, 0],
    ['https://polymarket.com/market/market-2', 'market-2', true, 0],
    ['market-1', 'market-1', true, 0],
    [conditionIdOf(1), 'market-1', true, 0],
    [tokenOf(2, 0), 'market-2', true, 0],
    [tokenOf(2, 1), 'market-2', true, 1],
  ])('%s opens its event on %s', async (text, start, isNamed, startOutcome) => {
    const {requests, ...resolution} = await resolve(text, [trio, single]);

    expect(requests.length).toBeGreaterThan(0);
    expect(resolution).toEqual({
      kind: 'markets',
      slugs: ['market-1', 'market-3', 'market-2'],
      start,
      isNamed,
      startOutcome,
      notices: [],
    });
  });

  test('the event of a single market is asked for once, although it shares the slug', async () => {
    const {slugs, requests} = await resolve('rain-tomorrow', [trio, single]);

    expect(slugs).toEqual(['rain-tomorrow']);
    expect(requests.toSorted()).toEqual([
      'GET /events/slug/rain-tomorrow',
      'GET /markets?slug=rain-tomorrow&closed=false',
    ]);
  });

  test('words that match several markets give a choice, of live ones only', async () => {
    const old = wireEvent('old', [wireMarket(9, CLOSED)]);

    expect(await resolve('question title', [trio, single, old])).toMatchObject({
      kind: 'choices',
      query: 'question title',
      slugs: ['market-1', 'market-3', 'market-2', 'rain-tomorrow'],
    });
  });

  test('words that match one market open it, also when they look like a slug', async () => {
    const expected = {kind: 'markets', slugs: ['rain-tomorrow']};

    expect(await resolve('rain tomorrow', [trio, single])).toMatchObject(expected);
    expect(await resolve('tomorrow-rain', [trio, single])).toMatchObject(expected);
  });

  test('a market that only the order book service knows is found by its ids', async () => {
    const clobMarket = {
      condition_id: conditionIdOf(5),
      market_slug: 'new-market',
      question: 'New?',
      minimum_tick_size: 0.01,
      minimum_order_size: 5,
      neg_risk: false,
      active: true,
      closed: false,
      accepting_orders: true,
      enable_order_book: true,
      tokens: [
        {token_id: tokenOf(5, 0), outcome: 'Up', price: 0.5, winner: false},
        {token_id: tokenOf(5, 1), outcome: 'Down', price: 0.5, winner: false},
      ],
    };
    const clob = ({path}: StubRequest): StubReply | undefined => {
      if (path === `/markets/${conditionIdOf(5)}`) return {body: clobMarket};
      const book = {market: conditionIdOf(5), asset_id: tokenOf(5, 1), bids: [], asks: []};
      return path === '/book' ? {body: book} : undefined;
    };
    const expected = {kind: 'markets', slugs: ['new-market'], notices: []};

    expect(await resolve(conditionIdOf(5), [], clob)).toMatchObject(expected);
    expect(await resolve(tokenOf(5, 1), [], clob)).toMatchObject({...expected, startOutcome: 1});
  });

  test('where the list of markets is gone, its successor answers', async () => {
    const gamma = serveGamma([trio]);
    const moved = (request: StubRequest): StubReply | undefined => {
      if (request.path === '/markets') return {status: 410, body: 'gone'};
      if (request.path !== '/markets/keyset') return undefined;
      const reply = gamma({...request, path: '/markets'});
      return typeof reply === 'string' ? reply : {body: {markets: reply.body, next_cursor: 'x'}};
    };

    expect(await resolve(conditionIdOf(3), [trio], moved)).toMatchObject({start: 'market-3'});
  });

  test('a server that ignores the filter does not choose the market', async () => {
    const unwatchable = wireMarket(6, {clobTokenIds: undefined});
    const all = ({path}: StubRequest): StubReply | undefined =>
      path === '/markets' ? {body: [unwatchable, ...trio.markets]} : undefined;

    expect(await resolve('market-2', [], all)).toMatchObject({slugs: ['market-2']});
    await expect(resolve('market-8', [], all)).rejects.toMatchObject({code: 'MARKET_NOT_FOUND'});
  });

  test('what Gamma leaves out is taken from the book, and only then asked for', async () => {
    const bare = {orderPriceMinTickSize: undefined, orderMinSize: undefined, negRisk: undefined};
    const gamma = serveGamma([wireEvent('e', [wireMarket(1, bare), wireMarket(2)])]);
    const bodies: string[] = [];
    await using stub = await RestStub.start((request) => {
      if (request.path !== '/books') return gamma(request);
      bodies.push(request.body);
      const meta = {tick_size: '0.001', min_order_size: '5', neg_risk: true};
      return {body: [{market: conditionIdOf(1), asset_id: tokenOf(1, 0), bids: [], ...meta}]};
    });

    const {markets} = await resolveMarkets('e', clientOf(stub.url).client);

    expect(bodies).toEqual([JSON.stringify([{token_id: tokenOf(1, 0)}])]);
    expect(markets[0]).toMatchObject({tickSize: 10, minOrderSize: '5', negRisk: true});
  });

  test('a market opens without the book service, and without its event', async () => {
    const down = ({path}: StubRequest): StubReply | undefined =>
      path === '/books' || path.startsWith('/events') ? {status: 503, body: ''} : undefined;
    const event = wireEvent('e', [wireMarket(1, {negRisk: undefined}), wireMarket(2)]);
    const {slugs, notices} = await resolve('market-1', [event], down);

    expect(slugs).toEqual(['market-1']);
    expect(notices).toEqual([
      expect.stringMatching(/^The other markets of this event are missing: .* HTTP 503$/),
    ]);
  });
});

describe('an event of many markets', () => {
  test('has open ones first, then paused ones; closed ones and ones without a book are left out', async () => {
    const event = wireEvent('e', [
      wireMarket(1, CLOSED),
      wireMarket(9, {acceptingOrders: false}),
      wireMarket(3),
      wireMarket(4, {enableOrderBook: false}),
      wireMarket(2),
    ]);

    expect(await resolve('e', [event])).toMatchObject({
      slugs: ['market-3', 'market-2', 'market-9'],
      start: 'market-3',
      notices: [
        'Left out: 1 closed market of this event',
        'Left out: 1 market of this event without a book',
      ],
    });
  });

  test('opens at most as many as fit: the one named and the busiest, in their order', async () => {
    const event = wireEvent(
      'e',
      [1, 9, 2, 8, 7, 6].map((n) => wireMarket(n)),
    );

    expect(await resolve('market-1', [event])).toMatchObject({
      slugs: ['market-1', 'market-9', 'market-8', 'market-7'],
      start: 'market-1',
      notices: ['Showing 4 of the 6 markets of this event, those with most volume'],
    });
  });

  testWithRecordings('opens from the recorded reply with all 5 markets', async () => {
    const reply = JSON.parse(readRecording('gamma-events-2026-05-17.json')) as WireEvent;
    const serve = ({path}: StubRequest): StubReply | undefined =>
      path === '/events/slug/fed-decision-in-june-825' ? {body: reply} : undefined;
    const {slugs, start, notices} = await resolve('fed-decision-in-june-825', [], serve, 100);

    expect(slugs).toEqual(reply.markets.map((market) => market.slug));
    expect(slugs).toHaveLength(5);
    expect(start).toBe(
      reply.markets.toSorted((a, b) => Number(b.volume24hr) - Number(a.volume24hr))[0]?.slug,
    );
    expect(notices).toEqual([]);
  });
});

describe('a closed market', () => {
  const won = {...CLOSED, outcomePrices: '["1", "0"]'};

  test('gives way to an open one of the same event, and says so', async () => {
    const event = wireEvent('e', [wireMarket(1, CLOSED), wireMarket(2)]);

    expect(await resolve('market-1', [event])).toMatchObject({
      slugs: ['market-2'],
      notices: [
        '"Question 1?" closed on 2025-06-18, showing "Label 2" of the same event',
        'Left out: 1 closed market of this event',
      ],
    });
  });

  test('gives way to the event of a later number with the same name, and says so', async () => {
    const old = wireEvent('fed-in-june-2025', [wireMarket(1, CLOSED), wireMarket(2, won)]);
    const other = wireEvent('fed-in-june-rallies', [wireMarket(8)]);
    const next = wireEvent('fed-in-june-825', [wireMarket(3), wireMarket(4)]);

    expect(await resolve('fed-in-june-2025', [old, other, next])).toMatchObject({
      slugs: ['market-3', 'market-4'],
      notices: [
        '"Title of fed-in-june-2025" closed on 2025-06-18, showing "Title of fed-in-june-825"',
      ],
    });
  });

  testWithRecordings('gives way so in the recorded search as well', async () => {
    const {events} = JSON.parse(readRecording('gamma-public-search-2026-05-17.json')) as {
      events: WireEvent[];
    };
    const {slugs, notices} = await resolve('fed-decision-in-june', events);

    expect(slugs).toHaveLength(4);
    expect(notices?.[0]).toMatch(
      /^"Fed decision in June\?" closed on \d{4}-\d\d-\d\d, showing "Fed Decision in June\?"$/,
    );
  });

  test('alone is an error with the day and the winner, even while the search is down', async () => {
    const event = wireEvent('e', [wireMarket(1, won)]);
    const expected = {
      code: 'MARKET_HAS_NO_BOOK',
      message: '"Question 1?" closed on 2025-06-18 and has no live book; the winner was "Yes"',
      hint: 'Pass words to search for open markets, or nothing at all to pick one',
    };
    const searchDown = ({path}: StubRequest): StubReply | undefined =>
      path === '/public-search' ? {status: 500, body: 'x'} : undefined;

    await expect(resolve(conditionIdOf(1), [event])).rejects.toMatchObject(expected);
    await expect(resolve('market-1', [event], searchDown)).rejects.toMatchObject(expected);
  });

  test('event is an error that names the market that won', async () => {
    const event = wireEvent('e', [wireMarket(1, CLOSED), wireMarket(2, won)]);

    await expect(resolve('e', [event])).rejects.toMatchObject({
      code: 'MARKET_HAS_NO_BOOK',
      message: '"Title of e" closed on 2025-06-18 and has no live book; the winner was "Label 2"',
    });
  });
});

describe('what cannot be watched is one clear sentence', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['no order book', {enableOrderBook: false}, '"Question 1?" has no order book'],
    [
      'no token ids',
      {clobTokenIds: '', positionIds: ['1']},
      '"Question 1?" has no token ids (a market of a newer protocol), which is not supported',
    ],
    ['not active', {active: false}, '"Question 1?" is not active yet, so it has no order book'],
  ])('a market with %s', async (_title, fields, message) => {
    const event = wireEvent('e', [wireMarket(1, fields)]);

    await expect(resolve('e', [event])).rejects.toMatchObject({
      code: 'MARKET_HAS_NO_BOOK',
      message,
    });
    await expect(
      resolve('market-1', [], ({path}) =>
        path === '/markets/slug/market-1' ? {body: event.markets[0]} : undefined,
      ),
    ).rejects.toMatchObject({code: 'MARKET_HAS_NO_BOOK', message});
  });

  test.each([
    ['no-such-thing', 'No open market matches "no-such-thing"'],
    ['no such thing', 'No open market matches "no such thing"'],
    ['https://polymarket.com/event/nope', 'No market matches "https://polymarket.com/event/nope"'],
    [
      'https://polymarket.com/market/nope',
      'No market matches "https://polymarket.com/market/nope"',
    ],
    [conditionIdOf(99), `No market matches "${conditionIdOf(99)}"`],
    [tokenOf(99, 0), `No market matches "${tokenOf(99, 0)}"`],
    ['e\x1b[2J vil', 'No open market matches "e vil"'],
    ['https://example.com/x', '"https://example.com/x" is not an address of polymarket.com'],
  ])('%j that nobody knows', async (text, message) => {
    await expect(resolve(text, [trio])).rejects.toMatchObject({
      name: 'PolybookError',
      code: 'MARKET_NOT_FOUND',
      message,
      hint: 'Pass the slug from the market URL, a condition id or a token id',
    });
  });
});

describe('lists to pick from', () => {
  test('the top markets are open ones, busiest first, without duplicates', async () => {
    const markets = [
      wireMarket(2),
      wireMarket(9),
      wireMarket(9),
      wireMarket(7, {acceptingOrders: false}),
      wireMarket(5),
    ];
    await using stub = await RestStub.start(() => ({body: [...markets, null, {}]}));
    const top = await topMarkets(clientOf(stub.url).client, 2);

    expect(top.map((market) => market.slug)).toEqual(['market-9', 'market-5']);
    expect(stub.requests).toEqual([
      'GET /markets?active=true&closed=false&order=volume24hr&ascending=false&limit=2',
    ]);
  });

  testWithRecordings('all 20 recorded top markets can be picked', async () => {
    const body = readRecording('gamma-markets-2026-04-18.json');
    await using stub = await RestStub.start(() => ({body}));

    expect(await topMarkets(clientOf(stub.url).client, 50)).toHaveLength(20);
  });

  testWithRecordings('of the 9 recorded search results the 5 live ones can be picked', async () => {
    const body = readRecording('gamma-public-search-2026-05-17.json');
    await using stub = await RestStub.start(() => ({body}));
    const found = await searchMarkets(clientOf(stub.url).client, 'fed & june?');

    expect(new Set(found.map((market) => market.eventSlug))).toEqual(
      new Set(['fed-decision-in-june-825']),
    );
    expect(found).toHaveLength(5);
    expect(stub.requests[0]).toContain('/public-search?q=fed+%26+june%3F&');
  });

  test.each([[{}], [{events: null}], [{events: []}], ['[]']])('%j finds nothing', async (body) => {
    await using stub = await RestStub.start(() => ({body}));

    expect(await searchMarkets(clientOf(stub.url).client, 'x')).toEqual([]);
  });
});

describe('a service in trouble', () => {
  test.each([429, 500, 502, 503])('that answers %i once is asked again', async (status) => {
    let isFirst = true;
    await using stub = await RestStub.start(() => {
      const reply = isFirst ? {status, type: 'text/html', body: '<html>'} : {body: {ok: true}};
      isFirst = false;
      return reply;
    });
    const {client, pausesMs} = clientOf(stub.url);

    expect(await client.get('clob', '/book')).toEqual({ok: true});
    expect(stub.requests).toHaveLength(2);
    expect(pausesMs).toEqual([300]);
  });

  test('that stays in trouble is given up after the last try, with growing pauses', async () => {
    await using stub = await RestStub.start(() => ({status: 503, body: {error: 'too busy'}}));
    const {client, pausesMs} = clientOf(stub.url);

    await expect(client.get('gamma', '/markets')).rejects.toMatchObject({
      code: 'BAD_REPLY',
      message: expect.stringMatching(
        /^127\.0\.0\.1:\d+ answered \/markets with HTTP 503: {"error":"too busy"}$/,
      ) as string,
      hint: 'Try again in a minute',
    });
    expect(stub.requests).toHaveLength(MAX_TRIES);
    expect(pausesMs).toEqual([300, 600]);
  });

  test('that asks for a pause gets it, within reason', async () => {
    const pauses = ['1', '3600', 'tomorrow'];
    await using stub = await RestStub.start(() => {
      const [pause] = pauses.splice(0, 1);
      return pause === undefined
        ? {body: []}
        : {status: 429, headers: {'retry-after': pause}, body: ''};
    });
    const {client, pausesMs} = clientOf(stub.url);

    await expect(client.get('gamma', '/markets')).rejects.toMatchObject({code: 'BAD_REPLY'});
    expect(pausesMs).toEqual([1000, 3000]);
  });

  test.each<[string, StubReply, string, number]>([
    [
      'a web page with status 200',
      {type: 'text/html; charset=utf-8', body: '<!doctype html><p>Log in'},
      'answered /x with a web page instead of data',
      1,
    ],
    ['a page named JSON', {body: '\n<html>'}, 'answered /x with a web page instead of data', 1],
    ['broken JSON', {body: '[{"slug": '}, 'answered /x with broken JSON instead of data', 1],
    ['nothing', {body: ''}, 'answered /x with broken JSON instead of data', 1],
    [
      'a page that refuses',
      {status: 403, type: 'text/html', body: '<html>'},
      'answered /x with HTTP 403: a web page',
      1,
    ],
    [
      'an error in words',
      {status: 422, body: {error: 'offset too\x1b[2J large'}},
      'answered /x with HTTP 422: {"error":"offset too\\u001b[2J large"}',
      1,
    ],
  ])('that sends %s is reported at once', async (_title, reply, message, tries) => {
    await using stub = await RestStub.start(() => reply);

    await expect(clientOf(stub.url).client.get('data', '/x')).rejects.toMatchObject({
      name: 'PolybookError',
      code: 'BAD_REPLY',
      message: expect.stringContaining(message) as string,
      hint: expect.any(String) as string,
    });
    expect(stub.requests).toHaveLength(tries);
  });

  test.each([404, 410])('that answers %i says that there is no such thing', async (status) => {
    await using stub = await RestStub.start(() => ({status, type: 'text/html', body: '<html>'}));

    expect(await clientOf(stub.url).client.get('clob', '/book')).toBe(undefined);
    expect(stub.requests).toHaveLength(1);
  });

  test.each<[string, StubReply]>([
    ['drops the connection', 'reset'],
    ['drops it in the middle of the answer', 'cut'],
  ])('that %s is tried again, then reported as unreachable', async (_title, reply) => {
    await using stub = await RestStub.start(() => reply);

    await expect(clientOf(stub.url).client.get('gamma', '/x')).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringMatching(
        /^Cannot reach 127\.0\.0\.1:\d+: .*connection.* \([A-Z_]+\)$/,
      ) as string,
    });
    expect(stub.requests).toHaveLength(MAX_TRIES);
  });

  test('that does not answer is given up after the time-out of each try', async () => {
    const timeouts: AbortController[] = [];
    const askedMs: number[] = [];
    await using stub = await RestStub.start(() => {
      timeouts.at(-1)?.abort(new DOMException('Too late', 'TimeoutError'));
      return 'hang';
    });
    const {client} = clientOf(stub.url, {
      createTimeout: (ms) => {
        askedMs.push(ms);
        timeouts.push(new AbortController());
        return timeouts.at(-1)!.signal;
      },
    });

    await expect(client.get('gamma', '/x')).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringContaining('no answer within 8 s') as string,
    });
    expect(askedMs).toEqual(Array(MAX_TRIES).fill(REQUEST_TIMEOUT_MS));
  });

  test('that is not there is unreachable, named with host, reason and code', async () => {
    const url = await closedPort();
    const {client, pausesMs} = clientOf(url);

    await expect(resolveMarkets('fed-cut', client)).rejects.toMatchObject({
      name: 'PolybookError',
      code: 'UNREACHABLE',
      message: `Cannot reach ${new URL(url).host}: connection refused (ECONNREFUSED)`,
      hint: expect.stringContaining('--demo') as string,
    });
    expect(pausesMs.length).toBeGreaterThanOrEqual(MAX_TRIES - 1);
  });

  test('is forgotten as soon as the caller gives up, during a request and during a pause', async () => {
    const reason = new Error('The user pressed q');
    const inRequest = new AbortController();
    await using silent = await RestStub.start(() => {
      inRequest.abort(reason);
      return 'hang';
    });
    const inPause = new AbortController();
    await using busy = await RestStub.start(() => ({status: 503, body: ''}));

    const requests = clientOf(silent.url).client.withSignal(inRequest.signal);
    const pauses = clientOf(busy.url, {
      sleep: () => {
        inPause.abort(reason);
        return Promise.resolve();
      },
    }).client.withSignal(inPause.signal);

    await expect(resolveMarkets('fed-cut', requests)).rejects.toBe(reason);
    await expect(pauses.get('gamma', '/x')).rejects.toBe(reason);
    expect(busy.requests).toHaveLength(1);
  });

  test('is asked nothing by a caller who has given up already', async () => {
    await using stub = await RestStub.start(() => NOT_FOUND);
    const {client} = clientOf(stub.url);

    await expect(client.withSignal(AbortSignal.abort()).get('gamma', '/x')).rejects.toThrow();
    expect(stub.requests).toEqual([]);
  });
});

/** The address of a port that nothing listens on any more. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {isWell, summarize} from '../../src/doctor/summary.js';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {ConnectProxy} from '../support/connect-proxy.js';
import {eventually} from '../support/eventually.js';
import {examine} from '../support/examine.js';
import {makePrivateCa} from '../support/private-ca.js';
import {Relay} from '../support/relay.js';
import {NOT_FOUND, RestStub, type StubReply} from '../support/rest-stub.js';
import {createTemporaryFolder} from '../support/temporary-folder.js';

let exchange: ExchangeServer;
beforeAll(async () => {
  exchange = await ExchangeServer.start({seed: 11, rate: 500});
});
afterAll(() => exchange.close());

/** An address where nobody listens any more. */
async function closedAddress(): Promise<{wsUrl: string; restUrl: string}> {
  const stub = await RestStub.start(() => NOT_FOUND);
  await stub[Symbol.asyncDispose]();
  return {wsUrl: `${stub.url.replace('http', 'ws')}/ws/market`, restUrl: stub.url};
}

describe('an exchange that is well', () => {
  test('passes every check, in this order, and leaves no socket open', async () => {
    const examined = await examine(exchange);
    expect(examined.outcomes.filter(({verdict}) => verdict !== 'ok')).toEqual([]);
    expect(examined.names).toEqual([
      ...['dns', 'tcp', 'tls', 'rest-clob', 'rest-gamma', 'rest-data', 'market'],
      ...['websocket', 'book', 'pings', 'clock', 'terminal'],
    ]);
    expect(isWell(summarize(examined.outcomes))).toBe(true);
    await eventually(() => exchange.clients === 0, 'no client left');
  });

  test('is measured: proven books, ten pings, a clock that agrees within its uncertainty', async () => {
    const {of} = await examine(exchange);
    expect(of('book').figures).toMatchObject({hash_ok: true});
    expect(of('book').figures['levels']).toBeGreaterThan(0);
    const {ping_min_ms, ping_median_ms, ping_max_ms, pings_lost} = of('pings').figures;
    expect(pings_lost).toBe(0);
    expect(ping_min_ms).toBeLessThanOrEqual(ping_median_ms as number);
    expect(ping_median_ms).toBeLessThanOrEqual(ping_max_ms as number);
    // It writes its frames every 5 ms, and all of it shares this machine.
    expect(Math.abs(of('clock').figures['clock_offset_ms'] as number)).toBeLessThan(100);
    expect(of('dns').detail).toContain('not needed');
    expect(of('tls').detail).toContain('not needed');
  });

  test('is asked once for each thing, on one socket', async () => {
    const {connections} = exchange.counters;
    await examine(exchange);
    expect(exchange.counters.connections).toBe(connections + 1);
  });

  test.each([
    [undefined, 'most volume in 24 h'],
    ['meridian-bridge-opens-before-october', 'Meridian Bridge'],
    ['aurora-cup-winner', 'found, with 4 more of its event'],
    ['aurora cup', 'the first of 5 that match'],
  ])('is looked at by the market that was named: %s', async (reference, words) => {
    const {of, notOk} = await examine(exchange, {reference, limits: {clockWaitMs: 500}});
    expect(of('market').detail).toContain(words);
    expect(notOk.filter((name) => !name.startsWith('clock'))).toEqual([]);
  });

  test('without the market that was named still answers pings', async () => {
    const {of, notOk} = await examine(exchange, {reference: 'no-such-thing'});
    expect(notOk).toEqual(['market failed', 'book skipped', 'clock skipped']);
    expect(of('market').hint).toContain('slug');
    expect(of('book').detail).toBe('waits for market of no-such-thing');
  });

  test('has each of its hosts checked once, with its own name', async () => {
    await using other = await Relay.start({targetUrl: exchange.restUrl});
    const {names, outcomes} = await examine(exchange, {
      wsUrl: `ws://localhost:${other.port}/ws/market`,
    });
    expect(names.filter((name) => name === 'tcp')).toHaveLength(2);
    const dns = outcomes.filter(({name}) => name === 'dns').map(({target}) => target);
    expect(dns).toEqual(['localhost', '127.0.0.1']);
  });
});

describe('a way that ends early', () => {
  test('where nobody listens is told by TCP, and nothing beyond is asked', async () => {
    const {of, notOk} = await examine(await closedAddress());
    expect(notOk).toEqual([
      ...['tcp failed', 'tls skipped', 'rest-clob skipped', 'rest-gamma skipped'],
      ...['rest-data skipped', 'market skipped', 'websocket skipped', 'book skipped'],
      ...['pings skipped', 'clock skipped'],
    ]);
    expect(of('tcp')).toMatchObject({
      detail: 'connection refused',
      hint: expect.stringContaining('Nothing listens there') as string,
    });
    expect(of('clock').detail).toMatch(/^waits for tcp of 127\.0\.0\.1:\d+$/);
  });

  test('where a name does not resolve is told by DNS', async () => {
    const {outcomes} = await examine(exchange, {wsUrl: 'wss://exchange.invalid/ws/market'});
    expect(outcomes[0]).toMatchObject({
      ...{name: 'dns', target: 'exchange.invalid', verdict: 'failed'},
      detail: 'the name of the host was not found',
      hint: expect.stringContaining('how the name is spelled') as string,
    });
    const skipped = outcomes.filter(({verdict}) => verdict === 'skipped');
    expect(skipped.map(({name}) => name)).toEqual(
      ['tcp', 'tls', 'websocket', 'book', 'pings', 'clock'], // REST has another host.
    );
  });

  test('where the certificate is of a private authority is told by TLS, with its issuer', async () => {
    using folder = createTemporaryFolder();
    const ca = await makePrivateCa(folder.path);
    const certificate = await ca.certify('localhost');
    await using front = await Relay.start({targetUrl: exchange.restUrl, certificate});
    const url = `https://localhost:${front.port}`;
    const secure = {wsUrl: `wss://localhost:${front.port}/ws/market`, restUrl: url};

    const {of, notOk} = await examine(secure);
    expect(notOk).toContain('tls failed');
    expect(notOk).toContain('rest-clob skipped');
    expect(of('tls').detail).toMatch(
      /authority that nobody knows here \(TLSv1\.3, issued by polybook/,
    );
    expect(of('tls').hint).toContain('NODE_EXTRA_CA_CERTS');
    expect(of('tls').figures).toMatchObject({tls_days_left: expect.any(Number) as number});

    const named = await examine(secure, {env: {NODE_EXTRA_CA_CERTS: '/else.pem'}});
    expect(named.of('tls').hint).toContain('"/else.pem", which does not hold this authority');
  });

  test('where no TLS is spoken is told so', async () => {
    const secure = {
      wsUrl: exchange.wsUrl.replace('ws:', 'wss:'),
      restUrl: exchange.restUrl.replace('http:', 'https:'),
    };
    const {of} = await examine(secure);
    expect(of('tls')).toMatchObject({
      verdict: 'failed',
      detail: expect.stringContaining('no TLS is spoken there') as string,
    });
  });

  test('where a host takes the connection and says nothing is given up', async () => {
    await using mute = await RestStub.start(() => 'hang');
    const {of} = await examine(exchange, {
      endpoints: {clob: mute.url, gamma: exchange.restUrl, data: exchange.restUrl},
      timeoutMs: 300,
    });
    expect(of('rest-clob')).toMatchObject({verdict: 'failed', detail: 'no answer within 0.3 s'});
  });
});

describe('a REST service', () => {
  const page: StubReply = {type: 'text/html', body: '<html>Log in</html>'};
  test.each([
    ['429', {status: 429, body: 'slow down'}, 'HTTP 429: slow down', 'Try again in a minute'],
    ['404', NOT_FOUND, 'is answered with HTTP 404', 'Another service'],
    ['a login page', page, 'with a web page instead of data', 'login page'],
    ['something else', {body: {}}, 'HTTP 200 and something else', 'Another service'],
  ] as const)(
    'that answers %s fails, and the socket is looked at',
    async (_, reply, words, hint) => {
      await using stub = await RestStub.start(() => reply);
      const {of, notOk} = await examine(exchange, {
        endpoints: {clob: stub.url, gamma: exchange.restUrl, data: stub.url},
      });
      expect(notOk).toEqual(['rest-clob failed', 'rest-data failed']);
      expect(of('rest-clob').detail).toContain(words);
      expect(of('rest-clob').hint).toContain(hint);
      // It was asked once: whether it works at the third try is not the question.
      expect(stub.requests).toEqual(['GET /time', 'GET /trades?limit=1']);
    },
  );

  test('that lists no market leaves nothing to subscribe to', async () => {
    await using stub = await RestStub.start(() => ({body: []}));
    const {notOk} = await examine(exchange, {
      endpoints: {clob: exchange.restUrl, gamma: stub.url, data: exchange.restUrl},
    });
    expect(notOk).toEqual([
      ...['rest-gamma failed', 'market skipped', 'book skipped', 'clock skipped'],
    ]);
  });
});

describe('a market channel', () => {
  test('that refuses every socket fails alone', async () => {
    await using refusing = await ExchangeServer.start({seed: 11, rate: 50});
    refusing.refuseConnections(true);
    const {of, notOk} = await examine(refusing);
    expect(notOk).toEqual([
      ...['websocket failed', 'book skipped', 'pings skipped', 'clock skipped'],
    ]);
    expect(of('websocket').hint).toContain('WebSocket');
  });

  test('that is not there names the HTTP status', async () => {
    const {of} = await examine(exchange, {wsUrl: exchange.wsUrl.replace('/market', '/else')});
    expect(of('websocket').detail).toContain('HTTP 404');
  });

  test('that is frozen answers pings and brings no book; the clock is not known', async () => {
    await using frozen = await ExchangeServer.start({seed: 11, rate: 500});
    frozen.beginFault('freeze-new');
    const {of, notOk} = await examine(frozen, {
      limits: {bookTimeoutMs: 1_000, clockWaitMs: 500},
    });
    expect(notOk).toEqual(['book failed', 'clock warn']);
    expect(of('book').detail).toBe('no book came within 1 s, nor any change');
    expect(of('clock').detail).toBe(
      'unknown: no change came within 0.5 s; REST has the same second',
    );
    expect(of('clock').figures).toMatchObject({clock_offset_ms: null});
  });

  test('that holds first books back is told from one that is silent', async () => {
    await using holding = await ExchangeServer.start({
      seed: 11,
      rate: 500,
      faults: [{name: 'no-initial-book', atMs: 0}],
    });
    const {of} = await examine(holding, {limits: {bookTimeoutMs: 100, clockWaitMs: 2_000}});
    // Books come with trades as well, and then late.
    expect(of('book').verdict).not.toBe('ok');
    expect(of('book').detail).toMatch(/though \d+ changes did|late and after \d+ changes/);
  });

  test('that ends the socket is told by the pings', async () => {
    await using ending = await ExchangeServer.start({seed: 11, rate: 500});
    const examining = examine(ending, {limits: {pingIntervalMs: 500}});
    await eventually(() => ending.clients === 1, 'the socket');
    await eventually(() => ending.counters.framesSent > 3, 'books and the first PONG');
    ending.terminateAll();
    const {of} = await examining;
    expect(of('pings')).toMatchObject({
      verdict: 'failed',
      detail: expect.stringContaining('the connection broke off') as string,
    });
    expect(of('clock').verdict).toBe('skipped');
  });

  test.each([
    ['clock-ahead', -5000, 'behind'],
    ['clock-behind', 5000, 'ahead of'],
  ] as const)('with %s warns of this clock, by its error', async (name, offsetMs, direction) => {
    await using off = await ExchangeServer.start({
      seed: 11,
      rate: 1000,
      faults: [{name, atMs: 0}],
    });
    const {of, notOk} = await examine(off);
    expect(notOk).toEqual(['clock warn']);
    const {clock_offset_ms, rest_clock_offset_ms} = of('clock').figures;
    expect(Math.abs((clock_offset_ms as number) - offsetMs)).toBeLessThan(100);
    expect(Math.abs((rest_clock_offset_ms as number) - offsetMs)).toBeLessThan(1000);
    expect(of('clock').detail).toContain(`${direction} the exchange`);
    expect(of('clock').hint).toContain('NTP');
  });
});

describe('a proxy', () => {
  test('is looked up and connected to once, and tunnels to each host', async () => {
    await using proxy = await ConnectProxy.start();
    const {notOk, outcomes, of} = await examine(exchange, {
      findProxy: () => ({url: proxy.url, host: proxy.host}),
    });
    expect(notOk).toEqual([]);
    expect(outcomes.slice(0, 3).map(({name, target}) => [name, target])).toEqual([
      ['dns', '127.0.0.1'],
      ['tcp', proxy.host],
      ['tunnel', new URL(exchange.restUrl).host],
    ]);
    expect(of('tunnel').detail).toBe(`the proxy ${proxy.host} leads there`);
    expect(new Set(proxy.targets)).toEqual(new Set([new URL(exchange.restUrl).host]));
  });

  test.each([
    [407, 'asks for another user name or password (HTTP 407)'],
    [502, 'cannot reach it (HTTP 502)'],
  ])('that answers %i is named by the tunnel, its credentials are not', async (status, words) => {
    await using proxy = await ConnectProxy.start({status});
    const url = proxy.url.replace('//', '//jo:s3cret@');
    const {of, outcomes} = await examine(exchange, {findProxy: () => ({url, host: proxy.host})});
    expect(of('tunnel')).toMatchObject({
      ...{verdict: 'failed', detail: `the proxy ${proxy.host} ${words}`},
      hint: expect.stringContaining('HTTPS_PROXY') as string,
    });
    expect(JSON.stringify(outcomes)).not.toContain('s3cret');
    await eventually(() => proxy.connections === 0, 'no connection left');
  });

  test('that says nothing is given up', async () => {
    await using proxy = await ConnectProxy.start({isMute: true});
    const {of} = await examine(exchange, {
      findProxy: () => ({url: proxy.url, host: proxy.host}),
      timeoutMs: 300,
    });
    expect(of('tunnel').detail).toBe(`the proxy ${proxy.host} did not answer in time`);
    await eventually(() => proxy.connections === 0, 'no connection left');
  });
});

// The built program on networks as they are: behind a proxy, with an authority of their own.

import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {ConnectProxy} from '../support/connect-proxy.js';
import {makePrivateCa, type PrivateCa} from '../support/private-ca.js';
import {Relay} from '../support/relay.js';
import {NO_VARIABLES, parseLines, runProgram, type Finished} from '../support/run-program.js';
import {createTemporaryFolder} from '../support/temporary-folder.js';

const SLUG = 'meridian-bridge-opens-before-october';

const folder = createTemporaryFolder();
let ca: PrivateCa;
let exchange: ExchangeServer;
let front: Relay;

beforeAll(async () => {
  ca = await makePrivateCa(folder.path);
  exchange = await ExchangeServer.start({seed: 3, rate: 50});
  const certificate = await ca.certify('localhost');
  front = await Relay.start({targetUrl: exchange.restUrl, certificate});
});

afterAll(async () => {
  await front[Symbol.asyncDispose]();
  await exchange.close();
  folder[Symbol.dispose]();
});

function runOnce(
  wsUrl: string,
  restUrl: string,
  env: Readonly<Record<string, string>>,
): Promise<Finished> {
  const urls = ['--gamma-url', restUrl, '--clob-url', restUrl, '--data-url', restUrl];
  return runProgram([SLUG, '--once', '--json', '--ws-url', wsUrl, ...urls], {
    env: {...NO_VARIABLES, ...env},
  });
}

/** Both ways lead over TLS to `localhost`. */
function runSecure(env: Readonly<Record<string, string>>): Promise<Finished> {
  return runOnce(`wss://localhost:${front.port}/ws/market`, `https://localhost:${front.port}`, env);
}

function expectProvenBooks({exitCode, stdout, stderr}: Finished): void {
  expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''});
  expect(parseLines(stdout).map(({outcome, trust}) => [outcome, trust])).toEqual([
    ['Yes', 'LIVE'],
    ['No', 'LIVE'],
  ]);
}

describe('behind a proxy', () => {
  test.each([
    ['HTTPS_PROXY', {}],
    ['https_proxy', {}],
    ['ALL_PROXY', {}],
    ['HTTPS_PROXY', {credentials: 'jo:p@ss:w0rd'}],
  ] as const)('%s leads REST and WebSocket to a proven book', async (variable, options) => {
    await using proxy = await ConnectProxy.start(options);
    const url =
      'credentials' in options ? proxy.url.replace('//', '//jo:p%40ss%3Aw0rd@') : proxy.host;
    const finished = await runSecure({[variable]: url, NODE_EXTRA_CA_CERTS: ca.path});

    expectProvenBooks(finished);
    // At least one for each: REST may open several connections.
    expect(proxy.targets.length).toBeGreaterThanOrEqual(2);
    expect(new Set(proxy.targets)).toEqual(new Set([`localhost:${front.port}`]));
  });

  test('the WebSocket alone goes through it where REST has its own way, and the reverse', async () => {
    for (const isSocketSecure of [true, false]) {
      await using proxy = await ConnectProxy.start();
      const finished = await runOnce(
        isSocketSecure ? `wss://localhost:${front.port}/ws/market` : exchange.wsUrl,
        isSocketSecure ? exchange.restUrl : `https://localhost:${front.port}`,
        {ALL_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: ca.path},
      );

      expectProvenBooks(finished);
      expect(new Set(proxy.targets)).toEqual(new Set([`localhost:${front.port}`]));
    }
  });

  test.each(['localhost', 'example.com, LOCALHOST', '*'])(
    'NO_PROXY=%s goes around it',
    async (NO_PROXY) => {
      await using proxy = await ConnectProxy.start();
      const env = {HTTPS_PROXY: proxy.url, NO_PROXY, NODE_EXTRA_CA_CERTS: ca.path};

      expectProvenBooks(await runSecure(env));
      expect(proxy.targets).toEqual([]);
    },
  );

  test('the proxy itself may speak TLS', async () => {
    await using proxy = await ConnectProxy.start();
    const certificate = await ca.certify('localhost');
    await using relay = await Relay.start({targetUrl: proxy.url, certificate});
    const HTTPS_PROXY = `https://localhost:${relay.port}`;

    expectProvenBooks(await runSecure({HTTPS_PROXY, NODE_EXTRA_CA_CERTS: ca.path}));
    expect(proxy.targets.length).toBeGreaterThanOrEqual(2);
  });

  test.for(['127.0.0.1', '[::1]'])(
    'addresses without a name are checked as they are: %s',
    async (host, {skip}) => {
      const address = host.replace(/^\[|\]$/g, '');
      const started = await Relay.start({
        targetUrl: exchange.restUrl,
        host: address,
        certificate: await ca.certify(address),
      }).catch(() => undefined);
      if (started === undefined) return skip(`no ${address} here`);
      await using relay = started;
      await using proxy = await ConnectProxy.start();
      for (const HTTPS_PROXY of ['', proxy.url]) {
        const finished = await runOnce(
          `wss://${host}:${relay.port}/ws/market`,
          `https://${host}:${relay.port}`,
          {HTTPS_PROXY, NODE_EXTRA_CA_CERTS: ca.path},
        );
        expectProvenBooks(finished);
      }

      expect(new Set(proxy.targets)).toEqual(new Set([`${host}:${relay.port}`]));
    },
  );

  test('plain text to this machine and the demo never use it', async () => {
    await using proxy = await ConnectProxy.start();
    const env = {HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, ALL_PROXY: proxy.url};

    expectProvenBooks(await runOnce(exchange.wsUrl, exchange.restUrl, env));
    const demo = await runProgram(['--demo', '--once'], {env: {...NO_VARIABLES, ...env}});
    expect(demo.exitCode).toBe(0);
    expect(proxy.targets).toEqual([]);
  });

  test.each([
    [407, 'asks for another user name or password (HTTP 407)'],
    [403, 'does not allow it (HTTP 403)'],
    [502, 'cannot reach it (HTTP 502)'],
  ])('that answers %i is named, its credentials are not', async (status, words) => {
    await using proxy = await ConnectProxy.start({status});
    const HTTPS_PROXY = proxy.url.replace('//', '//jo:s3cret@');
    const {exitCode, stdout, stderr} = await runSecure({HTTPS_PROXY});

    expect({exitCode, stdout}).toEqual({exitCode: 1, stdout: ''});
    expect(stderr).toContain(
      `Cannot reach localhost:${front.port}: the proxy ${proxy.host} ${words}`,
    );
    expect(stderr).not.toContain('s3cret');
  });

  test('that is not there is named, its credentials are not', async () => {
    const proxy = await ConnectProxy.start();
    const {host} = proxy;
    await proxy[Symbol.asyncDispose]();
    const {exitCode, stderr} = await runSecure({HTTPS_PROXY: `http://jo:s3cret@${host}`});

    expect(exitCode).toBe(1);
    expect(stderr).toContain(`the proxy ${host} refused the connection`);
    expect(stderr).not.toContain('s3cret');
  });

  test('a variable that names no HTTP proxy is a sentence, not a fault', async () => {
    const {exitCode, stderr} = await runSecure({HTTPS_PROXY: 'socks5://jo:s3cret@proxy.example:1'});

    expect(exitCode).toBe(1);
    expect(stderr).toContain('HTTPS_PROXY names no HTTP proxy: "proxy.example:1"');
    expect(stderr).not.toContain('s3cret');
  });
});

describe('with an authority of its own', () => {
  test('a direct way needs NODE_EXTRA_CA_CERTS and nothing else', async () => {
    expectProvenBooks(await runSecure({NODE_EXTRA_CA_CERTS: ca.path}));
  });

  test.each([true, false])(
    'without it REST says what to set (through a proxy: %s)',
    async (isProxied) => {
      await using proxy = await ConnectProxy.start();
      const {exitCode, stdout, stderr} = await runSecure(isProxied ? {HTTPS_PROXY: proxy.url} : {});

      expect({exitCode, stdout}).toEqual({exitCode: 1, stdout: ''});
      expect(stderr).toContain('its certificate is not trusted');
      expect(stderr).toContain('NODE_EXTRA_CA_CERTS');
      expect(proxy.targets.length > 0).toBe(isProxied);
    },
  );

  test.each([true, false])(
    'without it the WebSocket says what to set (through a proxy: %s)',
    async (isProxied) => {
      await using proxy = await ConnectProxy.start();
      let status = '';
      await runProgram(
        [
          ...[SLUG, '--json', '--ws-url', `wss://localhost:${front.port}/ws/market`],
          ...['--gamma-url', exchange.restUrl, '--clob-url', exchange.restUrl],
        ],
        {
          env: {...NO_VARIABLES, ...(isProxied && {HTTPS_PROXY: proxy.url})},
          onStdout: (text, kill) => {
            status = /^.*backing_off.*$/m.exec(text)?.[0] ?? '';
            if (status !== '') kill('SIGTERM');
          },
        },
      );

      expect(status).toContain('its certificate is not trusted (see NODE_EXTRA_CA_CERTS)');
      expect(proxy.targets.length > 0).toBe(isProxied);
    },
  );
});

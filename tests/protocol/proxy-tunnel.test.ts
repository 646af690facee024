import {describe, expect, test} from 'vitest';
import {loadTunnel} from '../../src/connection/proxy-tunnel.js';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {ConnectProxy} from '../support/connect-proxy.js';
import {eventually} from '../support/eventually.js';
import {marketOf} from '../support/listed-market.js';
import {LiveFeed} from '../support/live-feed.js';
import {makePrivateCa} from '../support/private-ca.js';
import {Relay} from '../support/relay.js';
import {createTemporaryFolder} from '../support/temporary-folder.js';

async function throughProxy(
  exchange: ExchangeServer,
  {url, host}: {readonly url: string; readonly host: string},
  connectTimeoutMs = 10_000,
): Promise<LiveFeed> {
  return new LiveFeed(exchange.wsUrl, [marketOf(exchange)], {
    openTunnel: await loadTunnel({url, host}),
    limits: {connectTimeoutMs},
  });
}

describe('a WebSocket through a proxy', () => {
  test('brings whole books, and again through a new tunnel after it was cut', async () => {
    await using exchange = await ExchangeServer.start({seed: 5, rate: 300});
    await using proxy = await ConnectProxy.start();
    await using feed = await throughProxy(exchange, proxy);
    await eventually(() => feed.connection.state.phase === 'live', 'live');
    exchange.terminateAll();
    await eventually(() => feed.connection.reconnects === 1, 'a second socket');
    exchange.pauseFeed();
    await eventually(() => feed.differences(exchange).length === 0, "the exchange's books");

    const target = new URL(exchange.wsUrl).host;
    expect(proxy.targets).toEqual([target, target]);
    expect(feed.reasons).toEqual(['the connection broke off']);
    await feed.connection.close();
    await eventually(() => proxy.connections === 0, 'no connection left');
  });

  test.each([
    [407, 'asks for another user name or password (HTTP 407)'],
    [502, 'cannot reach it (HTTP 502)'],
    [418, 'answered with HTTP 418'],
  ])('that is answered %d says that it was the proxy', async (status, words) => {
    await using exchange = await ExchangeServer.start({seed: 5});
    await using proxy = await ConnectProxy.start({status});
    const url = proxy.url.replace('//', '//jo:s3cret@');
    await using feed = await throughProxy(exchange, {url, host: proxy.host});
    await eventually(() => feed.reasons.length === 2, 'two refusals');

    expect(feed.reasons[0]).toBe(`the proxy ${proxy.host} ${words}`);
    await eventually(() => proxy.connections === 0, 'no connection left');
  });

  test('says that it is the certificate of the proxy that nobody knows', async () => {
    using folder = createTemporaryFolder();
    await using exchange = await ExchangeServer.start({seed: 5});
    await using proxy = await ConnectProxy.start();
    const certificate = await (await makePrivateCa(folder.path)).certify('localhost');
    await using relay = await Relay.start({targetUrl: proxy.url, certificate});
    const host = `localhost:${relay.port}`;
    await using feed = await throughProxy(exchange, {url: `https://${host}`, host});
    await eventually(() => feed.reasons.length > 0, 'a failure');

    expect(feed.reasons[0]).toBe(
      `the certificate of the proxy ${host} is not trusted (see NODE_EXTRA_CA_CERTS)`,
    );
  });

  test('that asks for credentials gets those of its address', async () => {
    await using exchange = await ExchangeServer.start({seed: 5, rate: 300});
    await using proxy = await ConnectProxy.start({credentials: 'jo:p@ss'});
    const url = proxy.url.replace('//', '//jo:p%40ss@');
    await using feed = await throughProxy(exchange, {url, host: proxy.host});
    await eventually(() => feed.connection.state.phase === 'live', 'live');
  });

  test('that is not there, or says nothing, is given up in time and tried again', async () => {
    await using exchange = await ExchangeServer.start({seed: 5});
    const gone = await ConnectProxy.start();
    const {url, host} = gone;
    await gone[Symbol.asyncDispose]();
    await using unreachable = await throughProxy(exchange, {url, host});
    await eventually(() => unreachable.reasons.length === 2, 'two failures');
    expect(unreachable.reasons[0]).toBe(`the proxy ${host} refused the connection`);

    await using mute = await ConnectProxy.start({isMute: true});
    await using feed = await throughProxy(exchange, mute, 100);
    await eventually(() => feed.reasons.length === 2, 'two time-outs');
    expect(feed.reasons[0]).toBe(`the proxy ${mute.host} did not answer in time`);
    await feed.connection.close();
    await eventually(() => mute.connections === 0, 'no connection left');
  });

  test('leaves no connection behind where it is closed before the proxy has answered', async () => {
    await using exchange = await ExchangeServer.start({seed: 5});
    await using mute = await ConnectProxy.start({isMute: true});
    await using feed = await throughProxy(exchange, mute);
    await eventually(() => mute.targets.length === 1, 'a CONNECT');
    await feed.connection.close();
    await eventually(() => mute.connections === 0, 'no connection left');
    expect(feed.connection.state.phase).toBe('closed');
  });
});

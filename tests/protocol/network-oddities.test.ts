// What stands between here and the exchange: portals that want a login, IPv6, missing names.

import {describe, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {RestClient} from '../../src/markets/rest-client.js';
import {eventually} from '../support/eventually.js';
import {createLine} from '../support/feed-line.js';
import {marketOf} from '../support/listed-market.js';
import {LiveFeed} from '../support/live-feed.js';
import {Relay} from '../support/relay.js';
import {RestStub} from '../support/rest-stub.js';

async function firstReason(url: string): Promise<string> {
  await using exchange = await ExchangeServer.start({seed: 5});
  await using feed = new LiveFeed(url, [marketOf(exchange)]);
  await eventually(() => feed.reasons.length > 0, 'a refusal');
  return feed.reasons[0]!;
}

// It answers everything itself, with a page or a redirect to one.
describe('a captive portal', () => {
  test('that answers the WebSocket with a page is not taken for the exchange', async () => {
    await using portal = await RestStub.start(() => ({type: 'text/html', body: '<html>Log in'}));
    expect(await firstReason(portal.url.replace('http', 'ws'))).toBe(
      'a web page answered (HTTP 200): does the network want a login?',
    );
  });

  test.each([
    ['http://login.example/start?x=1', 'redirected to login.example (HTTP 302)'],
    ['/login', 'redirected (HTTP 302)'],
  ])('that redirects the WebSocket to %s is named', async (location, words) => {
    await using portal = await RestStub.start(() => ({
      status: 302,
      headers: {location},
      body: '',
    }));
    expect(await firstReason(portal.url.replace('http', 'ws'))).toBe(
      `${words}: does the network want a login?`,
    );
  });

  test('that redirects REST to its login page is named', async () => {
    await using login = await RestStub.start(() => ({type: 'text/html', body: '<html>Log in'}));
    await using portal = await RestStub.start(() => ({
      status: 302,
      headers: {location: `${login.url}/start`},
      body: '',
    }));
    const {url} = portal;
    const client = new RestClient({endpoints: {gamma: url, clob: url, data: url}});

    await expect(client.get('gamma', '/markets')).rejects.toMatchObject({
      code: 'BAD_REPLY',
      message: `${new URL(url).host} answered /markets with a web page of ${new URL(login.url).host} instead of data`,
    });
  });
});

describe('addresses', () => {
  test('may be of IPv6, where the machine has it', async ({skip}) => {
    await using exchange = await ExchangeServer.start({seed: 5, rate: 300});
    const started = await Relay.start({targetUrl: exchange.restUrl, host: '::1'}).catch(
      () => undefined,
    );
    if (started === undefined) return skip('no ::1 here');
    await using relay = started;
    const url = `http://[::1]:${relay.port}`;
    const client = new RestClient({endpoints: {gamma: url, clob: url, data: url}});
    expect(await client.get('gamma', '/markets', {limit: 1})).toHaveLength(1);

    await using feed = new LiveFeed(`ws://[::1]:${relay.port}/ws/market`, [marketOf(exchange)]);
    await eventually(() => feed.connection.state.phase === 'live', 'live');
  });

  test('that have no name server entry say so', async () => {
    const reasons: string[] = [];
    const connection = createLine(
      'wss://nowhere.invalid/',
      {},
      {
        onState: (_, state) => {
          if (state.phase === 'backing_off') reasons.push(state.reason);
        },
      },
    );
    connection.subscribe(['1']);
    await eventually(() => reasons.length > 0, 'a failure');
    await connection.close();
    expect(reasons[0]).toBe('the name of the host was not found');

    const url = 'https://nowhere.invalid';
    const client = new RestClient({
      endpoints: {gamma: url, clob: url, data: url},
      sleep: () => Promise.resolve(),
    });
    await expect(client.get('gamma', '/')).rejects.toThrow(
      /^Cannot reach nowhere\.invalid: (?:its name could not be resolved|the name server did not answer)/,
    );
  });
});

import {describe, expect, test} from 'vitest';
import {createProxyFetch} from '../../src/markets/proxy-fetch.js';
import {RestClient} from '../../src/markets/rest-client.js';
import {ConnectProxy} from '../support/connect-proxy.js';
import {RestStub, type StubReply} from '../support/rest-stub.js';

/** `findProxy` would never lead plain text to this machine through a proxy. */
function clientOf(url: string, proxy: {readonly url: string; readonly host: string} | undefined) {
  return new RestClient({
    endpoints: {gamma: url, clob: url, data: url},
    fetch: createProxyFetch(() => proxy),
    sleep: () => Promise.resolve(),
  });
}

const ok = (): StubReply => ({body: {ok: true}});

describe('REST through a proxy', () => {
  test('brings what is asked for, with query and body', async () => {
    await using stub = await RestStub.start(({body, query}) => ({
      body: {body, query: query.get('q')},
    }));
    await using proxy = await ConnectProxy.start();
    const client = clientOf(stub.url, proxy);

    expect(await client.get('gamma', '/a', {q: 'x y'})).toEqual({body: '', query: 'x y'});
    expect(await client.post('clob', '/b', [1])).toEqual({body: '[1]', query: null});
    expect(new Set(proxy.targets)).toEqual(new Set([new URL(stub.url).host]));
  });

  test.each([['jo:p@ss'], ['token:']])('sends the credentials %s', async (credentials) => {
    await using stub = await RestStub.start(ok);
    await using proxy = await ConnectProxy.start({credentials});
    const [user = '', password = ''] = credentials.split(':');
    const url = proxy.url.replace('//', `//${user}:${encodeURIComponent(password)}@`);

    expect(await clientOf(stub.url, {url, host: proxy.host}).get('gamma', '/a')).toEqual({
      ok: true,
    });
  });

  test('serves a host without a proxy as well', async () => {
    await using stub = await RestStub.start(ok);
    expect(await clientOf(stub.url, undefined).get('gamma', '/a')).toEqual({ok: true});
  });

  test('tells a fault of the host from one of the proxy', async () => {
    await using stub = await RestStub.start(() => 'cut');
    await using proxy = await ConnectProxy.start();
    await using refusing = await ConnectProxy.start({status: 503});

    await expect(clientOf(stub.url, proxy).get('gamma', '/a')).rejects.toMatchObject({
      message: expect.not.stringContaining('proxy') as string,
    });
    await expect(clientOf(stub.url, refusing).get('gamma', '/a')).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: `Cannot reach ${new URL(stub.url).host}: the proxy ${refusing.host} cannot reach it (HTTP 503)`,
      hint: 'HTTPS_PROXY names the proxy, NO_PROXY hosts without one',
    });
  });
});

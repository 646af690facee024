// `fetch` through a proxy, of which that of Node 20 knows nothing.

import type {ProxyAgent} from 'undici';
import type {HttpProxy} from '../domain/http-proxy.js';
import {blameProxy} from './network-failure.js';

/**
 * Loads its library with the first request, so that nobody without a proxy pays for it. Hosts that
 * need no proxy are served as well: Node's own `fetch` does not get on with another version of
 * the library that it is made of.
 */
export function createProxyFetch(
  proxyOf: (url: string) => HttpProxy | undefined,
): typeof globalThis.fetch {
  const agents = new Map<string, ProxyAgent>();

  const proxyFetch = async (input: string | URL, init?: object): Promise<unknown> => {
    // A bundled CommonJS module has no named exports.
    const {fetch, ProxyAgent} = (await import('undici')).default;
    const url = String(input);
    const proxy = proxyOf(url);
    if (proxy === undefined) return fetch(url, init);

    let dispatcher = agents.get(proxy.url);
    if (dispatcher === undefined) {
      dispatcher = new ProxyAgent({uri: proxy.url, ...authorizationOf(proxy)});
      agents.set(proxy.url, dispatcher);
    }

    try {
      return await fetch(url, {...init, dispatcher});
    } catch (error) {
      throw blameProxy(error, proxy.host);
    }
  };

  // The library's types are a newer edition of Node's own, for the same functions.
  return proxyFetch as typeof globalThis.fetch;
}

/** By itself the library sends credentials only where there is a password as well. */
function authorizationOf(proxy: HttpProxy): {token?: string} {
  const {username, password} = new URL(proxy.url);
  if (username === '') return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {token: `Basic ${Buffer.from(credentials).toString('base64')}`};
}

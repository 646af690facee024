// Which hosts the program talks to, each once, and by which way: as for the viewer, the environment says.

import {isIP} from 'node:net';
import type {HttpProxy} from '../domain/http-proxy.js';
import {PolybookError} from '../domain/problem.js';

export type Way =
  | {readonly kind: 'direct'}
  | {readonly kind: 'proxied'; readonly proxy: HttpProxy}
  /** The environment names a proxy that cannot be one. */
  | {readonly kind: 'unusable'; readonly problem: PolybookError};

export type Route = Endpoint & {
  readonly isSecure: boolean;
  readonly way: Way;
};

export type Endpoint = {
  /** As it is looked up and connected to: an IPv6 address without its brackets. */
  readonly hostname: string;
  readonly port: number;
  /** `host:port`, for people. */
  readonly host: string;
  readonly isAddress: boolean;
};

/** Throws a `PolybookError` where the environment names a proxy that cannot be one. */
export type FindProxy = (url: string) => HttpProxy | undefined;

/** Addresses that have host, port and security in common share one route. */
export function planRoutes(
  urls: readonly string[],
  findProxy: FindProxy,
): ReadonlyMap<string, Route> {
  const routes = new Map<string, Route>();
  const byUrl = new Map<string, Route>();
  for (const url of urls) {
    const route = routeOf(url, findProxy);
    const key = `${route.host} ${route.isSecure}`;
    if (!routes.has(key)) routes.set(key, route);
    byUrl.set(url, routes.get(key)!);
  }

  return byUrl;
}

export function endpointOf(url: URL): Endpoint {
  const isSecure = isSecureProtocol(url);
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port);
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  return {hostname, port, host: `${url.hostname}:${port}`, isAddress: isIP(hostname) !== 0};
}

function routeOf(text: string, findProxy: FindProxy): Route {
  const url = new URL(text);
  return {...endpointOf(url), isSecure: isSecureProtocol(url), way: wayOf(text, findProxy)};
}

function wayOf(url: string, findProxy: FindProxy): Way {
  try {
    const proxy = findProxy(url);
    return proxy === undefined ? {kind: 'direct'} : {kind: 'proxied', proxy};
  } catch (error) {
    if (!(error instanceof PolybookError)) throw error;
    return {kind: 'unusable', problem: error};
  }
}

function isSecureProtocol({protocol}: URL): boolean {
  return protocol === 'https:' || protocol === 'wss:';
}

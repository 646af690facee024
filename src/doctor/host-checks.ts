// The checks of the way to a host: its name, the connection, the proxy's tunnel, the handshake. Each
// step hands what it has opened to the next.

import type {Socket} from 'node:net';
import {connect, TLSSocket} from 'node:tls';
import type {Clock} from '../domain/clock.js';
import type {Environment, HttpProxy} from '../domain/http-proxy.js';
import {describeProxyFailure, PROXY_HINT} from '../domain/network-words.js';
import {invariant, type PolybookError} from '../domain/problem.js';
import {type Check, failed, notNeeded, passed} from './check.js';
import {checkDns} from './check-dns.js';
import {checkTcp, tcpIsLate} from './check-tcp.js';
import {checkTls} from './check-tls.js';
import {reachThroughProxy} from './reach-through-proxy.js';
import {type Endpoint, endpointOf, type Route} from './routes.js';

const NAME_HINT =
  'Check the network and how the name is spelled; where only a proxy leads out, HTTPS_PROXY has to name it';

export type HostCheckOptions = {
  readonly clock: Clock;
  readonly env: Environment;
};

/** The checks of several hosts, of which some may share a proxy. */
export class HostChecks {
  /** In the order in which they are to be run. */
  readonly all: Check[] = [];
  readonly #options: HostCheckOptions;
  /** The last check of the way to each proxy, by its host; by the sentence where it is none. */
  readonly #proxies = new Map<string, Check>();
  readonly #sockets = new Set<Socket>();

  constructor(options: HostCheckOptions) {
    this.#options = options;
  }

  /** Adds those of a route; whatever talks to its host needs the check that is returned. */
  add(route: Route): Check {
    const {way} = route;
    switch (way.kind) {
      case 'unusable':
        return this.#addUnusable(way.problem);
      case 'proxied':
        return this.#addProxied(route, way.proxy);
      case 'direct': {
        let open: Socket | undefined;
        const tcp = this.#addConnection(route, undefined, (socket) => {
          if (route.isSecure) open = socket;
          else socket.destroy();
        });
        return this.#addTls(route, tcp, () => ({
          socket: connect({
            ...{host: route.hostname, port: route.port, rejectUnauthorized: false},
            ...(open !== undefined && {socket: open}),
            ...(!route.isAddress && {servername: route.hostname}),
          }),
          cut: () => open?.destroy(),
        }));
      }
    }
  }

  /** Cuts what is still open. */
  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #addUnusable({message, hint}: PolybookError): Check {
    let check = this.#proxies.get(message);
    if (check === undefined) {
      check = this.#add({
        ...{name: 'proxy', target: 'environment', needs: []},
        run: () => Promise.resolve(failed(message, hint)),
      });
      this.#proxies.set(message, check);
    }

    return check;
  }

  #addProxied(route: Route, proxy: HttpProxy): Check {
    let way = this.#proxies.get(proxy.host);
    if (way === undefined) {
      const endpoint = endpointOf(new URL(proxy.url));
      way = this.#addConnection(endpoint, PROXY_HINT, (socket) => socket.destroy());
      this.#proxies.set(proxy.host, way);
    }

    const tunnel = this.#add({
      ...{name: 'tunnel', target: route.host, needs: [way]},
      whenLate: () => failed(describeProxyFailure(proxy.host, 'ETIMEDOUT'), PROXY_HINT),
      run: async (signal) => {
        const {cut} = await reachThroughProxy(proxy, route, false, signal);
        cut();
        return passed(`the proxy ${proxy.host} leads there`);
      },
    });
    return this.#addTls(route, tunnel, async (signal) => {
      const {socket, cut} = await reachThroughProxy(proxy, route, true, signal);
      invariant(socket instanceof TLSSocket, 'the tunnel of a secure host speaks TLS');
      return {socket, cut};
    });
  }

  #addConnection(
    endpoint: Endpoint,
    hint: string | undefined,
    keep: (socket: Socket) => void,
  ): Check {
    const dns = this.#add({
      ...{name: 'dns', target: endpoint.hostname, needs: []},
      run: () => checkDns(endpoint, hint ?? NAME_HINT),
    });
    return this.#add({
      ...{name: 'tcp', target: endpoint.host, needs: [dns]},
      whenLate: () => tcpIsLate(hint),
      run: (signal) =>
        checkTcp(
          endpoint,
          hint,
          (socket) => {
            this.#sockets.add(socket);
            keep(socket);
          },
          signal,
        ),
    });
  }

  #addTls(
    {host, isSecure}: Route,
    need: Check,
    open: (signal: AbortSignal) => Opened | Promise<Opened>,
  ): Check {
    return this.#add({
      ...{name: 'tls', target: host, needs: [need]},
      run: async (signal) => {
        if (!isSecure) return notNeeded('this address is plain text');
        const {clock, env} = this.#options;
        const {socket, cut} = await open(signal);
        try {
          return await checkTls(socket, clock.wallMs(), env, signal);
        } finally {
          socket.destroy();
          cut();
        }
      },
    });
  }

  #add(check: Check): Check {
    this.all.push(check);
    return check;
  }
}

type Opened = {readonly socket: TLSSocket; readonly cut: () => void};

// All checks in their order: what each of them needs stands here.

import {createWebSocketOpener} from '../connection/web-socket-link.js';
import {loadTunnel} from '../connection/proxy-tunnel.js';
import type {Clock, Timers} from '../domain/clock.js';
import type {Environment} from '../domain/http-proxy.js';
import type {Market} from '../domain/market.js';
import type {Endpoints} from '../markets/endpoints.js';
import {createProxyFetch} from '../markets/proxy-fetch.js';
import type {Check} from './check.js';
import {judgeTerminal, type TerminalFacts} from './check-terminal.js';
import {buildFeedChecks, FEED_LIMITS, type FeedLimits} from './feed-checks.js';
import {FeedProbe} from './feed-probe.js';
import {findMarket} from './find-market.js';
import {HostChecks} from './host-checks.js';
import {RestChecks} from './rest-checks.js';
import {type FindProxy, planRoutes, type Route} from './routes.js';

export type DoctorPlan = {
  readonly wsUrl: string;
  readonly endpoints: Endpoints;
  /** What the user named; the busiest market without. */
  readonly reference: string | undefined;
  readonly findProxy: FindProxy;
  readonly env: Environment;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly askTerminal: (signal: AbortSignal) => Promise<TerminalFacts>;
  readonly limits?: Partial<FeedLimits>;
};

export type CheckList = {
  readonly checks: readonly Check[];
  /** Closes all that is open, whatever has run. */
  readonly close: () => Promise<void>;
};

export async function listChecks(plan: DoctorPlan): Promise<CheckList> {
  const {wsUrl, endpoints, reference, findProxy, clock, timers} = plan;
  const {clob, gamma, data} = endpoints;
  const routes = planRoutes([wsUrl, clob, gamma, data], findProxy);
  const hosts = new HostChecks(plan);
  const ways = new Map<Route, Check>();
  for (const route of new Set(routes.values())) ways.set(route, hosts.add(route));
  const wayTo = (url: string): Check => ways.get(routes.get(url)!)!;

  const isProxied = [...ways.keys()].some(({way}) => way.kind === 'proxied');
  const fetch = isProxied ? createProxyFetch(findProxy) : undefined;
  const rest = new RestChecks({endpoints, fetch, clock});
  const listing = rest.checkOf('gamma', wayTo(gamma));
  let found: Market | undefined;
  const market: Check = {
    ...{name: 'market', target: reference ?? 'the busiest one', needs: [listing]},
    run: async (signal) => {
      const {client, top} = rest;
      const {market, finding} = await findMarket(reference, top[0], client.withSignal(signal));
      found = market;
      return finding;
    },
  };

  const socketRoute = routes.get(wsUrl)!;
  const probe = new FeedProbe(await createOpener(wsUrl, socketRoute), clock);
  const feed = buildFeedChecks(
    {
      ...{probe, clock, timers, target: socketRoute.host},
      limits: {...FEED_LIMITS, ...plan.limits},
      market: () => found,
      restClock: () => rest.clockEstimate,
    },
    {way: wayTo(wsUrl), market},
  );
  const terminal: Check = {
    ...{name: 'terminal', target: plan.env.TERM ?? 'unnamed', needs: []},
    run: async (signal) => judgeTerminal(await plan.askTerminal(signal)),
  };
  return {
    checks: [
      ...hosts.all,
      ...[rest.checkOf('clob', wayTo(clob)), listing, rest.checkOf('data', wayTo(data))],
      ...[market, ...feed, terminal],
    ],
    close: async () => {
      hosts.close();
      await probe.close();
    },
  };
}

async function createOpener(url: string, {way}: Route) {
  const openTunnel = way.kind === 'proxied' ? await loadTunnel(way.proxy) : undefined;
  return createWebSocketOpener({url, openTunnel});
}

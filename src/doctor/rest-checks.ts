// One cheap question to each of the REST services: whether it answers, and as the exchange does.

import type {Clock} from '../domain/clock.js';
import type {Market} from '../domain/market.js';
import {topMarkets} from '../markets/browse-markets.js';
import type {ApiName, Endpoints} from '../markets/endpoints.js';
import {RestClient} from '../markets/rest-client.js';
import {type Check, failed, type Finding, passed} from './check.js';
import type {OffsetEstimate} from '../metrics/clock-offset.js';
import {endpointOf} from './routes.js';

const OTHER_SERVICE_HINT =
  'Another service may answer there: check the address, or look for a newer polybook-tui';

/** The first one that is open is taken; a few more, should it be paused. */
const LISTED_MARKETS = 5;

export type RestCheckOptions = {
  readonly endpoints: Endpoints;
  /** Default: the global one, which knows no proxy. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly clock: Clock;
};

/** What the replies told beside that all is well. */
export class RestChecks {
  /** Asks once: whether it works at the third try is not the question. */
  readonly client: RestClient;
  /** The open markets with the highest volume, once Gamma was asked. */
  top: readonly Market[] = [];
  /** This machine's clock minus that of the CLOB, once it was asked. */
  clockEstimate: OffsetEstimate | undefined;
  readonly #options: RestCheckOptions;
  #status = 0;

  constructor(options: RestCheckOptions) {
    const {endpoints, fetch = globalThis.fetch} = options;
    this.#options = options;
    this.client = new RestClient({
      endpoints,
      maxTries: 1,
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        this.#status = response.status;
        return response;
      },
    });
  }

  checkOf(api: ApiName, need: Check): Check {
    const ask = {clob: this.#askClob, gamma: this.#askGamma, data: this.#askData}[api];
    return {
      name: `rest-${api}`,
      target: endpointOf(new URL(this.#options.endpoints[api])).host,
      needs: [need],
      run: (signal) => ask(this.client.withSignal(signal)),
    };
  }

  /** `/time` is in whole seconds, the past one. */
  readonly #askClob = async (client: RestClient): Promise<Finding> => {
    const {clock} = this.#options;
    const startMs = clock.wallMs();
    const seconds = await client.get('clob', '/time');
    if (typeof seconds !== 'number') return this.#refuse('/time');
    const endMs = clock.wallMs();
    this.clockEstimate = {
      offsetMs: (startMs + endMs) / 2 - (seconds * 1000 + 500),
      uncertaintyMs: 500 + (endMs - startMs) / 2,
    };
    return this.#accept('it tells the time');
  };

  readonly #askGamma = async (client: RestClient): Promise<Finding> => {
    this.top = await topMarkets(client, LISTED_MARKETS);
    const count = this.top.length;
    return count === 0 ? this.#refuse('/markets') : this.#accept('it lists open markets');
  };

  readonly #askData = async (client: RestClient): Promise<Finding> => {
    const trades = await client.get('data', '/trades', {limit: 1});
    return Array.isArray(trades) ? this.#accept('it lists trades') : this.#refuse('/trades');
  };

  #accept(words: string): Finding {
    return passed(`HTTP ${this.#status}, ${words}`, {http_status: this.#status});
  }

  #refuse(path: string): Finding {
    const what = this.#status === 404 || this.#status === 410 ? '' : ' and something else';
    return failed(`${path} is answered with HTTP ${this.#status}${what}`, OTHER_SERVICE_HINT, {
      http_status: this.#status,
    });
  }
}

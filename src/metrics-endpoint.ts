// `--metrics`: what the program measures, for other programs on this machine. All of it is read in the
// main thread from memory that it shares with the others, which are asked nothing.

import packageJson from '../package.json' with {type: 'json'};
import type {Clock} from './domain/clock.js';
import type {Catalog} from './domain/session.js';
import {buildFamilies} from './exporter/build-families.js';
import {formatFamilies} from './exporter/format-families.js';
import {startHttpEndpoint, textPage} from './exporter/http-endpoint.js';
import type {HttpEndpoint, Page} from './exporter/http-endpoint.js';
import {formatHealth, judgeHealth} from './exporter/judge-health.js';
import type {Readout} from './exporter/readout.js';
import type {Feed} from './feed.js';
import type {Log} from './log-file.js';
import type {Shutdown} from './shutdown.js';

export type MetricsEndpointOptions = {
  /** 0 for any that is free; the one that was taken is then said on stderr. */
  readonly port: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly shutdown: Shutdown;
};

export class MetricsEndpoint {
  readonly #clock: Clock;
  readonly #shutdown: Shutdown;
  readonly #startedUs: number;
  #http: HttpEndpoint | undefined;
  #read: (() => Readout) | undefined;

  private constructor({clock, shutdown}: MetricsEndpointOptions) {
    this.#clock = clock;
    this.#shutdown = shutdown;
    this.#startedUs = clock.nowUs();
  }

  /** Before the screen is taken, so that a port that can't be had is said where it can be read. */
  static async open(options: MetricsEndpointOptions): Promise<MetricsEndpoint> {
    const endpoint = new MetricsEndpoint(options);
    const {port, log} = options;
    endpoint.#http = await startHttpEndpoint({
      port,
      pages: {
        '/metrics': () => endpoint.#toMetrics(),
        '/health': () => endpoint.#toHealth(),
      },
      onError: (error) => {
        log.write('error', 'A request for metrics failed', {error: String(error)});
      },
    });
    endpoint.#closeAtEnd();
    const url = `http://127.0.0.1:${endpoint.#http.port}`;
    log.write('info', 'Metrics are served', {url});
    if (port === 0) process.stderr.write(`polybook-tui: metrics are served on ${url}/metrics.\n`);
    return endpoint;
  }

  /** From now on it tells of this feed. `catalog` names its books. */
  tellOf(feed: Pick<Feed, 'status' | 'source' | 'board' | 'newest'>, catalog: () => Catalog): void {
    const {status, source, board, newest} = feed;
    this.#read = () => {
      const {heapUsed, rss} = process.memoryUsage();
      const {state, downReason, restarts, connectionReason} = status;
      // The time comes last: nothing that is told is newer.
      const snapshot = newest.look();
      return {
        snapshot,
        catalog: catalog(),
        board,
        source,
        worker: {state, reason: downReason, restarts},
        connectionReason,
        mainHeapBytes: heapUsed,
        residentBytes: rss,
        version: packageJson.version,
        startedUs: this.#startedUs,
        nowUs: this.#clock.nowUs(),
      };
    };
    // Of what is added last the end comes first: nobody reads a feed that is closing.
    this.#closeAtEnd();
  }

  #closeAtEnd(): void {
    this.#shutdown.add(() => {
      this.#http?.close();
    });
  }

  async #toMetrics(): Promise<Page> {
    if (this.#read === undefined) return textPage(503, 'The feed is being started');
    const {contentType, text} = await formatFamilies(buildFamilies(this.#read()));
    return {status: 200, contentType, body: text};
  }

  #toHealth(): Page {
    if (this.#read === undefined) return jsonPage(503, '{"status":"starting"}');
    const readout = this.#read();
    return jsonPage(judgeHealth(readout).status === 'ok' ? 200 : 503, formatHealth(readout));
  }
}

function jsonPage(status: number, line: string): Page {
  return {status, contentType: 'application/json; charset=utf-8', body: `${line}\n`};
}

// The only file that calls `fetch`: time-outs, retries and replies that are not what was asked for.

import {setTimeout as delay} from 'node:timers/promises';
import {PolybookError} from '../domain/problem.js';
import type {ApiName, Endpoints} from './endpoints.js';
import {type Attempt, judgeReply, refuseLongReply} from './judge-reply.js';
import {describeNetworkFailure, hintForNetworkFailure} from './network-failure.js';
import {readReply} from './read-reply.js';

/**
 * The exchange delays requests over its rate limit instead of refusing them, so a slow reply is
 * normal, but not for this long (https://docs.polymarket.com/quickstart/introduction/rate-limits).
 */
export const REQUEST_TIMEOUT_MS = 8000;

export const MAX_TRIES = 3;

/** Longest pause before the second try; it doubles for the third. */
const BACKOFF_MS = 400;

/** A server that asks for a longer pause than this is not waited for that long. */
const MAX_PAUSE_MS = 3000;

export type RestClientOptions = {
  readonly endpoints: Endpoints;
  /** Default: the global one, which knows no proxy. */
  readonly fetch?: typeof globalThis.fetch;
  /** Waits between tries; must reject or resolve early when the signal aborts. */
  readonly sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Jitter, in [0, 1). */
  readonly random?: () => number;
  /** A signal that aborts after so many ms: the time-out of one try. */
  readonly createTimeout?: (ms: number) => AbortSignal;
  /** How often a request is tried; default 3. */
  readonly maxTries?: number;
  /** Gives up everything this client is doing; its reason is thrown. */
  readonly signal?: AbortSignal;
};

/** Values of a query string, not yet escaped; a list is a parameter that is there several times. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[]>>;

type Request = {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly body: string | undefined;
};

export class RestClient {
  readonly #options: RestClientOptions;

  constructor(options: RestClientOptions) {
    this.#options = options;
  }

  /** The same client, whose requests are given up as well when `signal` aborts. */
  withSignal(signal: AbortSignal): RestClient {
    const signals = [this.#options.signal ?? [], signal].flat();
    return new RestClient({...this.#options, signal: AbortSignal.any(signals)});
  }

  /** The same client, which tries each request so often at most. */
  withMaxTries(maxTries: number): RestClient {
    return new RestClient({...this.#options, maxTries});
  }

  /** The JSON of the reply, unchecked; undefined for 404 and 410. */
  async get(api: ApiName, path: string, query: Query = {}): Promise<unknown> {
    const url = this.#url(api, path);
    for (const [name, value] of Object.entries(query)) {
      for (const one of [value].flat()) url.searchParams.append(name, String(one));
    }

    return this.#send({method: 'GET', url, body: undefined});
  }

  /** The JSON of the reply, unchecked; undefined for 404 and 410. Only for queries: it is retried. */
  async post(api: ApiName, path: string, body: unknown): Promise<unknown> {
    return this.#send({method: 'POST', url: this.#url(api, path), body: JSON.stringify(body)});
  }

  #url(api: ApiName, path: string): URL {
    return new URL(this.#options.endpoints[api].replace(/\/+$/, '') + path);
  }

  async #send(request: Request): Promise<unknown> {
    const {signal, sleep = sleepFor, random = Math.random, maxTries = MAX_TRIES} = this.#options;

    for (let tries = 1; ; tries++) {
      signal?.throwIfAborted();
      const attempt = await this.#attempt(request);
      if (attempt.kind === 'answered') return attempt.json;
      signal?.throwIfAborted();
      if (attempt.kind === 'failed' || tries === maxTries) throw attempt.problem;

      const backoffMs = BACKOFF_MS * 2 ** (tries - 1) * (0.5 + random() / 2);
      await sleep(Math.min(Math.max(backoffMs, attempt.pauseMs ?? 0), MAX_PAUSE_MS), signal);
    }
  }

  async #attempt({method, url, body}: Request): Promise<Attempt> {
    const {fetch = globalThis.fetch, createTimeout = timeoutAfter, signal} = this.#options;
    const timeout = createTimeout(REQUEST_TIMEOUT_MS);

    let response: Response;
    let text: string | undefined;
    try {
      response = await fetch(url, {
        method,
        headers: {
          accept: 'application/json',
          'user-agent': 'polybook-tui',
          ...(body !== undefined && {'content-type': 'application/json'}),
        },
        signal: AbortSignal.any([signal ?? [], timeout].flat()),
        ...(body !== undefined && {body}),
      });
      text = await readReply(response);
    } catch (cause) {
      const reason = timeout.aborted
        ? `no answer within ${REQUEST_TIMEOUT_MS / 1000} s`
        : describeNetworkFailure(cause);
      return {
        kind: 'worth_a_retry',
        problem: new PolybookError('UNREACHABLE', `Cannot reach ${url.host}: ${reason}`, {
          cause,
          hint: hintForNetworkFailure(cause),
        }),
      };
    }

    return text === undefined ? refuseLongReply(url) : judgeReply(url, response, text);
  }
}

async function sleepFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  // An abort ends the wait like its end would: the caller looks at the signal itself.
  await delay(ms, undefined, {signal}).catch(() => undefined);
}

function timeoutAfter(ms: number): AbortSignal {
  return AbortSignal.timeout(ms);
}

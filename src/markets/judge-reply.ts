// What an HTTP reply amounts to: never assumed to be JSON, since proxies and filters answer too.

import {isNestedDeeperThan} from '../domain/json-depth.js';
import {toPlainText} from '../domain/plain-text.js';
import {PolybookError} from '../domain/problem.js';
import {MAX_REPLY_BYTES} from './read-reply.js';

/** Of a longer error only the beginning is looked at. */
const MAX_SAID_LENGTH = 1_000;

/** What is shown of a host that somebody else names. */
const MAX_HOST_LENGTH = 80;

/** Replies of the exchange nest half as deeply, if that. */
const MAX_REPLY_DEPTH = 64;

/** `json` is undefined where the server says that there is no such thing. */
export type Attempt =
  | {readonly kind: 'answered'; readonly json: unknown}
  | {readonly kind: 'failed'; readonly problem: PolybookError}
  | {readonly kind: 'worth_a_retry'; readonly problem: PolybookError; readonly pauseMs?: number};

export function judgeReply(url: URL, response: Response, text: string): Attempt {
  const {status} = response;
  // The body of a 404 does not matter: some services write JSON, others a page.
  if (status === 404 || status === 410) return {kind: 'answered', json: undefined};

  if (!response.ok) {
    const said = isPage(response, text)
      ? 'a web page'
      : toPlainText(text.slice(0, MAX_SAID_LENGTH), 120);
    const problem = new PolybookError(
      'BAD_REPLY',
      `${url.host} answered ${url.pathname} with HTTP ${status}${said === '' ? '' : `: ${said}`}`,
      {
        hint: status === 429 || status >= 500 ? 'Try again in a minute' : blockedHint(status),
        retryAfterMs: retryAfterMs(response),
      },
    );
    if (status !== 429 && status < 500) return {kind: 'failed', problem};
    return {kind: 'worth_a_retry', problem, pauseMs: retryAfterMs(response)};
  }

  try {
    if (isNestedDeeperThan(text, MAX_REPLY_DEPTH)) throw new SyntaxError('Nested without end');
    return {kind: 'answered', json: JSON.parse(text) as unknown};
  } catch (cause) {
    const what = isPage(response, text) ? 'a web page' : 'broken JSON';
    const problem = new PolybookError(
      'BAD_REPLY',
      `${url.host} answered ${url.pathname} with ${what}${redirectOf(url, response)} instead of data`,
      {cause, hint: 'A login page, a proxy or a filter of the network may answer in its place'},
    );
    return {kind: 'failed', problem};
  }
}

/** Asking again would bring as much again. */
export function refuseLongReply(url: URL): Attempt {
  const limit = `${MAX_REPLY_BYTES / 1024 / 1024} MiB`;
  return {
    kind: 'failed',
    problem: new PolybookError(
      'BAD_REPLY',
      `${url.host} answered ${url.pathname} with more than ${limit}, which is not read to its end`,
      {hint: 'A proxy or a filter of the network may answer in its place'},
    ),
  };
}

/** A network that wants a login first sends every request to a host of its own. */
function redirectOf(url: URL, response: Response): string {
  if (!response.redirected) return '';
  const {host} = new URL(response.url);
  return host === url.host ? '' : ` of ${toPlainText(host, MAX_HOST_LENGTH)}`;
}

function isPage(response: Response, text: string): boolean {
  return (response.headers.get('content-type') ?? '').includes('html') || /^\s*</.test(text);
}

function blockedHint(status: number): string {
  return status === 401 || status === 403 || status === 451
    ? 'The exchange, a proxy or a filter of the network refuses requests from here'
    : 'The exchange may have changed; look for a newer polybook-tui';
}

/** `Retry-After` in its form of seconds; the form of a date is not worth a clock here. */
function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? 0);
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : 0;
}

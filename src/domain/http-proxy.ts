// Which proxy the environment names for an address. REST and WebSocket ask the same function, so
// that they never disagree; the demo asks nobody, since its exchange is in this very process.

import {toPlainText} from './plain-text.js';
import {PolybookError} from './problem.js';

export type HttpProxy = {
  /** With the credentials, if any: never to be shown. */
  readonly url: string;
  /** `host:port`, for people. */
  readonly host: string;
};

export type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Host names may end in a dot, and an IPv6 address may stand without its brackets. */
const NO_PROXY_ENTRY = /^(?:\*?\.)?(\[[^\]]+\]|[^:]+?)\.?(?::(\d+))?$/;

const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  'http:': '80',
  'ws:': '80',
  'https:': '443',
  'wss:': '443',
};

/**
 * The proxy of `HTTPS_PROXY` (`https:`, `wss:`), `HTTP_PROXY` (`http:`, `ws:`) or `ALL_PROXY`, unless
 * `NO_PROXY` excepts the host; undefined where the way is direct. The lower-case spelling goes
 * first, as everywhere. Plain text to this machine itself is always direct: no proxy elsewhere
 * could reach it. Throws a `PolybookError` where the variable names no HTTP proxy.
 */
export function findProxy(url: URL, env: Environment): HttpProxy | undefined {
  const isSecure = url.protocol === 'https:' || url.protocol === 'wss:';
  const host = url.hostname.replace(/\.$/, '');
  if (!isSecure && LOOPBACK.test(host)) return undefined;

  const names = [isSecure ? 'HTTPS_PROXY' : 'HTTP_PROXY', 'ALL_PROXY'];
  const variable = names.find((name) => readVariable(env, name) !== '');
  if (variable === undefined) return undefined;

  const port = url.port === '' ? DEFAULT_PORTS[url.protocol] : url.port;
  const exceptions = readVariable(env, 'NO_PROXY')
    .toLowerCase()
    .split(/[\s,]+/);
  if (exceptions.some((entry) => isExcepted(entry, host, port))) return undefined;
  return parseProxy(readVariable(env, variable), variable);
}

function readVariable(env: Environment, name: string): string {
  return env[name.toLowerCase()]?.trim() || env[name]?.trim() || '';
}

/** `example.com`, `.example.com` and `*.example.com` all mean the host and everything below it. */
function isExcepted(entry: string, host: string, port: string | undefined): boolean {
  if (entry === '*') return true;
  const [, name = `[${entry}]`, onlyPort = port] = NO_PROXY_ENTRY.exec(entry) ?? [];
  return onlyPort === port && (host === name || host.endsWith(`.${name}`));
}

function parseProxy(value: string, variable: string): HttpProxy {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url !== undefined && isHttp && isDecodable(url.username + url.password)) {
    return {url: url.href, host: url.host};
  }

  // What stands before the `@` is a secret, whatever else is wrong.
  const shown = toPlainText(value.slice(value.lastIndexOf('@') + 1), 80);
  throw new PolybookError('BAD_PROXY', `${variable} names no HTTP proxy: "${shown}"`, {
    hint: 'It takes http://host:port, or http://user:password@host:port with special characters escaped',
  });
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

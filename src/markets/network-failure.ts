import {
  describeProxyFailure,
  describeProxyRefusal,
  isUntrustedCertificate,
  PROXY_HINT,
  UNTRUSTED_HINT,
} from '../domain/network-words.js';

import {toPlainText} from '../domain/plain-text.js';

/** Longest reason in words that are not ours, in characters. */
const MAX_REASON_LENGTH = 120;

/** Words for the codes that Node and its HTTP client give to a request that got no answer. */
const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name could not be resolved',
  EAI_AGAIN: 'the name server did not answer',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection reset',
  UND_ERR_SOCKET: 'the connection closed before the answer was complete',
  ETIMEDOUT: 'connecting timed out',
  UND_ERR_CONNECT_TIMEOUT: 'connecting timed out',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'no answer in time',
  EHOSTUNREACH: 'no route to it',
  ENETUNREACH: 'no network',
  CERT_HAS_EXPIRED: "its certificate has expired, or this machine's clock is wrong",
  CERT_NOT_YET_VALID: "its certificate is not valid yet, or this machine's clock is wrong",
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** Why a request got no answer, in words, with the code for those who search for it. */
export function describeNetworkFailure(error: unknown): string {
  if (error instanceof ProxyFailure) return error.message;
  const code = findCode(error);
  if (code === undefined) {
    return toPlainText(error instanceof Error ? error.message : String(error), MAX_REASON_LENGTH);
  }

  const words = isUntrustedCertificate(code) ? 'its certificate is not trusted' : WORDS[code];
  return words === undefined ? code : `${words} (${code})`;
}

/** What to do about it, as a sentence. */
export function hintForNetworkFailure(error: unknown): string {
  if (error instanceof ProxyFailure) return PROXY_HINT;
  return isUntrustedCertificate(findCode(error))
    ? UNTRUSTED_HINT
    : 'Check the network or the proxy settings; --demo works without a network';
}

/** The proxy did not let the request through. Its message is the reason, in words. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
}

/** Codes of failures before a tunnel is there: through a proxy, only the proxy itself has them. */
const CONNECT_CODES: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** A `ProxyFailure` where the proxy is to blame for what `fetch` threw, else the error itself. */
export function blameProxy(error: unknown, host: string): unknown {
  const status = findProxyStatus(error);
  const code = findCode(error);
  if (status !== undefined) {
    return new ProxyFailure(describeProxyRefusal(host, status), {cause: error});
  }

  return code !== undefined && CONNECT_CODES.has(code)
    ? new ProxyFailure(describeProxyFailure(host, code), {cause: error})
    : error;
}

/** The HTTP client tells the proxy's answer to CONNECT in words only. */
function findProxyStatus(error: unknown): number | undefined {
  for (const {message} of causesOf(error)) {
    const status = /^Proxy response \((\d+)\)/.exec(message)?.[1];
    if (status !== undefined) return Number(status);
  }

  return undefined;
}

function findCode(error: unknown): string | undefined {
  for (const cause of causesOf(error)) {
    const {code} = cause as {code?: unknown};
    if (typeof code === 'string') return code;
  }

  return undefined;
}

/** `fetch` rejects with a bare "fetch failed" and hides the reason one or more causes deep. */
function* causesOf(error: unknown): Generator<Error> {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth++) {
    yield cause;
    const [first] = cause instanceof AggregateError ? (cause.errors as unknown[]) : [];
    cause = cause.cause ?? first;
  }
}

// Why a socket was lost, in words for the status line: sentences without a full stop.

import {isUntrustedCertificate} from '../domain/network-words.js';
import {toPlainText} from '../domain/plain-text.js';

/** What the other side says of itself is shown no longer than this. */
const MAX_LENGTH = 80;

export function describeFailure(error: Error & {readonly code?: string}): string {
  if (isUntrustedCertificate(error.code)) {
    return 'its certificate is not trusted (see NODE_EXTRA_CA_CERTS)';
  }

  switch (error.code) {
    case 'ECONNREFUSED':
      return 'connection refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the name of the host was not found';
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return 'the network is unreachable';
    case 'ETIMEDOUT':
      return 'the connection timed out';
    case 'ECONNRESET':
      return 'the connection was reset';
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return "its certificate is not valid now: is this machine's clock right?";
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'its certificate is for another name';
    case 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH':
      return 'the exchange sent a frame larger than the limit';
    default:
      // A failure to reach any of several addresses has a code and no message.
      return toPlainText(error.message, MAX_LENGTH) || (error.code ?? 'the connection failed');
  }
}

/** A plain page or a redirect never comes from the exchange, but from a network that wants a login. */
export function describeRefusal(status: number | undefined, location?: string): string {
  if (status !== undefined && status >= 300 && status < 400) {
    const target = location !== undefined && URL.canParse(location) ? new URL(location).host : '';
    return `redirected${target === '' ? '' : ` to ${toPlainText(target, MAX_LENGTH)}`} (HTTP ${status}): does the network want a login?`;
  }

  if (status !== undefined && status < 300) {
    return `a web page answered (HTTP ${status}): does the network want a login?`;
  }

  return `the exchange refused the WebSocket with HTTP ${status ?? 'and no status'}`;
}

export function describeClose(code: number, reason: Buffer): string {
  if (code === 1006) return 'the connection broke off';
  const words = toPlainText(reason.toString(), MAX_LENGTH);
  return `closed by the exchange (${words === '' ? code : `${code} ${words}`})`;
}

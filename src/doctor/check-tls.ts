// The handshake and the certificate. It goes on where the certificate is refused, to say whose it is;
// nothing is ever sent over it.

import {once} from 'node:events';
import type {PeerCertificate, TLSSocket} from 'node:tls';
import {describeFailure} from '../connection/loss-reason.js';
import {isUntrustedCertificate, UNTRUSTED_HINT} from '../domain/network-words.js';
import {toPlainText} from '../domain/plain-text.js';
import {failed, type Figures, type Finding, passed, warned} from './check.js';
import type {Environment} from '../domain/http-proxy.js';

const DAY_MS = 86_400_000;

/** Longest name of an authority that is shown. */
const MAX_ISSUER_LENGTH = 80;

export async function checkTls(
  socket: TLSSocket,
  wallMs: number,
  env: Environment,
  signal: AbortSignal,
): Promise<Finding> {
  socket.on('error', () => undefined);
  try {
    await once(socket, 'secureConnect', {signal});
  } catch (error) {
    return describeBroken(error as Error);
  }

  const certificate = socket.getPeerCertificate();
  const issuer = issuerOf(certificate);
  const daysLeft = Math.floor((Date.parse(certificate.valid_to) - wallMs) / DAY_MS);
  const protocol = socket.getProtocol() ?? 'unknown protocol';
  const figures = {tls_protocol: protocol, tls_issuer: issuer, tls_days_left: daysLeft};
  const facts = `${protocol}, issued by ${issuer}, ${daysLeft} days left`;
  // Its declared type forgets that it is a code, or a message where there is none.
  const refusal = socket.authorizationError as unknown as string | undefined;
  return socket.authorized
    ? passed(facts, figures)
    : judgeRefusal(refusal ?? '', facts, env, figures);
}

function judgeRefusal(code: string, facts: string, env: Environment, figures: Figures): Finding {
  const words =
    code === 'DEPTH_ZERO_SELF_SIGNED_CERT'
      ? 'its certificate is signed by itself'
      : isUntrustedCertificate(code)
        ? 'its certificate is of an authority that nobody knows here'
        : describeFailure(Object.assign(new Error(code), {code}));
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    const hint = 'NODE_TLS_REJECT_UNAUTHORIZED=0 accepts any certificate, also that of a stranger';
    return warned(`${words} (${facts})`, hint, figures);
  }

  return failed(`${words} (${facts})`, hintFor(code, env), figures);
}

function hintFor(code: string, env: Environment): string {
  if (isUntrustedCertificate(code)) {
    const path = env.NODE_EXTRA_CA_CERTS ?? '';
    return path === ''
      ? UNTRUSTED_HINT
      : `NODE_EXTRA_CA_CERTS names "${path}", which does not hold this authority: add its PEM text there`;
  }

  return code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID'
    ? "Let this machine's clock be set by NTP; if it is right, the certificate is at fault"
    : 'Somebody in between may answer in its place, or the address has another name of that host';
}

function describeBroken(error: Error & {readonly code?: string}): Finding {
  const isPlain = error.code === 'ERR_SSL_WRONG_VERSION_NUMBER' || error.code === 'EPROTO';
  return isPlain
    ? failed(
        `no TLS is spoken there (${error.code ?? ''})`,
        'A proxy or a filter may answer in its place; an address of plain text begins with http: or ws:',
      )
    : failed(describeFailure(error), 'A filter of the network may cut connections to this name');
}

function issuerOf({issuer}: Partial<PeerCertificate>): string {
  const names = [issuer?.O, issuer?.CN].flat().filter((name) => name !== undefined);
  return names.length === 0 ? 'nobody' : toPlainText(names.join(' '), MAX_ISSUER_LENGTH);
}

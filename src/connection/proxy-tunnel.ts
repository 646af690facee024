// The way of the WebSocket through an HTTP proxy: a CONNECT tunnel, for `ws:` as for `wss:`.

import type {Agent} from 'node:http';
import {checkServerIdentity, type PeerCertificate} from 'node:tls';
import type {HttpProxy} from '../domain/http-proxy.js';
import {describeProxyFailure, describeProxyRefusal} from '../domain/network-words.js';

/** For one socket. */
export type Tunnel = {
  /** For the socket's constructor. */
  readonly options: {
    readonly agent: Agent;
    readonly checkServerIdentity: (name: string, certificate: PeerCertificate) => Error | undefined;
  };
  /** What the proxy did wrong; undefined where it did its part, and the failure lies beyond. */
  readonly describeFailure: (error?: Error & {readonly code?: string}) => string | undefined;
  /** Ends what is left of it. */
  readonly cut: () => void;
};

/** A proxy that takes longer than this is given up: the handshake's own limit starts behind it. */
export type OpenTunnel = (target: URL, timeoutMs: number) => Tunnel;

/** The library is loaded here, so that nobody without a proxy pays for it. */
export async function loadTunnel({url, host}: HttpProxy): Promise<OpenTunnel> {
  const {HttpsProxyAgent} = await import('https-proxy-agent');
  return (target, timeoutMs) => {
    const abort = new AbortController();
    const agent = new HttpsProxyAgent(url, {signal: abort.signal});
    let status: number | undefined;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      abort.abort();
    }, timeoutMs);
    agent.on('proxyConnect', (answer: {readonly statusCode: number}) => {
      clearTimeout(timer);
      status = answer.statusCode;
    });
    return {
      options: {
        agent,
        // The library forgets the address where it is no name, and any certificate for
        // "localhost" would do.
        checkServerIdentity: (_, certificate) =>
          checkServerIdentity(target.hostname.replace(/^\[|\]$/g, ''), certificate),
      },
      describeFailure: (error) => {
        if (status === undefined) {
          return describeProxyFailure(host, isLate ? 'ETIMEDOUT' : error?.code);
        }

        return status === 200 ? undefined : describeProxyRefusal(host, status);
      },
      cut: () => {
        clearTimeout(timer);
        abort.abort();
        agent.destroy();
      },
    };
  };
}

// A connection through a proxy's tunnel, opened as the WebSocket opens its own, and nothing sent in it.

import {once} from 'node:events';
import {request as requestPlain} from 'node:http';
import {request as requestSecure} from 'node:https';
import type {Socket} from 'node:net';
import {loadTunnel} from '../connection/proxy-tunnel.js';
import type {HttpProxy} from '../domain/http-proxy.js';
import {PROXY_HINT} from '../domain/network-words.js';
import {PolybookError} from '../domain/problem.js';
import {CHECK_TIMEOUT_MS} from './run-checks.js';
import type {Endpoint} from './routes.js';

export type Reached = {
  /** With `isSecure` one whose handshake is still to come, and whose certificate nobody has refused. */
  readonly socket: Socket;
  readonly cut: () => void;
};

/** Throws a `PolybookError` where the proxy did not do its part. */
export async function reachThroughProxy(
  proxy: HttpProxy,
  {hostname, port, host}: Endpoint,
  isSecure: boolean,
  signal: AbortSignal,
): Promise<Reached> {
  const openTunnel = await loadTunnel(proxy);
  const tunnel = openTunnel(new URL(`https://${host}`), CHECK_TIMEOUT_MS);
  const {agent, checkServerIdentity} = tunnel.options;
  // A request that is not ended is not sent.
  const request = isSecure
    ? requestSecure({host: hostname, port, agent, checkServerIdentity, rejectUnauthorized: false})
    : requestPlain({host: hostname, port, agent});
  request.on('error', () => undefined);
  const cut = (): void => {
    request.destroy();
    tunnel.cut();
  };
  try {
    const [socket] = (await once(request, 'socket', {signal})) as [Socket];
    const refusal = tunnel.describeFailure();
    if (refusal !== undefined) throw blame(refusal);
    return {socket, cut};
  } catch (error) {
    const reason = tunnel.describeFailure(error as Error);
    cut();
    throw reason === undefined || error instanceof PolybookError ? error : blame(reason);
  }
}

function blame(reason: string): PolybookError {
  return new PolybookError('UNREACHABLE', reason, {hint: PROXY_HINT});
}

import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {describeFailure} from '../connection/loss-reason.js';
import {failed, type Finding, passed} from './check.js';
import type {Endpoint} from './routes.js';

const FIREWALL_HINT =
  'A firewall may drop it; where only a proxy leads out, HTTPS_PROXY has to name it';

/** `keep` gets the open connection, for what comes next. */
export async function checkTcp(
  {hostname, port}: Endpoint,
  hint: string | undefined,
  keep: (socket: Socket) => void,
  signal: AbortSignal,
): Promise<Finding> {
  const socket = connect({host: hostname, port});
  try {
    await once(socket, 'connect', {signal});
  } catch (error) {
    socket.destroy();
    return failed(describeFailure(error as Error), hint ?? hintFor(error as Error));
  }

  const {remoteAddress} = socket;
  socket.on('error', () => undefined); // Whoever goes on with it hears of it by the close.
  keep(socket);
  return passed(remoteAddress === hostname ? 'connected' : `connected to ${remoteAddress ?? '?'}`);
}

export function tcpIsLate(hint: string | undefined): Finding {
  return failed('nobody answered in time', hint ?? FIREWALL_HINT);
}

function hintFor({code}: Error & {readonly code?: string}): string {
  switch (code) {
    case 'ECONNREFUSED':
      return 'Nothing listens there, or a firewall refuses it: check the address and the network';
    case 'ETIMEDOUT':
      return FIREWALL_HINT;
    default:
      return 'Check the network; --demo works without one';
  }
}

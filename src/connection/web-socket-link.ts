// The one file that opens a WebSocket.

import {WebSocket} from 'ws';
import {MAX_FRAME_BYTES} from '../protocol/limits.js';
import {describeClose, describeFailure, describeRefusal} from './loss-reason.js';
import type {OpenTunnel} from './proxy-tunnel.js';
import type {Link, LinkHandlers, OpenLink} from './transport.js';

/** How long a polite goodbye may take before the socket is cut. */
const CLOSE_GRACE_MS = 500;

/** TCP, TLS and the upgrade together; a busy front end answers within a second or never. */
const CONNECT_TIMEOUT_MS = 10_000;

export type WebSocketOptions = {
  readonly url: string;
  /** The way through a proxy; direct without. */
  readonly openTunnel?: OpenTunnel | undefined;
  readonly connectTimeoutMs?: number;
  readonly maxFrameBytes?: number;
};

export function createWebSocketOpener(options: WebSocketOptions): OpenLink {
  return (handlers) => openWebSocket(options, handlers);
}

function openWebSocket(options: WebSocketOptions, handlers: LinkHandlers): Link {
  const {url, openTunnel} = options;
  const connectTimeoutMs = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  const tunnel = openTunnel?.(new URL(url), connectTimeoutMs);
  const socket = new WebSocket(url, {
    ...tunnel?.options,
    handshakeTimeout: connectTimeoutMs,
    maxPayload: options.maxFrameBytes ?? MAX_FRAME_BYTES,
    perMessageDeflate: false,
    // Text that is not UTF-8 fails to parse and is counted; checking it twice costs CPU only.
    skipUTF8Validation: true,
  });
  /** What this socket has died of, once that is known. */
  let failure: string | undefined;

  socket.on('message', handlers.onFrame);
  socket.on('open', handlers.onOpen);
  socket.on('unexpected-response', (_request, response) => {
    failure =
      tunnel?.describeFailure() ?? describeRefusal(response.statusCode, response.headers.location);
    socket.terminate();
  });
  socket.on('error', (error) => {
    failure ??= tunnel?.describeFailure(error) ?? describeFailure(error);
  });
  socket.on('close', (code, reason) => {
    tunnel?.cut();
    handlers.onClosed(failure ?? describeClose(code, reason));
  });

  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => {
      if (socket.readyState === WebSocket.CONNECTING) {
        socket.terminate();
        return;
      }

      const cut = setTimeout(() => {
        socket.terminate();
      }, CLOSE_GRACE_MS);
      socket.once('close', () => {
        clearTimeout(cut);
      });
      socket.close(1000);
    },
    terminate: () => {
      socket.terminate();
    },
  };
}

// The market channel over WebSockets.

import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import {WebSocketServer, type RawData, type WebSocket} from 'ws';
import type {ClientSocket} from './client-socket.js';
import type {FeedChannel} from './feed-channel.js';

const CHANNEL_PATH = '/ws/market';
const MAX_COMMAND_BYTES = 1024 * 1024;
const NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

export class ChannelUpgrade {
  readonly #channel: FeedChannel;
  /** Monotonic time, in ms. */
  readonly #nowMs: () => number;
  readonly #upgrader = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_COMMAND_BYTES,
    perMessageDeflate: false,
  });

  constructor(channel: FeedChannel, nowMs: () => number) {
    this.#channel = channel;
    this.#nowMs = nowMs;
  }

  /** Any other path is not found, as on the real host. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => stream.destroy()); // A client that is gone is no fault of ours.
    if (this.#channel.isRefusing) {
      stream.destroy();
    } else if (request.url?.split('?')[0] !== CHANNEL_PATH) {
      stream.end(NOT_FOUND, () => stream.destroy());
    } else {
      this.#upgrader.handleUpgrade(request, stream, head, (socket) => {
        this.#open(socket, stream);
      });
    }
  }

  #open(socket: WebSocket, stream: Duplex): void {
    const session = this.#channel.open(toClientSocket(socket, stream));
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (!isBinary && Buffer.isBuffer(data)) session.receive(data.toString(), this.#nowMs());
    });
    socket.on('close', () => {
      this.#channel.forget(session);
    });
    socket.on('error', () => {
      socket.terminate(); // It broke the WebSocket protocol.
    });
  }
}

function toClientSocket(socket: WebSocket, stream: Duplex): ClientSocket {
  return {
    send: (text) => {
      socket.send(text);
    },
    close: (code) => {
      socket.close(code);
    },
    terminate: () => {
      socket.terminate();
    },
    pause: () => {
      socket.pause();
    },
    resume: () => {
      socket.resume();
    },
    get isPaused() {
      return socket.isPaused;
    },
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    batch: (send) => {
      stream.cork();
      send();
      stream.uncork();
    },
  };
}

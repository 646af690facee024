import type {AddressInfo} from 'node:net';
import {WebSocketServer, type WebSocket} from 'ws';

/** One client of a `SocketServer`, and all that it has said. */
export type SocketClient = {
  readonly socket: WebSocket;
  readonly received: string[];
  /** The code of its goodbye; undefined while it is there. */
  closeCode: number | undefined;
};

/** A bare WebSocket server on 127.0.0.1 that does nothing by itself. */
export class SocketServer {
  readonly clients: SocketClient[] = [];
  readonly #server: WebSocketServer;

  private constructor(onText: (text: string, socket: WebSocket) => void) {
    this.#server = new WebSocketServer({host: '127.0.0.1', port: 0});
    this.#server.on('connection', (socket) => {
      const client: SocketClient = {socket, received: [], closeCode: undefined};
      this.clients.push(client);
      socket.on('message', (data: Buffer) => {
        client.received.push(data.toString());
        onText(data.toString(), socket);
      });
      socket.on('close', (code) => {
        client.closeCode = code;
      });
    });
  }

  /** Resolves when it listens. `onText` answers what a client says. */
  static async start(
    onText: (text: string, socket: WebSocket) => void = () => undefined,
  ): Promise<SocketServer> {
    const server = new SocketServer(onText);
    await new Promise((resolve) => server.#server.once('listening', resolve));
    return server;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What the newest client has said. */
  get received(): readonly string[] {
    return this.clients.at(-1)?.received ?? [];
  }

  send(text: string): void {
    this.clients.at(-1)?.socket.send(text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const {socket} of this.clients) socket.terminate();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}

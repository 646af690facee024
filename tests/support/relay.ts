import {connect, createServer, type AddressInfo, type Server, type Socket} from 'node:net';
import {createServer as createTlsServer} from 'node:tls';
import type {Certificate} from 'mkcert';

export type RelayOptions = {
  /** Address on 127.0.0.1 that everything is handed to. */
  readonly targetUrl: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Clients speak TLS to the relay, which the target does not. */
  readonly certificate?: Certificate;
};

/** Puts a server of 127.0.0.1 behind another address, or behind TLS. */
export class Relay {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor({targetUrl, certificate}: RelayOptions) {
    const {hostname, port} = new URL(targetUrl);
    const onClient = (client: Socket): void => {
      const target = connect(Number(port), hostname);
      for (const socket of [client, target]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined); // The close that follows says enough.
        socket.on('close', () => {
          this.#sockets.delete(socket);
          client.destroy();
          target.destroy();
        });
      }

      client.pipe(target).pipe(client);
    };
    this.#server =
      certificate === undefined ? createServer(onClient) : createTlsServer(certificate, onClient);
  }

  /** Rejects where this machine has no such address. */
  static async start(options: RelayOptions): Promise<Relay> {
    const relay = new Relay(options);
    await new Promise<void>((resolve, reject) => {
      relay.#server.once('error', reject);
      relay.#server.listen(0, options.host ?? '127.0.0.1', resolve);
    });
    return relay;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}

import {createServer} from 'node:http';
import {connect, type AddressInfo, type Socket} from 'node:net';

export type ConnectProxyOptions = {
  /** What every CONNECT is answered with instead of a tunnel. */
  readonly status?: number;
  /** `user:password` that is asked for. */
  readonly credentials?: string;
  /** Takes every connection and says nothing. */
  readonly isMute?: boolean;
};

/** An HTTP proxy on 127.0.0.1 that can only tunnel. */
export class ConnectProxy {
  /** `host:port` of each CONNECT, in the order received. */
  readonly targets: string[] = [];
  readonly #server = createServer((_request, response) => {
    response.writeHead(405).end();
  });
  readonly #sockets = new Set<Socket>();

  private constructor({status, credentials, isMute}: ConnectProxyOptions) {
    this.#server.on('connection', (socket) => {
      this.#track(socket);
    });
    this.#server.on('connect', (request, client: Socket, head) => {
      const target = request.url ?? '';
      this.targets.push(target);
      if (isMute === true) {
        // Unread, the client's goodbye would go unnoticed.
        client.on('end', () => client.destroy()).resume();
        return;
      }

      const expected =
        credentials && `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`;
      const refusal =
        status ?? (request.headers['proxy-authorization'] === expected ? undefined : 407);
      if (refusal !== undefined) {
        client.end(`HTTP/1.1 ${refusal} No\r\ncontent-length: 0\r\n\r\n`);
        return;
      }

      const {hostname, port} = new URL(`http://${target}`);
      const server = connect(Number(port), hostname.replace(/^\[|\]$/g, ''), () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        server.write(head);
        client.pipe(server).pipe(client);
      });
      this.#track(server);
      server.on('close', () => client.destroy());
      client.on('close', () => server.destroy());
    });
  }

  static async start(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
    const proxy = new ConnectProxy(options);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  /** Connections that are open, to clients and to servers. */
  get connections(): number {
    return this.#sockets.size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined); // The close that follows says enough.
    socket.on('close', () => this.#sockets.delete(socket));
  }
}

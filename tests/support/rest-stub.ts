import {type IncomingMessage, type ServerResponse, createServer} from 'node:http';
import type {AddressInfo} from 'node:net';

export type StubRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
};

export type StubReply =
  | {
      readonly status?: number;
      readonly type?: string;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as it is if a string, else as JSON. */
      readonly body: unknown;
    }
  /** Answers nothing and keeps the connection open. */
  | 'hang'
  /** Closes the connection without an answer. */
  | 'reset'
  /** Closes the connection in the middle of the answer. */
  | 'cut';

export const NOT_FOUND: StubReply = {status: 404, body: {type: 'not found error'}};

/** A REST server on 127.0.0.1 that answers what the handler says. */
export class RestStub {
  readonly url: string;
  /** `GET /markets?slug=x`, in the order received. */
  readonly requests: string[] = [];
  readonly #close: () => Promise<void>;

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.#close = close;
  }

  static async start(handle: (request: StubRequest) => StubReply): Promise<RestStub> {
    const server = createServer((request, response) => {
      void readBody(request).then((body) => {
        const url = new URL(request.url ?? '/', 'http://stub');
        stub.requests.push(`${request.method ?? ''} ${url.pathname}${url.search}`);
        const {pathname: path, searchParams: query} = url;
        answer(response, handle({method: request.method ?? '', path, query, body}));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

    const {port} = server.address() as AddressInfo;
    const stub = new RestStub(
      `http://127.0.0.1:${port}`,
      () =>
        new Promise((resolve) => {
          server.closeAllConnections();
          server.close(() => {
            resolve();
          });
        }),
    );
    return stub;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
  }
}

function answer(response: ServerResponse, reply: StubReply): void {
  if (reply === 'hang') return;
  if (reply === 'reset') {
    response.destroy();
    return;
  }

  if (reply === 'cut') {
    response.writeHead(200, {'content-type': 'application/json', 'content-length': '1000'});
    response.write('[{"slug":', () => response.destroy());
    return;
  }

  const {status = 200, type = 'application/json', headers = {}, body} = reply;
  response.writeHead(status, {...headers, 'content-type': type});
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

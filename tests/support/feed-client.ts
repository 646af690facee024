import {WebSocket} from 'ws';

/** A bare client of the market channel that remembers every frame, for tests of the exchange. */
export class FeedClient {
  readonly frames: string[] = [];
  readonly socket: WebSocket;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  readonly #waiting = new Set<() => void>();

  private constructor(url: string) {
    this.socket = new WebSocket(url, {perMessageDeflate: false});
    this.socket.on('message', (data: Buffer) => {
      this.frames.push(data.toString());
      this.#wake();
    });
    this.socket.on('error', () => undefined); // The close that follows says enough.
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code) => {
        resolve(code);
        this.#wake();
      });
    });
  }

  /** Rejects where the channel does not open. */
  static async open(url: string): Promise<FeedClient> {
    const client = new FeedClient(url);
    await new Promise((resolve, reject) => {
      client.socket.once('open', resolve);
      client.socket.once('error', reject);
    });
    return client;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The first frame from an index on for which the condition holds; rejects if the socket closes. */
  async until(condition: (frame: string) => boolean, fromIndex = 0): Promise<string> {
    for (let index = fromIndex; ; index++) {
      while (index >= this.frames.length) {
        if (this.socket.readyState === WebSocket.CLOSED) {
          throw new Error(`The socket closed after ${this.frames.length} frames`);
        }

        await new Promise<void>((resolve) => this.#waiting.add(resolve));
      }

      const frame = this.frames[index]!;
      if (condition(frame)) return frame;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

// Lines to stdout with its back-pressure: the caller learns when the reader has taken them.

export type LineWriterOptions = {
  readonly stream: NodeJS.WritableStream;
  /** The reader is gone (`| head`): called once. */
  readonly onClosed: () => void;
};

export class LineWriter {
  readonly #stream: NodeJS.WritableStream;
  #isClosed = false;

  constructor({stream, onClosed}: LineWriterOptions) {
    this.#stream = stream;
    const close = (): void => {
      if (this.#isClosed) return;
      this.#isClosed = true;
      onClosed();
    };
    // A pipe that was closed gives EPIPE; any other failure to write ends the output as well.
    stream.on('error', close);
    stream.on('close', close);
  }

  /** Resolves when the lines have been handed to the reader, at once if there is none any more. */
  async write(lines: readonly string[]): Promise<void> {
    if (lines.length > 0) await this.writeChunk(`${lines.join('\n')}\n`);
  }

  /** The same for text or bytes as they are. */
  async writeChunk(chunk: string | Uint8Array): Promise<void> {
    if (this.#isClosed) return;
    await new Promise<void>((resolve) => {
      this.#stream.write(chunk, () => {
        resolve();
      });
    });
  }
}

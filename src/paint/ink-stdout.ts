import {Writable} from 'node:stream';

export type InkStdoutOptions = {
  readonly columns: () => number;
  readonly rows: () => number;
  readonly onFrame: (frame: string) => void;
};

/**
 * What Ink takes for its terminal. In `debug` mode each write is one whole frame; `isTTY` stays
 * undefined, so that Ink adds no escapes of its own. Reports a new size by 'resize', as a tty does.
 */
export class InkStdout extends Writable {
  readonly #options: InkStdoutOptions;

  constructor(options: InkStdoutOptions) {
    super({
      decodeStrings: false,
      write: (frame: string | Uint8Array, _encoding, done) => {
        options.onFrame(String(frame));
        done();
      },
    });
    this.#options = options;
  }

  get columns(): number {
    return this.#options.columns();
  }

  get rows(): number {
    return this.#options.rows();
  }
}

import {renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const LOADED = pathToFileURL(join(import.meta.dirname, 'clock-from-file.mjs'));

/** The wall clock of a program, which stands still until it is set: dates are the same in each run. */
export class HandClock {
  readonly #path: string;

  constructor(folder: string, ms: number) {
    this.#path = join(folder, 'clock');
    this.set(ms);
  }

  /** For the program that is to have it. */
  get env(): Readonly<Record<string, string>> {
    return {TZ: 'UTC', NODE_OPTIONS: `--import=${LOADED.href}`, CLOCK_FILE: this.#path};
  }

  /** Unix time, in ms. */
  set(ms: number): void {
    // Replaced as a whole: whoever reads it meanwhile has the old one or the new one.
    writeFileSync(`${this.#path}.new`, String(ms));
    renameSync(`${this.#path}.new`, this.#path);
  }
}

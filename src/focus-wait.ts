// Between a key that selects another book and the snapshot that has it.

import type {AssetId} from './domain/market.js';

/** After this time, in ms, the picture says what is awaited: its worker is busy, or its batch is open. */
const PATIENCE_MS = 100;

export class FocusWait {
  readonly #onOver: () => void;
  #timer: NodeJS.Timeout | undefined;
  #assetId: AssetId | undefined;

  /** `onOver` is told once of each wait, however it ends. */
  constructor(onOver: () => void) {
    this.#onOver = onOver;
  }

  get isWaiting(): boolean {
    return this.#timer !== undefined;
  }

  begin(assetId: AssetId): void {
    this.#assetId = assetId;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#end();
    }, PATIENCE_MS);
  }

  /** This book is there; one that was selected before the awaited one ends nothing. */
  arrived(assetId: AssetId): void {
    if (this.#timer !== undefined && assetId === this.#assetId) this.#end();
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#onOver();
  }
}

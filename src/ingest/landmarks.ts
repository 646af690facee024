// What a replay can be stepped by: frames, batches of the market in focus, and what is worth a look.

import type {AssetId} from '../domain/market.js';
import type {OrderBookStore} from '../orderbook/order-book-store.js';
import type {Entry} from '../recording/entry.js';

/** `event`: a trade, a change of trust or of the connection. */
export type Landmark = 'frame' | 'batch' | 'event';

export type LandmarksOptions = {
  readonly store: Pick<OrderBookStore, 'book' | 'counters'>;
  readonly focus: () => AssetId | undefined;
};

/** Told of each entry after it was played; asked then, each is there once. */
export class Landmarks {
  readonly #options: LandmarksOptions;
  readonly #passed = new Set<Landmark>();
  #judged = 0;
  #trades = 0;
  #trust: unknown;

  constructor(options: LandmarksOptions) {
    this.#options = options;
  }

  /** Whether one was passed since it was asked last. */
  take(landmark: Landmark): boolean {
    return this.#passed.delete(landmark);
  }

  clear(): void {
    this.#read();
    this.#passed.clear();
  }

  note(entry: Entry): void {
    if (entry.kind === 'frame') this.#passed.add('frame');
    if (entry.kind === 'connection' || entry.kind === 'gap') this.#passed.add('event');
    const [judged, trades, trust] = [this.#judged, this.#trades, this.#trust];
    this.#read();
    // A checkpoint restores counters: what is different then is no batch.
    if (entry.kind !== 'frame') return;
    if (this.#judged !== judged) this.#passed.add('batch');
    if (this.#trades !== trades || this.#trust !== trust) this.#passed.add('event');
  }

  #read(): void {
    const {store, focus} = this.#options;
    const assetId = focus();
    const view = assetId === undefined ? undefined : store.book(assetId);
    const {verified, hashFailed, bboFailed, trades} = store.counters;
    this.#judged =
      view === undefined ? verified + hashFailed + bboFailed : view.verified + view.failed;
    this.#trades = trades;
    this.#trust = view?.trust.state;
  }
}

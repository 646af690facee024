// Records on their way to a reader that may be slow: bounded, acknowledged, books conflated.

import type {AssetId} from '../domain/market.js';
import type {BookRecord, StreamRecord} from '../domain/record.js';

/** Batches that may be on their way before the reader has to acknowledge one. */
const MAX_IN_FLIGHT = 4;

/** Records that make a batch worth sending before the turn of the event loop ends. */
const BATCH_RECORDS = 256;

/** Trades and states kept for a reader that has stopped; beyond it they are dropped and counted. */
const MAX_WAITING = 50_000;

/**
 * Keeps order among everything that is not a book. While the reader is behind, a book waits as its
 * newest state only, at the place of the oldest one that it replaces.
 */
export class RecordStream {
  readonly #send: (records: readonly StreamRecord[]) => void;
  #waiting: StreamRecord[] = [];
  #books = new Map<AssetId, number>();
  #others = 0;
  #inFlight = 0;
  #flushQueued = false;
  #drained: (() => void)[] = [];
  dropped = 0;

  constructor(send: (records: readonly StreamRecord[]) => void) {
    this.#send = send;
  }

  /** True while the reader is behind by as much as may be on its way. */
  get isBehind(): boolean {
    return this.#inFlight >= MAX_IN_FLIGHT;
  }

  write(record: StreamRecord): void {
    if (record.type === 'book') this.#writeBook(record);
    else if (this.#others >= MAX_WAITING && record.type !== 'summary') this.dropped++;
    else {
      this.#others++;
      this.#waiting.push(record);
    }

    if (this.#waiting.length >= BATCH_RECORDS) this.#flush();
    else this.#queueFlush();
  }

  acknowledge(): void {
    // The reader may still acknowledge what the worker before this one has sent.
    if (this.#inFlight > 0) this.#inFlight--;
    this.#flush();
    if (!this.isBehind) for (const resolve of this.#drained.splice(0)) resolve();
  }

  /** Resolves as soon as the reader is not behind: a replay waits here and loses nothing. */
  async whenReady(): Promise<void> {
    this.#flush();
    if (this.isBehind) await new Promise<void>((resolve) => this.#drained.push(resolve));
  }

  /** Resolves when everything was sent and acknowledged. */
  async whenEmpty(): Promise<void> {
    this.#flush();
    while (this.#inFlight > 0 || this.#waiting.length > 0) {
      await new Promise<void>((resolve) => this.#drained.push(resolve));
    }
  }

  #writeBook(record: BookRecord): void {
    const place = this.isBehind ? this.#books.get(record.assetId) : undefined;
    if (place !== undefined) {
      this.#waiting[place] = record;
      return;
    }

    this.#books.set(record.assetId, this.#waiting.length);
    this.#waiting.push(record);
  }

  /** One batch for all records of this turn of the event loop. */
  #queueFlush(): void {
    if (this.#flushQueued) return;
    this.#flushQueued = true;
    setImmediate(() => {
      this.#flushQueued = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.isBehind || this.#waiting.length === 0) return;
    const records = this.#waiting;
    this.#waiting = [];
    this.#books.clear();
    this.#others = 0;
    this.#inFlight++;
    this.#send(records);
  }
}

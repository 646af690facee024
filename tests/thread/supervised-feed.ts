import process from 'node:process';
import {allocateBoard} from '../../src/metrics/latency-board.js';
import type {Worker} from 'node:worker_threads';
import {systemClock} from '../../src/domain/clock.js';
import type {StreamRecord} from '../../src/domain/record.js';
import type {BookImage, LevelColumns, Snapshot} from '../../src/domain/snapshot.js';
import {formatPrice, type Price} from '../../src/domain/price.js';
import {formatSize, type SizeMicros} from '../../src/domain/size.js';
import type {ExchangeBook} from '../../src/exchange/exchange-server.js';
import type {FromIngest} from '../../src/ingest/messages.js';
import {
  IngestSupervisor,
  type SupervisorOptions,
  type WorkerDown,
} from '../../src/ingest/supervisor.js';
import {readSnapshot} from '../../src/snapshot/snapshot-reader.js';

export const SHIPPED_WORKER = new URL('../../dist/ingest-worker.js', import.meta.url);
export const BREAKABLE_WORKER = new URL('breakable-worker.mjs', import.meta.url);
export const DEAD_WORKER = new URL('dead-worker.mjs', import.meta.url);
export const ECHO_WORKER = new URL('echo-worker.mjs', import.meta.url);
export const MUTE_WORKER = new URL('mute-worker.mjs', import.meta.url);

/** A supervisor with its worker, and everything that was heard of both. */
export class SupervisedFeed {
  readonly supervisor: IngestSupervisor;
  readonly messages: FromIngest[] = [];
  readonly generations: number[] = [];
  readonly downs: (WorkerDown & {readonly atUs: number})[] = [];
  /** All workers started so far; the last is the newest. */
  readonly workers: Worker[] = [];
  readonly exitCodes: number[] = [];
  snapshot: Snapshot | undefined;

  constructor(workerUrl: URL, options: Partial<SupervisorOptions> = {}) {
    process.on('worker', this.#remember);
    this.supervisor = new IngestSupervisor({
      workerUrl,
      clock: systemClock,
      frameSource: {kind: 'socket'},
      board: allocateBoard(),
      publishIntervalUs: 10_000,
      streams: false,
      depth: Number.POSITIVE_INFINITY,
      logs: false,
      hasViewer: false,
      onMessage: (message) => {
        this.messages.push(message);
        if (message.type === 'records') this.supervisor.acknowledge();
      },
      onUp: (generation) => this.generations.push(generation),
      onDown: (down) => this.downs.push({...down, atUs: systemClock.nowUs()}),
      ...options,
    });
    this.supervisor.start();
  }

  get records(): StreamRecord[] {
    return this.messages.flatMap((message) =>
      message.type === 'records' ? [...message.records] : [],
    );
  }

  /** Makes the newest worker do one of the things that `breakable-worker.mjs` can. */
  tell(type: 'test_throw' | 'test_exit' | 'test_hang'): void {
    this.workers.at(-1)!.postMessage({type});
  }

  /** Takes the newest snapshot if there is one; returns the newest there was. */
  read(): Snapshot | undefined {
    const slot = this.supervisor.reader?.acquireLatest();
    if (slot !== undefined) this.snapshot = readSnapshot(slot);
    return this.snapshot;
  }

  /** Whether the book in focus is published as the exchange has it, and trusted. */
  shows(book: ExchangeBook): boolean {
    const focus = this.read()?.focus;
    return (
      focus?.trust.state === 'LIVE' &&
      JSON.stringify(levelsOf(focus)) === JSON.stringify([book.bids, book.asks])
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    process.off('worker', this.#remember);
    await this.supervisor.close();
  }

  readonly #remember = (worker: Worker): void => {
    this.workers.push(worker);
    worker.once('exit', (code) => this.exitCodes.push(code));
  };
}

function levelsOf({bids, asks}: BookImage) {
  return [bids, asks].map(({length, prices, sizes}: LevelColumns) =>
    Array.from({length}, (_, i) => ({
      price: formatPrice(prices[i] as Price),
      size: formatSize(sizes[i] as SizeMicros),
    })),
  );
}

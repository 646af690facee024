// What the main thread measures of its own stages: from a publish and from a key to the terminal, what a
// paint costs, how long the terminal takes for it, and how long this thread keeps others waiting.

import type {Clock} from './domain/clock.js';
import type {Snapshot} from './domain/snapshot.js';
import {EventLoopWatch} from './ingest/event-loop-watch.js';
import type {LatencyBoard} from './metrics/latency-board.js';
import type {Painted} from './paint/paint-clock.js';

const SECOND_MS = 1_000;

export class PaintStages {
  readonly #board: LatencyBoard;
  readonly #clock: Pick<Clock, 'nowUs'>;
  readonly #eventLoop = new EventLoopWatch();
  readonly #everySecond: NodeJS.Timeout;
  #keyUs: number | undefined;
  #publishedUs: number | undefined;
  #sequence = 0;
  /** Paints that handed something to the terminal. */
  made = 0;
  memory = process.memoryUsage();

  constructor(board: LatencyBoard, clock: Pick<Clock, 'nowUs'>) {
    this.#board = board;
    this.#clock = clock;
    this.#everySecond = setInterval(() => {
      const nowUs = clock.nowUs();
      this.memory = process.memoryUsage();
      this.#eventLoop.drain((delayUs) => {
        board.record('main_loop', delayUs, nowUs);
      });
    }, SECOND_MS).unref();
  }

  onKey(): void {
    // Of several keys before a paint the oldest has waited longest.
    this.#keyUs ??= this.#clock.nowUs();
  }

  /** The snapshot that the next paint shows. */
  onSnapshot(snapshot: Snapshot | undefined): void {
    if (snapshot === undefined || snapshot.sequence === this.#sequence) return;
    this.#sequence = snapshot.sequence;
    this.#publishedUs = snapshot.publishedUs;
  }

  onPainted({endUs, costUs, updatedUs, hasBytes}: Painted): void {
    this.#board.record('paint', costUs, endUs);
    // Drawn again for Ink's sake, before the key had its update.
    const isOfKey = this.#keyUs !== undefined && updatedUs >= this.#keyUs;
    if (hasBytes) {
      this.made++;
      if (isOfKey) this.#board.record('key_to_paint', endUs - this.#keyUs!, endUs);
      if (this.#publishedUs !== undefined) {
        this.#board.record('publish_to_paint', endUs - this.#publishedUs, endUs);
      }
    }

    // What changes nothing on the screen is never handed to the terminal.
    if (isOfKey) this.#keyUs = undefined;
    this.#publishedUs = undefined;
  }

  onDrained(drainUs: number): void {
    this.#board.record('drain', drainUs, this.#clock.nowUs());
  }

  close(): void {
    clearInterval(this.#everySecond);
    this.#eventLoop.close();
  }
}

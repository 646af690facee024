import type {Random} from './random.js';

/** Frames that a transaction has on average where batches are as rare as on a real market. */
const NATURAL_FRAMES = 1.7;
/** Above so many transactions a second, more frames come from bigger batches instead. */
const MAX_TRANSACTIONS_PER_S = 400;
/** Gaps between the transactions of a burst: 39 of them take about half a second. */
const MIN_BURST_GAP_MS = 4;
const MAX_BURST_GAP_MS = 22;
/** How much of the surplus or deficit of frames each gap works off. */
const CORRECTION = 0.1;

/** Many frames within a time, whatever the rate is. */
type Rush = {
  readonly startMs: number;
  readonly frames: number;
  readonly spanMs: number;
  readonly made: number;
};

/** Decides when a market's next transaction comes, so that the frames have the wanted rate. */
export class Pacer {
  readonly #framesPerMs: number;
  readonly #random: Random;
  /** Start of the count of frames; moved with every delay. */
  #originMs: number;
  #previousMs: number;
  #nextMs: number;
  #frames = 0;
  #rush: Rush | undefined;

  /** @param rate Frames a second of this market; 0 for one that stands still. */
  constructor(rate: number, startMs: number, random: Random) {
    this.#framesPerMs = rate / 1000;
    this.#random = random;
    this.#originMs = startMs;
    this.#previousMs = startMs;
    this.#nextMs =
      rate > 0 ? startMs + random.exponential(this.#meanFrames / this.#framesPerMs) : Infinity;
  }

  /** Time of the next transaction; the millisecond is never that of the one before. */
  get nextMs(): number {
    return this.#nextMs;
  }

  get elapsedMs(): number {
    return this.#nextMs - this.#previousMs;
  }

  /** So many frames that nearly every transaction has to be a batch. */
  get isDense(): boolean {
    return this.#meanFrames > NATURAL_FRAMES;
  }

  /** How many levels the next transaction should touch; undefined where any number will do. */
  drawBatchLevels(): number | undefined {
    if (!this.isDense) return undefined;
    return Math.max(2, Math.round(this.#meanFrames * (0.5 + this.#random.next())));
  }

  /** From now on so many frames, evenly within the span; then it goes on as before. */
  rush(frames: number, spanMs: number, nowMs: number): void {
    this.#rush = {startMs: nowMs, frames, spanMs, made: 0};
    this.#nextMs = Math.max(nowMs, Math.floor(this.#previousMs) + 1);
  }

  /**
   * After a transaction: sets the time of the next one.
   * @param frames Those that it made at once.
   * @param lateFrames Those that are to follow from it.
   */
  schedule(frames: number, lateFrames: number, isBursting: boolean): void {
    if (this.#rush !== undefined) {
      this.#scheduleRush(this.#rush, frames);
      return;
    }

    this.#frames += frames + lateFrames;
    this.#previousMs = this.#nextMs;
    const gapMs = isBursting
      ? MIN_BURST_GAP_MS + (MAX_BURST_GAP_MS - MIN_BURST_GAP_MS) * this.#random.next()
      : this.#drawGapMs();
    this.#nextMs = Math.max(this.#previousMs + gapMs, Math.floor(this.#previousMs) + 1);
  }

  delay(byMs: number): void {
    this.#originMs += byMs;
    this.#previousMs += byMs;
    this.#nextMs += byMs;
    if (this.#rush !== undefined) this.#rush = {...this.#rush, startMs: this.#rush.startMs + byMs};
  }

  get #meanFrames(): number {
    const rush = this.#rush;
    const framesPerMs = rush === undefined ? this.#framesPerMs : rush.frames / rush.spanMs;
    return Math.max(NATURAL_FRAMES, (framesPerMs * 1000) / MAX_TRANSACTIONS_PER_S);
  }

  /** The time and the frames of a rush are left out of the account that keeps the rate. */
  #scheduleRush(rush: Rush, frames: number): void {
    const made = rush.made + frames;
    const {startMs, spanMs} = rush;
    this.#previousMs = this.#nextMs;
    if (made < rush.frames) {
      this.#rush = {...rush, made};
      const dueMs = startMs + (made * spanMs) / rush.frames;
      this.#nextMs = Math.max(dueMs, Math.floor(this.#previousMs) + 1);
      return;
    }

    this.#rush = undefined;
    this.#originMs += this.#previousMs - startMs;
    this.#nextMs = Math.max(this.#previousMs + this.#drawGapMs(), Math.floor(this.#previousMs) + 1);
  }

  #drawGapMs(): number {
    const due = this.#framesPerMs * (this.#nextMs - this.#originMs);
    const wanted = this.#meanFrames + CORRECTION * (this.#frames - due);
    const bounded = Math.min(4 * this.#meanFrames, Math.max(0.2 * this.#meanFrames, wanted));
    return this.#random.exponential(bounded / this.#framesPerMs);
  }
}

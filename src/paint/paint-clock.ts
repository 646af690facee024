import type {Clock} from '../domain/clock.js';

export type PaintClockOptions = {
  /** Most paints a second, 1-60. */
  readonly fps: number;
  readonly clock: Pick<Clock, 'nowUs'>;
  /** A newer snapshot is there than the one painted last. */
  readonly isFresh: () => boolean;
  /** The terminal still drains the last paint, or is not ours now. */
  readonly isBusy: () => boolean;
  /** Pulls the newest snapshot and publishes its view model. */
  readonly update: (nowUs: number) => void;
  /**
   * Hands the bytes to the terminal; runs after React took in what `update` changed. Says whether there
   * were any.
   */
  readonly draw: () => boolean;
  readonly onPainted?: (painted: Painted) => void;
};

export type Painted = {
  readonly endUs: number;
  /** Of this thread, for update and draw, without what React did between. */
  readonly costUs: number;
  /** Whether anything was handed to the terminal. */
  readonly hasBytes: boolean;
  /** When the view model that was drawn was made. */
  readonly updatedUs: number;
};

const MIN_FPS = 1;
const MAX_FPS = 60;
const US_PER_S = 1_000_000;

/** The one timer that paints. Messages never do: a paint pulls what is newest then. */
export class PaintClock {
  readonly #options: PaintClockOptions;
  #periodUs = 0;
  #dueUs = 0;
  #timer: NodeJS.Timeout | undefined;
  #updateSoon: NodeJS.Immediate | undefined;
  #drawSoon: NodeJS.Immediate | undefined;
  #isUpdateOwed = false;
  #isDrawOwed = false;
  #lastUpdateUs = Number.NEGATIVE_INFINITY;
  #updateCostUs = 0;
  #isRunning = false;

  /** Updates left out because the terminal was still draining. */
  skipped = 0;
  /** Ticks that came a whole period after they were due. */
  late = 0;

  constructor(options: PaintClockOptions) {
    this.#options = options;
    this.setFps(options.fps);
  }

  get fps(): number {
    return US_PER_S / this.#periodUs;
  }

  setFps(fps: number): void {
    this.#periodUs = US_PER_S / Math.min(Math.max(fps, MIN_FPS), MAX_FPS);
  }

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#dueUs = this.#options.clock.nowUs();
    this.#tick();
  }

  stop(): void {
    this.#isRunning = false;
    this.#isUpdateOwed = false;
    this.#isDrawOwed = false;
    clearTimeout(this.#timer);
    clearImmediate(this.#updateSoon);
    clearImmediate(this.#drawSoon);
    this.#updateSoon = undefined;
    this.#drawSoon = undefined;
  }

  /** After a key: paints whatever the rate says; many in one turn of the loop are one paint. */
  paintNow(): void {
    if (!this.#isRunning) return;
    this.#updateSoon ??= setImmediate(() => {
      this.#updateSoon = undefined;
      this.#update();
    });
  }

  /** The picture changed without new data: Ink's frame, the size, a surface. */
  requestDraw(): void {
    if (!this.#isRunning) return;
    // Not at once: Ink commits, and canvases move, in the microtasks of this turn.
    this.#drawSoon ??= setImmediate(() => {
      this.#drawSoon = undefined;
      this.#draw();
    });
  }

  /** The terminal has room again: what was left out is made good at once. */
  drained(): void {
    if (!this.#isRunning) return;
    if (this.#isUpdateOwed) this.#update();
    else if (this.#isDrawOwed) this.requestDraw();
  }

  #tick(): void {
    if (this.#options.clock.nowUs() - this.#dueUs > this.#periodUs) this.late++;
    if (this.#options.isFresh() || this.#isNewSecond(this.#options.clock.nowUs())) this.#update();

    // From due time to due time, so that late timers don't add up; what was missed is not made up.
    const nowUs = this.#options.clock.nowUs();
    this.#dueUs = Math.max(this.#dueUs + this.#periodUs, nowUs);
    this.#timer = setTimeout(
      () => {
        this.#tick();
      },
      Math.max((this.#dueUs - nowUs) / 1000, 1),
    );
  }

  /** Ages and countdowns move on although nothing else does. */
  #isNewSecond(nowUs: number): boolean {
    return Math.floor(nowUs / US_PER_S) !== Math.floor(this.#lastUpdateUs / US_PER_S);
  }

  #update(): void {
    const {clock, isBusy, update} = this.#options;
    if (isBusy()) {
      this.skipped++;
      this.#isUpdateOwed = true;
      return;
    }

    this.#isUpdateOwed = false;
    this.#lastUpdateUs = clock.nowUs();
    update(this.#lastUpdateUs);
    this.#updateCostUs += clock.nowUs() - this.#lastUpdateUs;
    this.requestDraw();
  }

  #draw(): void {
    const {clock, isBusy, draw, onPainted} = this.#options;
    if (isBusy()) {
      this.#isDrawOwed = true;
      return;
    }

    this.#isDrawOwed = false;
    const startUs = clock.nowUs();
    const hasBytes = draw();
    const endUs = clock.nowUs();
    const costUs = this.#updateCostUs + endUs - startUs;
    this.#updateCostUs = 0;
    onPainted?.({endUs, costUs, hasBytes, updatedUs: this.#lastUpdateUs});
  }
}

import {slotOf} from './flow-window.js';

/** Seconds that a series keeps. */
export const SERIES_SECONDS = 60;

/** Sums of the last seconds. */
export class SecondSeries {
  readonly #sums = new Float64Array(SERIES_SECONDS);
  #first: number | undefined;
  #newest = 0;

  /** Adds to a second, which may be one of the last. */
  add(second: number, amount: number): void {
    this.#advance(second);
    if (second > this.#newest - SERIES_SECONDS) this.#sums[second % SERIES_SECONDS]! += amount;
  }

  /** Begins the series, where that has not been done: a second in which nothing came is 0. */
  begin(second: number): void {
    this.#advance(second);
  }

  /**
   * The last seconds up to the one at hand, which is not over, oldest first. Fewer than there is room
   * for while the series is younger.
   */
  read(nowUs: number): Float64Array {
    if (this.#first === undefined) return new Float64Array();
    this.#advance(slotOf(nowUs));
    const first = Math.max(this.#first, this.#newest - SERIES_SECONDS + 1);
    return Float64Array.from(
      {length: this.#newest - first + 1},
      (_, i) => this.#sums[(first + i) % SERIES_SECONDS]!,
    );
  }

  #advance(second: number): void {
    if (this.#first === undefined) {
      this.#first = second;
      this.#newest = second;
      return;
    }

    const from = Math.max(this.#newest + 1, second - SERIES_SECONDS + 1);
    for (let passed = from; passed <= second; passed++) this.#sums[passed % SERIES_SECONDS] = 0;
    this.#newest = Math.max(this.#newest, second);
  }
}

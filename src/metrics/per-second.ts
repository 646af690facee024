const SECOND_US = 1_000_000;

/** Counts events by whole seconds and tells how many the last full second had. */
export class PerSecondCounter {
  #second = 0;
  #current = 0;
  #last = 0;

  count(nowUs: number): void {
    this.#advance(nowUs);
    this.#current++;
  }

  /** Events in the last full second. */
  read(nowUs: number): number {
    this.#advance(nowUs);
    return this.#last;
  }

  #advance(nowUs: number): void {
    const second = Math.floor(nowUs / SECOND_US);
    if (second === this.#second) return;
    this.#last = second === this.#second + 1 ? this.#current : 0;
    this.#current = 0;
    this.#second = second;
  }
}

/** The worst (greatest) value of each of the last seconds: what a sparkline shows. */
export class WorstPerSecond {
  readonly #values: Float64Array;
  #second = 0;

  constructor(seconds: number) {
    this.#values = new Float64Array(seconds).fill(Number.NaN);
  }

  record(value: number, nowUs: number): void {
    this.#advance(nowUs);
    const i = this.#second % this.#values.length;
    const worst = this.#values[i]!;
    if (!(worst >= value)) this.#values[i] = value;
  }

  /** Writes the seconds into `target`, oldest first, NaN where nothing was recorded. */
  readInto(target: Float64Array, nowUs: number): void {
    this.#advance(nowUs);
    const length = this.#values.length;
    for (let i = 0; i < length; i++) {
      target[i] = this.#values[(this.#second + 1 + i) % length]!;
    }
  }

  #advance(nowUs: number): void {
    const second = Math.floor(nowUs / SECOND_US);
    const passed = Math.min(second - this.#second, this.#values.length);
    for (let i = 0; i < passed; i++) this.#values[(second - i) % this.#values.length] = Number.NaN;
    if (second > this.#second) this.#second = second;
  }
}

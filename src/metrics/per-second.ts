const SECOND_US = 1_000_000;

/** Adds up events by whole seconds and tells how many the last full second had. */
export class PerSecondCounter {
  #second = 0;
  #current = 0;
  #last = 0;

  count(nowUs: number, amount = 1): void {
    this.#advance(nowUs);
    this.#current += amount;
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

const SLOT_US = 2_000_000;
const SLOTS = 10;

/**
 * Estimates (our clock - the exchange's clock) in ms. The smallest (receive - timestamp) of a
 * window holds the offset and the fastest way here; half the smallest ping stands for that way.
 * The window is 20 s: at 50 ppm of drift the offset moves 1 ms in it.
 */
export class ClockOffset {
  readonly #leastDelayMs = new Float64Array(SLOTS).fill(Number.POSITIVE_INFINITY);
  readonly #leastPingMs = new Float64Array(SLOTS).fill(Number.POSITIVE_INFINITY);
  #slotNumber = 0;

  /** `delayMs`: wall clock at receipt minus the frame's timestamp; may be negative. */
  recordDelay(delayMs: number, nowUs: number): void {
    this.#recordLeast(this.#leastDelayMs, delayMs, nowUs);
  }

  recordPing(pingMs: number, nowUs: number): void {
    this.#recordLeast(this.#leastPingMs, pingMs, nowUs);
  }

  /** One of the clocks was set: what was measured before tells nothing. */
  forget(): void {
    this.#leastDelayMs.fill(Number.POSITIVE_INFINITY);
    this.#leastPingMs.fill(Number.POSITIVE_INFINITY);
  }

  /** NaN until both a delay and a ping came within the window. */
  read(nowUs: number): number {
    this.#advance(nowUs);
    const delayMs = Math.min(...this.#leastDelayMs);
    const pingMs = Math.min(...this.#leastPingMs);
    return Number.isFinite(delayMs) && Number.isFinite(pingMs) ? delayMs - pingMs / 2 : Number.NaN;
  }

  #recordLeast(slots: Float64Array, value: number, nowUs: number): void {
    this.#advance(nowUs);
    const i = this.#slotNumber % SLOTS;
    slots[i] = Math.min(slots[i]!, value);
  }

  #advance(nowUs: number): void {
    const number = Math.floor(nowUs / SLOT_US);
    const passed = Math.min(number - this.#slotNumber, SLOTS);
    for (let i = 0; i < passed; i++) {
      this.#leastDelayMs[(number - i) % SLOTS] = Number.POSITIVE_INFINITY;
      this.#leastPingMs[(number - i) % SLOTS] = Number.POSITIVE_INFINITY;
    }

    if (number > this.#slotNumber) this.#slotNumber = number;
  }
}

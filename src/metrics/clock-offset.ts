const SLOT_US = 2_000_000;
const SLOTS = 10;

/** How fast two clocks may drift apart: twice the 50 ppm of an ordinary crystal, in ms a µs. */
const DRIFT_MS_PER_US = 100e-6 / 1000;

/** The smallest PING of so many slots counts: the way itself has no drift. */
const PING_SLOT_US = 60_000_000;
const PING_SLOTS = 5;

/** The first PONG queues behind the first books. */
const PINGS_NEEDED = 2;

/** The exchange's timestamps have no more digits. */
const RESOLUTION_MS = 1;

/** A step of a clock moves all delays alike: so much at least, and all slots within so much. */
const LEAST_STEP_MS = 20;
const LEVEL_MS = 10;

export type OffsetEstimate = {
  /** Our clock minus the exchange's, in ms; NaN until both a delay and two PINGs are known. */
  readonly offsetMs: number;
  /** How far the truth may be from it, in ms. */
  readonly uncertaintyMs: number;
};

/** The smallest value of each of the last slots of time; infinite where there was none. */
class LeastBySlot {
  readonly #slotUs: number;
  readonly #least: Float64Array;
  #number = 0;

  constructor(slotUs: number, slots: number) {
    this.#slotUs = slotUs;
    this.#least = new Float64Array(slots).fill(Number.POSITIVE_INFINITY);
  }

  record(value: number, nowUs: number): void {
    this.advance(nowUs);
    const i = this.#number % this.#least.length;
    this.#least[i] = Math.min(this.#least[i]!, value);
  }

  advance(nowUs: number): void {
    const slots = this.#least.length;
    const number = Math.floor(nowUs / this.#slotUs);
    const passed = Math.min(number - this.#number, slots);
    for (let i = 0; i < passed; i++) {
      this.#least[(number - i) % slots] = Number.POSITIVE_INFINITY;
    }

    if (number > this.#number) this.#number = number;
  }

  clear(): void {
    this.#least.fill(Number.POSITIVE_INFINITY);
  }

  get least(): number {
    return Math.min(...this.#least);
  }

  /** Ascending. */
  get known(): readonly number[] {
    return [...this.#least].filter(Number.isFinite).sort((a, b) => a - b);
  }

  get isFull(): boolean {
    return this.#least.every(Number.isFinite);
  }
}

/**
 * Estimates how far our clock is ahead of the exchange's. The smallest (receive - timestamp) holds the
 * offset and the fastest way here; half the smallest PING stands for that way, and is what is left
 * uncertain, since nothing tells how PING and PONG share it.
 *
 * The floor of the delays may rise by the drift of two crystals and no faster, so a feed that is late
 * for minutes stays late instead of becoming the new zero. A rise that is level for 20 s is none of
 * the feed's: a clock was set, and the floor follows. A fall is followed at once.
 */
export class ClockOffset {
  readonly #delays = new LeastBySlot(SLOT_US, SLOTS);
  readonly #pings = new LeastBySlot(PING_SLOT_US, PING_SLOTS);
  readonly #recentPings = new LeastBySlot(SLOT_US, SLOTS);
  #floorMs = Number.POSITIVE_INFINITY;
  #lastDelayUs = 0;
  #levelCheckUs = 0;
  #leastPingMs = Number.POSITIVE_INFINITY;
  #pingCount = 0;

  /** `delayMs`: our clock at receipt minus the message's timestamp, whatever the sign. */
  recordDelay(delayMs: number, nowUs: number): void {
    const risenMs = this.#floorMs + DRIFT_MS_PER_US * Math.max(0, nowUs - this.#lastDelayUs);
    this.#floorMs = Math.min(delayMs, risenMs);
    this.#lastDelayUs = nowUs;
    this.#delays.record(delayMs, nowUs);
    if (nowUs - this.#levelCheckUs < SLOT_US) return;
    this.#levelCheckUs = nowUs;
    this.#followStep(nowUs);
  }

  recordPing(pingMs: number, nowUs: number): void {
    this.#pings.record(pingMs, nowUs);
    this.#recentPings.record(pingMs, nowUs);
    this.#leastPingMs = this.#pings.least;
    this.#pingCount++;
  }

  /** The estimate alone, which costs nothing. */
  get offsetMs(): number {
    const {isKnown} = this;
    return isKnown ? this.#floorMs - this.#leastPingMs / 2 : Number.NaN;
  }

  get isKnown(): boolean {
    return this.#pingCount >= PINGS_NEEDED && Number.isFinite(this.#floorMs);
  }

  read(nowUs: number): OffsetEstimate {
    if (!this.isKnown) return {offsetMs: Number.NaN, uncertaintyMs: Number.NaN};
    this.#delays.advance(nowUs);
    const {known} = this.#delays;
    // How well the floor is known: what comes now lies so much above it, or is so long ago.
    const typicalMs = known[known.length >> 1] ?? this.#floorMs;
    const aboveMs = Math.max(0, typicalMs - this.#floorMs);
    const driftMs = DRIFT_MS_PER_US * Math.max(0, nowUs - this.#lastDelayUs);
    const uncertaintyMs = this.#leastPingMs / 2 + RESOLUTION_MS + aboveMs + driftMs;
    return {offsetMs: this.offsetMs, uncertaintyMs};
  }

  #followStep(nowUs: number): void {
    if (!this.#delays.isFull) return;
    const {known} = this.#delays;
    const lowest = known[0]!;
    const isLevel = known.at(-1)! - lowest <= LEVEL_MS;
    const stepMs = lowest - this.#floorMs;
    if (!isLevel || stepMs < LEAST_STEP_MS) return;
    this.#floorMs = lowest;
    // Where PINGs have risen with the floor it is the way that has changed, and theirs begin anew.
    this.#recentPings.advance(nowUs);
    const pingMs = this.#recentPings.least;
    if (!Number.isFinite(pingMs) || pingMs - this.#leastPingMs < stepMs / 2) return;
    this.#pings.clear();
    this.#pings.record(pingMs, nowUs);
    this.#leastPingMs = pingMs;
  }
}

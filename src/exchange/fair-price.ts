import type {Temper} from './listing.js';
import type {Random} from './random.js';

/** Room that the price leaves to 0 and to 1, in ticks, so that both sides of a book can exist. */
const EDGE_TICKS = 7;

/** What a market's outcome is worth: a price that wanders around an anchor and comes back. */
export class FairPrice {
  readonly #temper: Temper;
  readonly #ticks: number;
  readonly #random: Random;
  #inTicks: number;

  constructor(temper: Temper, ticks: number, random: Random) {
    this.#temper = temper;
    this.#ticks = ticks;
    this.#random = random;
    this.#inTicks = this.#clamp((temper.anchor + temper.swing * 0.5 * random.normal()) * ticks);
  }

  /** Of the first outcome, in ticks, not rounded. */
  get inTicks(): number {
    return this.#inTicks;
  }

  /** An Ornstein-Uhlenbeck step, exact for any length of time. */
  drift(elapsedS: number): void {
    const {anchor, swing, memoryS, spreadTicks} = this.#temper;
    // One transaction cannot follow a price that runs through the whole spread at once: where transactions
    // are rare the market moves more slowly instead.
    const followable = (0.4 * spreadTicks) / (swing * this.#ticks);
    const time = Math.min(elapsedS, 0.5 * memoryS * followable * followable);
    const kept = Math.exp(-time / memoryS);
    const noise = swing * Math.sqrt(1 - kept * kept) * this.#random.normal();
    const centre = anchor * this.#ticks;
    this.#inTicks = this.#clamp(centre + (this.#inTicks - centre) * kept + noise * this.#ticks);
  }

  #clamp(inTicks: number): number {
    const {anchor, swing} = this.#temper;
    const low = Math.max(EDGE_TICKS, (anchor - 2.5 * swing) * this.#ticks);
    const high = Math.min(this.#ticks - EDGE_TICKS, (anchor + 2.5 * swing) * this.#ticks);
    return Math.min(high, Math.max(low, inTicks));
  }
}

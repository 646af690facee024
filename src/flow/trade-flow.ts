import type {TakerSide} from '../domain/feed-event.js';
import {PRICE_ONE, type Price} from '../domain/price.js';
import {toShares, type SizeMicros} from '../domain/size.js';
import type {TradeTotals, VolumeAtPrice} from '../domain/snapshot.js';
import {slotOf} from './flow-window.js';
import {SecondSeries} from './second-series.js';

type Volume = {bought: number; sold: number};

/** The trades of a market's session, as one of its outcomes sees them. */
export class TradeFlow {
  readonly #volumes = new Map<Price, Volume>();
  readonly #deltas = new SecondSeries();
  #trades = 0;
  #volume = 0;
  #notional = 0;
  #delta = 0;
  #high: Price | undefined;
  #low: Price | undefined;

  /** The market is followed from here on. */
  constructor(nowUs: number) {
    this.#deltas.begin(slotOf(nowUs));
  }

  add(price: Price, size: SizeMicros, side: TakerSide, nowUs: number): void {
    const signed: number = side === 'buy' ? size : 0 - size;
    this.#trades++;
    this.#volume += size;
    this.#notional += (price / PRICE_ONE) * toShares(size);
    this.#delta += signed;
    this.#high = this.#high === undefined || price > this.#high ? price : this.#high;
    this.#low = this.#low === undefined || price < this.#low ? price : this.#low;
    this.#deltas.add(slotOf(nowUs), signed);
    let volume = this.#volumes.get(price);
    if (volume === undefined) {
      volume = {bought: 0, sold: 0};
      this.#volumes.set(price, volume);
    }

    if (side === 'buy') volume.bought += size;
    else volume.sold += size;
  }

  get totals(): TradeTotals {
    return {
      trades: this.#trades,
      volume: this.#volume as SizeMicros,
      notional: this.#notional,
      vwap: this.#notional / toShares(this.#volume as SizeMicros),
      high: this.#high,
      low: this.#low,
      cumulativeDelta: this.#delta,
    };
  }

  /** Cumulative delta at the end of each of the last seconds, oldest first. */
  readCumulativeDeltas(nowUs: number): Float64Array {
    const series = this.#deltas.read(nowUs);
    let delta = this.#delta;
    for (let i = series.length - 1; i >= 0; i--) {
      const gained = series[i]!;
      series[i] = delta;
      delta -= gained;
    }

    return series;
  }

  /** The prices that are nearest to `inside`, those first. */
  readVolumes(inside: number, limit: number): VolumeAtPrice[] {
    const distance = ({price}: VolumeAtPrice): number => Math.abs(price - inside);
    return Array.from(this.#volumes, ([price, {bought, sold}]) => ({
      price,
      bought: bought as SizeMicros,
      sold: sold as SizeMicros,
    }))
      .sort((a, b) => distance(a) - distance(b))
      .slice(0, limit);
  }
}

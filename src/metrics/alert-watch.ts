// Which stages are over the limits that the user set. A limit has been crossed when the p99 of ten
// seconds is above it, and is kept again when that has fallen a little below, so that none flickers.

import type {Alert, Gauge, Limits, StageName} from '../domain/latency.js';

/** Fewer samples have no p99. */
const LEAST_COUNT = 10;

/** An alert ends below this share of its limit. */
const RELEASE = 0.9;

export class AlertWatch {
  readonly #crossed = new Set<StageName>();

  /** The stages over their limits now, and whether one of them was not at the last check. */
  check(
    limits: Limits,
    gaugeOf: (stage: StageName) => Gauge,
  ): {readonly alerts: readonly Alert[]; readonly hasBegun: boolean} {
    const alerts: Alert[] = [];
    let hasBegun = false;
    for (const stage of this.#crossed) if (limits[stage] === undefined) this.#crossed.delete(stage);
    for (const [name, limit] of Object.entries(limits)) {
      const stage = name as StageName;
      const {count, p99} = gaugeOf(stage);
      const wasCrossed = this.#crossed.has(stage);
      const isCrossed = count >= LEAST_COUNT && p99 > (wasCrossed ? RELEASE * limit : limit);
      if (!isCrossed) {
        this.#crossed.delete(stage);
        continue;
      }

      this.#crossed.add(stage);
      hasBegun ||= !wasCrossed;
      alerts.push({stage, p99, limit});
    }

    return {alerts, hasBegun};
  }
}

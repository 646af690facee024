// The delay of this thread's event loop, as Node measures it: garbage collection and everything else
// that keeps the thread from what comes in.

import {monitorEventLoopDelay} from 'node:perf_hooks';

/** How often Node's timer looks. It counts the interval itself as delay. */
const RESOLUTION_MS = 20;

const NS_PER_US = 1000;

/** The percentiles of Node's histogram: each step holds half of what the one before left. */
type Percentiles = Pick<ReturnType<typeof monitorEventLoopDelay>, 'count' | 'percentiles'>;

export class EventLoopWatch {
  readonly #histogram = monitorEventLoopDelay({resolution: RESOLUTION_MS});

  constructor() {
    this.#histogram.enable();
  }

  /** Hands over the delays since the last call, in µs. To be called every second or so. */
  drain(record: (delayUs: number) => void): void {
    for (const [delayNs, count] of spread(this.#histogram)) {
      const delayUs = Math.max(0, delayNs / NS_PER_US - RESOLUTION_MS * 1000);
      for (let i = 0; i < count; i++) record(delayUs);
    }

    this.#histogram.reset();
  }

  close(): void {
    this.#histogram.disable();
  }
}

/** Values with how many samples each stands for; between two steps the greater one is taken. */
export function* spread({
  count,
  percentiles,
}: Percentiles): Generator<[value: number, count: number]> {
  let told = 0;
  for (const [percentile, value] of percentiles) {
    const upTo = Math.min(count, Math.ceil((percentile / 100) * count));
    if (upTo > told) yield [value, upTo - told];
    told = Math.max(told, upTo);
  }
}

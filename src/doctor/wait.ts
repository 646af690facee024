import type {Timers} from '../domain/clock.js';
import type {FeedProbe} from './feed-probe.js';

/** Like `until` of the probe, but for so long at most. */
export async function waitFor(
  probe: Pick<FeedProbe, 'until'>,
  holds: () => boolean,
  limitMs: number,
  timers: Timers,
  signal: AbortSignal,
): Promise<void> {
  const late = new AbortController();
  const cancel = timers.after(limitMs * 1000, () => {
    late.abort();
  });
  await probe.until(holds, AbortSignal.any([signal, late.signal]));
  cancel();
}

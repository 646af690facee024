// In a replay the feed has a clock of its own, which may stand, or run faster: its times become the system's,
// so that whatever is an age on the screen is one of the recording.

import type {Snapshot, TopOfBook} from './domain/snapshot.js';
import type {Trust} from './domain/trust.js';

/** What the feed's clock shows when the system's shows this. */
export function feedUsAt({feedUs, feedRate, publishedUs}: Snapshot, nowUs: number): number {
  return feedRate === 1 && feedUs === publishedUs
    ? nowUs
    : feedUs + (nowUs - publishedUs) * feedRate;
}

/** The same snapshot where the two clocks are one. */
export function toSystemTimes(snapshot: Snapshot, nowUs: number): Snapshot {
  const offsetUs = nowUs - feedUsAt(snapshot, nowUs);
  if (offsetUs === 0) return snapshot;
  const {connection, focus, tops, flow} = snapshot;
  const move = (us: number): number => (us === 0 ? 0 : us + offsetUs);
  const moveTrust = (trust: Trust): Trust => ({...trust, sinceUs: move(trust.sinceUs)});
  return {
    ...snapshot,
    connection: {
      ...connection,
      sinceUs: move(connection.sinceUs),
      retryAtUs: move(connection.retryAtUs),
      lastDataUs: move(connection.lastDataUs),
    },
    focus: focus && {
      ...focus,
      trust: moveTrust(focus.trust),
      updatedUs: move(focus.updatedUs),
    },
    tops: tops.map((top): TopOfBook => ({
      ...top,
      trust: moveTrust(top.trust),
      updatedUs: move(top.updatedUs),
    })),
    flow: flow?.sinceUs === undefined ? flow : {...flow, sinceUs: move(flow.sinceUs)},
  };
}

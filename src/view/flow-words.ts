import type {FlowImage} from '../domain/snapshot.js';

/** How far back the flow of levels goes at most, in seconds. */
const WINDOW_S = 10;

/** How far back it goes in a snapshot of this time; undefined while changes are missed. */
export function flowSeconds(flow: FlowImage | undefined, atUs: number): number | undefined {
  if (flow?.sinceUs === undefined) return undefined;
  return Math.min(WINDOW_S, Math.max(0, Math.floor((atUs - flow.sinceUs) / 1_000_000)));
}

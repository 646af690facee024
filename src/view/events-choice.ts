// What the event log shows, and how far it was read. Pure values and their changes.

import type {EventLogView, LoggedEvent} from '../domain/market-event.js';
import type {ConditionId} from '../domain/market.js';
import {clamp} from './clamp.js';

export type EventsChoice = {
  readonly scope: 'all' | 'market';
  /** Sequence of the marked event; undefined follows the newest. */
  readonly cursor: number | undefined;
  /** How many there were when the log was looked at last. */
  readonly seen: number;
};

export const FIRST_EVENTS: EventsChoice = {scope: 'all', cursor: undefined, seen: 0};

/** Those of one market, and what is about the connection, which is every market's. */
export function selectEvents(
  {events}: EventLogView,
  {scope}: EventsChoice,
  market: ConditionId | undefined,
): readonly LoggedEvent[] {
  if (scope === 'all') return events;
  return events.filter((event) => event.market === undefined || event.market === market);
}

/** Index of the marked event among those shown; one that is no longer kept was the oldest. */
export function markedIndex(events: readonly LoggedEvent[], {cursor}: EventsChoice): number {
  if (cursor === undefined) return 0;
  const index = events.findIndex(({sequence}) => sequence <= cursor);
  return index === -1 ? Math.max(0, events.length - 1) : index;
}

export function moveEvent(
  choice: EventsChoice,
  events: readonly LoggedEvent[],
  rows: number,
): EventsChoice {
  const index = clamp(markedIndex(events, choice) + rows, 0, Math.max(0, events.length - 1));
  return {...choice, cursor: index === 0 ? undefined : events[index]?.sequence};
}

export function countUnseen({seen}: EventsChoice, {total}: EventLogView): number {
  return Math.max(0, total - seen);
}

// The event log, newest first: in full with a cursor, or in short beside other panels.

import type {LoggedEvent} from '../domain/market-event.js';
import type {Catalog} from '../domain/session.js';
import {describeEvent} from './event-words.js';
import type {EventsChoice} from './events-choice.js';
import {markedIndex} from './events-choice.js';
import {clipText, padEnd} from './fit-text.js';
import {formatCount} from './format-number.js';
import type {FormatTime} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import {describeOptions} from './option-words.js';
import type {PaintRow} from './paint-row.js';
import {clipRow, run} from './row-builder.js';

export type EventsInput = {
  /** Those that are to be shown, newest first. */
  readonly events: readonly LoggedEvent[];
  readonly choice: EventsChoice;
  readonly unseen: number;
  readonly catalog: Catalog;
  readonly formatTime: FormatTime;
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
};

/** Cells of a market's name, and the part of the width that it takes at most. */
const MOST_LABEL_CELLS = 28;
const LABEL_PART = 0.2;

/** Where it is narrower than this, seconds leave their cells to the words. */
const SECONDS_FROM_CELLS = 34;
const MINUTES_CELLS = 5;

/** Only the first nine markets have a key. */
const KEYS = 9;

/**
 *  EVENTS  [all] this market   241 events
 * ▸14:02:11  25 bps decrease     Yes bid wall 40.0k at 47¢ pulled after 12 s
 */
export function buildFullEvents(input: EventsInput): PaintRow[] {
  const {events, choice, width, height, glyphs} = input;
  const head: PaintRow = [
    run(' EVENTS  ', 'dim'),
    ...describeOptions(['all', 'this market'], choice.scope === 'all' ? 0 : 1),
    run(`   ${formatCount(events.length)} ${events.length === 1 ? 'event' : 'events'}`, 'dim'),
  ];
  const rows: PaintRow[] = [head];
  const visible = Math.max(0, height - 1);
  const marked = markedIndex(events, choice);
  const last = Math.max(0, events.length - visible);
  const first = Math.min(last, Math.max(0, marked - Math.floor(visible / 2)));
  if (events.length === 0) rows.push([run(' nothing has happened yet', 'dim')]);
  events.slice(first, first + visible).forEach((event, i) => {
    rows.push(buildFullRow(event, first + i === marked, input));
  });
  return rows.slice(0, height).map((row) => clipRow(row, width, glyphs.ellipsis));
}

function buildFullRow(event: LoggedEvent, isMarked: boolean, input: EventsInput): PaintRow {
  const {catalog, width, formatTime, glyphs} = input;
  const market = catalog.markets.find(({conditionId}) => conditionId === event.market);
  const cells = Math.min(MOST_LABEL_CELLS, Math.floor(width * LABEL_PART));
  const label = event.market === undefined ? 'connection' : (market?.label ?? event.market);
  const names = market?.outcomes;
  const words = describeEvent(event, names && [names[0].name, names[1].name], glyphs);
  return [
    run(isMarked ? glyphs.pointer : ' ', 'mark'),
    run(`${formatTime(event.wallMs)}  `, 'dim'),
    run(padEnd(clipText(label, cells, glyphs.ellipsis), cells), isMarked ? 'strong' : 'plain'),
    run('  '),
    run(words.text, words.style),
  ];
}

/** `14:02:11 2 bid wall 40.0k at 47¢ pulled after 12 s`, with the key of the market. */
export function buildShortEvents(input: EventsInput): PaintRow[] {
  const {events, unseen, catalog, width, height, formatTime, glyphs} = input;
  const news: PaintRow =
    unseen === 0 ? [] : [run('  e', 'key'), run(` ${formatNew(unseen)}`, 'mark')];
  const rows: PaintRow[] = [[run(' EVENTS', 'dim'), ...news]];
  if (events.length === 0) rows.push([run(' none yet', 'dim')]);
  for (const event of events.slice(0, Math.max(0, height - 1))) {
    const index = catalog.markets.findIndex(({conditionId}) => conditionId === event.market);
    const key = index >= 0 && index < KEYS ? String(index + 1) : ' ';
    const words = describeEvent(event, undefined, glyphs);
    const time = formatTime(event.wallMs);
    rows.push([
      run(` ${width < SECONDS_FROM_CELLS ? time.slice(0, MINUTES_CELLS) : time} `, 'dim'),
      run(`${key} `, 'key'),
      run(words.short ?? words.text, words.style),
    ]);
  }

  return rows.slice(0, height).map((row) => clipRow(row, width, glyphs.ellipsis));
}

/** `3 new`: for the status line, too. */
export function formatNew(unseen: number): string {
  return `${formatCount(unseen)} new`;
}

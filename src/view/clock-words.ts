// The words for a clock that is off: latencies between two machines mean nothing then.

import {formatClockOffset, formatWholeSpan} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow, StyleName} from './paint-row.js';
import {run} from './row-builder.js';

/** From this offset on, in ms, the feed latency is the clocks' and not the feed's. */
const CLOCK_FLAG_MS = 1_000;

/**
 * A feed that is late in every frame looks like a clock that is ahead. It may be so by seconds; by a
 * minute, on a connection that answers pings, it is the clock. One that is behind can be nothing else.
 */
const SURELY_CLOCK_MS = 60_000;

/** `offsetMs`: our clock minus the exchange's; NaN while unknown. */
export function isClockOff(offsetMs: number): boolean {
  return Math.abs(offsetMs) >= CLOCK_FLAG_MS;
}

/** How values that contain the offset are shown. */
export function clockStyle(offsetMs: number): StyleName {
  return isClockOff(offsetMs) ? 'warn' : 'plain';
}

/** For the feed panel: `+12 ms, feed is raw`, `-5 min 0 s, clock is off`. */
export function describeClock(offsetMs: number, glyphs: Glyphs): PaintRow {
  if (Number.isNaN(offsetMs)) return [run(glyphs.none)];
  const offset = formatClockOffset(offsetMs);
  if (!isClockOff(offsetMs)) return [run(offset), run(', feed is raw', 'dim')];
  return [run(`${offset}, ${isSurelyClock(offsetMs) ? 'clock is off' : 'or feed late'}`, 'warn')];
}

/** For the status line, in place of the feed latency: `clock off by 5 min`. */
export function formatClockOff(offsetMs: number): string {
  const span = formatWholeSpan(Math.round(Math.abs(offsetMs) / 1000) * 1_000_000);
  return isSurelyClock(offsetMs) ? `clock off by ${span}` : `clock off or feed late by ${span}`;
}

function isSurelyClock(offsetMs: number): boolean {
  return offsetMs < 0 || offsetMs >= SURELY_CLOCK_MS;
}

// The words for a clock that is off: latencies between two machines mean nothing then.

import type {Snapshot} from '../domain/snapshot.js';
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

/** How latencies are shown: raw ones contain the offset, and corrected ones may have lost what is late. */
export function clockStyle(offsetMs: number, isRaw: boolean): StyleName {
  return isClockOff(offsetMs) && (isRaw || !isSurelyClock(offsetMs)) ? 'warn' : 'plain';
}

type Clock = Pick<Snapshot, 'clockOffsetMs' | 'clockUncertaintyMs'>;

/** For the feed panel: `+12 ms ±18 ms`, `-5 min 0 s, clock is off`. */
export function describeClock(
  {clockOffsetMs, clockUncertaintyMs}: Clock,
  glyphs: Glyphs,
): PaintRow {
  if (Number.isNaN(clockOffsetMs)) return [run(glyphs.none)];
  const offset = formatClockOffset(clockOffsetMs);
  if (!isClockOff(clockOffsetMs)) {
    return [run(offset), run(` ${formatUncertainty(clockUncertaintyMs, glyphs)}`, 'dim')];
  }

  const words = isSurelyClock(clockOffsetMs) ? 'clock is off' : 'or feed late';
  return [run(`${offset}, ${words}`, 'warn')];
}

/** For the latency panel, where there is room for both: `clock -5 min 0 s ±18 ms, off`. */
export function describeOffset(
  {clockOffsetMs, clockUncertaintyMs}: Clock,
  glyphs: Glyphs,
): PaintRow {
  if (Number.isNaN(clockOffsetMs)) return [run('clock offset unknown', 'dim')];
  const offset = formatClockOffset(clockOffsetMs);
  const text = `clock ${offset} ${formatUncertainty(clockUncertaintyMs, glyphs)}`;
  if (!isClockOff(clockOffsetMs)) return [run(text)];
  return [run(`${text}, ${isSurelyClock(clockOffsetMs) ? 'off' : 'off or feed late'}`, 'warn')];
}

function formatUncertainty(uncertaintyMs: number, glyphs: Glyphs): string {
  return formatClockOffset(uncertaintyMs).replace('+', glyphs.plusMinus);
}

/** For the status line: `clock off by 5 min`. */
export function formatClockOff(offsetMs: number): string {
  const span = formatWholeSpan(Math.round(Math.abs(offsetMs) / 1000) * 1_000_000);
  return isSurelyClock(offsetMs) ? `clock off by ${span}` : `clock off or feed late by ${span}`;
}

export function isSurelyClock(offsetMs: number): boolean {
  return offsetMs < 0 || offsetMs >= SURELY_CLOCK_MS;
}

// Faults as one writes them: `freeze`, `freeze@5`, `freeze@5+20`.

import {FAULT_NAMES, type FaultPlan} from './fault-table.js';

/** A value, or what is wrong: the rest of a sentence whose subject the caller knows. */
export type Parsed<T> =
  | {readonly kind: 'parsed'; readonly value: T}
  | {readonly kind: 'refused'; readonly predicate: string};

/** Seconds after the exchange has opened: time enough to see the book first. */
const DEFAULT_START_S = 5;

const SECONDS = /^\d*\.?\d+$/;

/** `name[@start[+duration]]`, both in seconds; without a duration it is that of the fault's row. */
export function parseFaultPlan(text: string): Parsed<FaultPlan> {
  const at = text.indexOf('@');
  const [nameText, timeText] =
    at === -1 ? [text, String(DEFAULT_START_S)] : [text.slice(0, at), text.slice(at + 1)];
  const plus = timeText.indexOf('+');
  const [startText, durationText] =
    plus === -1 ? [timeText, undefined] : [timeText.slice(0, plus), timeText.slice(plus + 1)];
  if (!SECONDS.test(startText)) return refuse(`takes seconds after the "@", not "${text}"`);
  if (durationText !== undefined && !SECONDS.test(durationText)) {
    return refuse(`takes seconds after the "+", not "${text}"`);
  }

  const name = FAULT_NAMES.find((candidate) => candidate === nameText);
  if (name === undefined) return refuse(`takes ${FAULT_NAMES.join(', ')}, not "${nameText}"`);
  const atMs = toMs(startText);
  const value =
    durationText === undefined ? {name, atMs} : {name, atMs, durationMs: toMs(durationText)};
  return {kind: 'parsed', value};
}

function toMs(seconds: string): number {
  return Math.round(Number(seconds) * 1000);
}

export function refuse(predicate: string): {readonly kind: 'refused'; readonly predicate: string} {
  return {kind: 'refused', predicate};
}

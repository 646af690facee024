// A check as a person reads it: glyph, verdict, name, time, what was found, and what to do.

import {toPlainText} from '../domain/plain-text.js';
import {toAsciiText} from '../view/ascii-rows.js';
import type {Check, Outcome, Verdict} from './check.js';
import type {Summary} from './summary.js';

/** Hosts, titles and reasons come from outside. */
const MAX_TEXT_LENGTH = 500;

const NAME_CELLS = 10;
const VERDICT_CELLS = 7;
const TIME_CELLS = 8;

/** Where the hints stand: below the names. */
const HINT_INDENT = 2 + VERDICT_CELLS + 1;

const GLYPHS: Readonly<Record<Verdict, readonly [unicode: string, ascii: string]>> = {
  ok: ['✓', '+'],
  warn: ['!', '!'],
  failed: ['✗', 'x'],
  skipped: ['–', '-'],
};

/** Green, yellow, red, dim: colours that every terminal has in its own shade. */
const SGR: Readonly<Record<Verdict, number>> = {ok: 32, warn: 33, failed: 31, skipped: 2};

export type Look = {
  readonly isAscii: boolean;
  readonly hasColor: boolean;
};

/** One line, or two where there is something to do. */
export function formatOutcome(outcome: Outcome, look: Look): readonly string[] {
  const {verdict, name, target, durationMs, detail, hint} = outcome;
  const label = `${glyphOf(verdict, look)} ${verdict.padEnd(VERDICT_CELLS)}`;
  const time = (durationMs === 0 ? '-' : formatMs(durationMs)).padStart(TIME_CELLS);
  const found = toShown(`${target}: ${detail}`, look);
  const line = `${paint(label, verdict, look)} ${name.padEnd(NAME_CELLS)} ${time}  ${found}`;
  if (hint === undefined) return [line];
  const arrow = look.isAscii ? '->' : '→';
  return [line, `${' '.repeat(HINT_INDENT)}${arrow} ${toShown(hint, look)}`];
}

/** What is under way, until its outcome takes its place. */
export function formatPending({name, target}: Check, look: Look): string {
  const glyph = look.isAscii ? '.' : '…';
  const label = `${glyph} ${''.padEnd(VERDICT_CELLS)}`;
  return `${label} ${name.padEnd(NAME_CELLS)} ${''.padStart(TIME_CELLS)}  ${toShown(target, look)}`;
}

/** `9 checks passed, 1 failed`; what there is none of is left out. */
export function formatSummary({passed, warned, failed, skipped}: Summary): string {
  const parts = [`${passed} ${passed === 1 ? 'check' : 'checks'} passed`];
  if (warned > 0) parts.push(`${warned} with a warning`);
  if (failed > 0) parts.push(`${failed} failed`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  return parts.join(', ');
}

/** `0.4 ms`, `23 ms`, `1.52 s`. */
export function formatMs(ms: number): string {
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  return ms < 999.5 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

function glyphOf(verdict: Verdict, {isAscii}: Look): string {
  return GLYPHS[verdict][isAscii ? 1 : 0];
}

function paint(text: string, verdict: Verdict, {hasColor}: Look): string {
  return hasColor ? `\u001b[${SGR[verdict]}m${text}\u001b[0m` : text;
}

function toShown(text: string, {isAscii}: Look): string {
  const plain = toPlainText(text, MAX_TEXT_LENGTH);
  return isAscii ? toAsciiText(plain) : plain;
}

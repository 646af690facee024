// The help: every key, then what the trust words promise.

import {padEnd} from './fit-text.js';
import type {Glyphs} from './glyphs.js';
import {formatKeyLabel, KEY_TABLE} from './key-table.js';
import type {PaintRow, Region} from './paint-row.js';
import {clipRow, run} from './row-builder.js';
import {TRUST_WORDS} from './trust-words.js';

const LABEL_CELLS = 11;

/** Headings and the blank between the two lists included. */
const LINE_COUNT = KEY_TABLE.length + Object.keys(TRUST_WORDS).length + 3;

/** The first line shown when the help is scrolled to its end. */
export function lastHelpTop(bodyRows: number): number {
  return Math.max(0, LINE_COUNT - bodyRows);
}

/** The lines of the help from `top` on, as many as the region holds; never past its end. */
export function buildHelpRows(top: number, region: Region, glyphs: Glyphs): PaintRow[] {
  const lines = listLines(glyphs);
  const first = Math.min(top, lastHelpTop(region.height));
  return lines
    .slice(first, first + region.height)
    .map((row) => clipRow(row, region.width, glyphs.ellipsis));
}

function listLines(glyphs: Glyphs): PaintRow[] {
  const keys = KEY_TABLE.map((entry): PaintRow => {
    const label = formatKeyLabel(entry, glyphs.isAscii);
    return [run(` ${padEnd(label, LABEL_CELLS)}`, 'key'), run(entry.help)];
  });
  const words = Object.entries(TRUST_WORDS).map(([word, {style, meaning}]): PaintRow => {
    return [run(` ${padEnd(word, LABEL_CELLS)}`, style), run(meaning)];
  });
  return [[run(' KEYS', 'dim')], ...keys, [], [run(' TRUST', 'dim')], ...words];
}

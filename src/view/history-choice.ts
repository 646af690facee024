// What of the past the user wants to see: how much of it, and how coarse its prices are.

import {clamp} from './clamp.js';

export const SPAN_NAMES = ['1 min', '5 min', '1 h'] as const;

export type SpanName = (typeof SPAN_NAMES)[number];

export const SPAN_SECONDS: Readonly<Record<SpanName, number>> = {
  '1 min': 60,
  '5 min': 300,
  '1 h': 3_600,
};

export type HistoryChoice = {
  readonly span: SpanName;
  /** Steps that prices are coarser (negative: finer) than what fits by itself. */
  readonly zoom: number;
  /** Whether a screen that is wide enough has a column for it. */
  readonly hasColumn: boolean;
};

export const FIRST_HISTORY: HistoryChoice = {span: '5 min', zoom: 0, hasColumn: true};

const MOST_ZOOM = 9;

export function nextSpan(choice: HistoryChoice): HistoryChoice {
  const index = SPAN_NAMES.indexOf(choice.span) + 1;
  return {...choice, span: SPAN_NAMES[index % SPAN_NAMES.length]!};
}

export function moveZoom(choice: HistoryChoice, by: 1 | -1): HistoryChoice {
  return {...choice, zoom: clamp(choice.zoom + by, -MOST_ZOOM, MOST_ZOOM)};
}

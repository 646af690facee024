// The same for programs: one JSON object a line, `type` first.

import {toJsonLine} from '../domain/json-line.js';
import {toSentence} from '../domain/problem.js';
import type {Figures, Outcome} from './check.js';
import {isWell, type Summary} from './summary.js';

export function formatOutcomeJson(outcome: Outcome): string {
  const {name, target, verdict, durationMs, detail, hint, figures} = outcome;
  return toJsonLine({
    type: 'check',
    name,
    target: toSentence(target),
    verdict,
    duration_ms: toTenths(durationMs),
    detail: toSentence(detail),
    hint: hint === undefined ? null : toSentence(hint),
    ...roundAll(figures),
  });
}

export function formatSummaryJson(summary: Summary): string {
  return toJsonLine({type: 'doctor', ok: isWell(summary), ...summary});
}

function roundAll(figures: Figures): Figures {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      name,
      typeof value === 'number' ? toTenths(value) : value,
    ]),
  );
}

function toTenths(value: number): number {
  return Math.round(value * 10) / 10;
}

import type {Market} from '../domain/market.js';
import {toPlainText} from '../domain/plain-text.js';
import {PolybookError} from '../domain/problem.js';

/** Which of a market's two outcomes. */
export type OutcomeIndex = 0 | 1;

/**
 * The index of the outcome named, whatever its case; the beginning of a name is enough where only
 * one begins like that. Undefined where none does.
 */
export function tryOutcome(market: Market, name: string): OutcomeIndex | undefined {
  const wanted = name.trim().toLowerCase();
  const names = market.outcomes.map((outcome) => outcome.name.toLowerCase());

  const exact = names.indexOf(wanted);
  if (exact !== -1) return exact as OutcomeIndex;
  const first = names.findIndex((candidate) => candidate.startsWith(wanted));
  const last = names.findLastIndex((candidate) => candidate.startsWith(wanted));
  return wanted !== '' && first !== -1 && first === last ? (first as OutcomeIndex) : undefined;
}

/** Like `tryOutcome`, for a name that has to be there. */
export function findOutcome(market: Market, name: string): OutcomeIndex {
  const index = tryOutcome(market, name);
  if (index !== undefined) return index;
  const [one, other] = market.outcomes;
  throw new PolybookError(
    'OUTCOME_NOT_FOUND',
    `"${market.question}" has no outcome "${toPlainText(name, 80)}"`,
    {hint: `Pass --outcome "${one.name}" or --outcome "${other.name}"`},
  );
}

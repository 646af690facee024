// One event, many markets of which exactly one comes true: what one share of each costs, or brings.

import type {Market} from '../domain/market.js';
import type {Catalog} from '../domain/session.js';
import type {TopOfBook} from '../domain/snapshot.js';
import {explainTop, isTwoWay, topOfAsset, type TwoWay} from './asset-tops.js';
import {sumPrices, type PriceSums} from './price-sums.js';
import {selectSiblings} from './siblings.js';

export type Basket = {
  /** Whether its markets exclude each other, so that there may be a sum at all. */
  readonly isNegRisk: boolean;
  /** Legs that are watched and have what a sum needs. */
  readonly good: number;
  /** Legs that the event has; undefined where nobody said. */
  readonly total: number | undefined;
  readonly outcome:
    | {
        readonly kind: 'sums';
        /** Of the first outcome of each leg: exactly one is worth 1. */
        readonly first: PriceSums;
        /** Of the second one: all but one are worth 1. */
        readonly second: PriceSums;
      }
    /** Why there is no sum. */
    | {readonly kind: 'none'; readonly why: string};
};

/** Undefined where the market stands alone. */
export function selectBasket(
  catalog: Catalog,
  tops: readonly TopOfBook[],
  market: Market,
): Basket | undefined {
  const legs = selectSiblings(catalog, market).map((index) => catalog.markets[index]!);
  const total = market.eventLegs;
  if (legs.length < 2 && (total ?? 0) < 2) return undefined;

  const booksOf = (index: 0 | 1): (TopOfBook | undefined)[] =>
    legs.map(({outcomes}) => topOfAsset(catalog, tops, outcomes[index].assetId));
  const first = booksOf(0);
  const second = booksOf(1);
  const problems = legs.flatMap((leg, i) => explainLeg(leg, first[i], second[i]) ?? []);
  const good = legs.length - problems.length;
  const isNegRisk = legs.every((leg) => leg.negRisk === true);
  const why = isNegRisk ? (explainCount(legs, total) ?? explainLegs(problems)) : 'not neg-risk';
  if (why !== undefined) return {isNegRisk, good, total, outcome: {kind: 'none', why}};
  return {
    isNegRisk,
    good,
    total,
    outcome: {
      kind: 'sums',
      first: sumPrices(wholeOnes(first), 1),
      second: sumPrices(wholeOnes(second), legs.length - 1),
    },
  };
}

function explainCount(legs: readonly Market[], total: number | undefined): string | undefined {
  if (total === undefined) return 'number of legs unknown';
  const missing = total - legs.length;
  if (missing === 0) return undefined;
  if (missing < 0) return `${total} were listed, ${legs.length} are watched`;
  return `${missing} ${missing === 1 ? 'is' : 'are'} not watched`;
}

function explainLeg(
  leg: Market,
  first: TopOfBook | undefined,
  second: TopOfBook | undefined,
): string | undefined {
  if (leg.status !== 'open') return `is ${leg.status}`;
  return explainTop(first) ?? explainTop(second);
}

/** The commonest problem, counted: `2 have no ask`. */
function explainLegs(problems: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const problem of problems) counts.set(problem, (counts.get(problem) ?? 0) + 1);
  const [worst] = [...counts].sort(([, a], [, b]) => b - a);
  if (worst === undefined) return undefined;
  const [problem, count] = worst;
  const verb = problem.replace(/^has /, 'have ').replace(/^is /, 'are ');
  return `${count} ${count === 1 ? problem : verb}`;
}

function wholeOnes(tops: readonly (TopOfBook | undefined)[]): TwoWay[] {
  return tops.filter((top) => top !== undefined).filter(isTwoWay);
}

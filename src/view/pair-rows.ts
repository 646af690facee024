// The pair panel: what one share of each outcome costs together, or brings; the same over all markets of
// the event; and what earns liquidity rewards.
//
//    Yes + No        sum   edge   size       Y+N ask 0.998  +2t  1.2k
//    buy both      0.998    +2t   1.2k       Y+N bid 0.993  -7t  800
//    sell both     0.993    -7t    800
//    EVENT 5 of 5 legs
//    buy every Yes 1.013  -1.3¢    900

import type {Rewards} from '../domain/market.js';
import type {Price} from '../domain/price.js';
import type {BookImage} from '../domain/snapshot.js';
import {clipText, padEnd, padStart} from './fit-text.js';
import {fitSegments, type Segment} from './fit-segments.js';
import {formatShares, SHARES_CELLS} from './format-number.js';
import {centDecimals, formatCents} from './format-price.js';
import type {Glyphs} from './glyphs.js';
import {formatEdge, formatEdgeTicks, formatSum, initialsOf} from './pair-words.js';
import type {PaintRow} from './paint-row.js';
import type {PriceSum, PriceSums} from './price-sums.js';
import {selectRewardsBand} from './rewards-band.js';
import {clipRow, run} from './row-builder.js';
import type {Basket} from './select-basket.js';
import type {Pair} from './select-pair.js';
import type {Selection} from './selection.js';
import type {PanelSize} from './view-input.js';

/** With their blanks: `19.991`, `+12.3¢`, `31.0M`. */
const SUM_CELLS = 7;
const EDGE_CELLS = 7;
const SIZE_CELLS = SHARES_CELLS + 1;

/** Below this a label says `buy Yes` instead of `buy every Yes`. */
const LONG_LABEL_CELLS = 14;

/** What decides how much the panel has to say. */
export type PairNeeds = {
  readonly isAlone: boolean;
  readonly isNegRisk: boolean;
};

export type PairInput = PanelSize & {
  readonly pair: Pair;
  /** Undefined where the market stands alone. */
  readonly basket: Basket | undefined;
  readonly market: Selection['market'];
  /** Undefined while there is none. */
  readonly book: BookImage | undefined;
  readonly tick: Price | undefined;
  readonly glyphs: Glyphs;
};

/** Rows of the table: they do not change with the books. */
export function pairRowCount({isAlone, isNegRisk}: PairNeeds): number {
  if (isAlone) return 3;
  return isNegRisk ? 8 : 5;
}

export function buildPairRows(input: PairInput): PaintRow[] {
  const {basket, height, width, glyphs} = input;
  const isAlone = basket === undefined;
  const isShort = height < pairRowCount({isAlone, isNegRisk: basket?.isNegRisk === true});
  const rows = isShort ? buildShort(input) : buildTable(input);
  return [...rows, ...buildRewards(input)]
    .slice(0, height)
    .map((row) => clipRow(row, width, glyphs.ellipsis));
}

function buildTable(input: PairInput): PaintRow[] {
  const {pair, basket, market, tick, width, glyphs} = input;
  const [first, second] = market.outcomes;
  const labelCells = Math.max(1, width - SUM_CELLS - EDGE_CELLS - SIZE_CELLS);
  const label = (text: string): string =>
    padEnd(clipText(text, labelCells, glyphs.ellipsis), labelCells);
  const line = (text: string, sum: PriceSum, edge: string): PaintRow => [
    run(label(text), 'dim'),
    run(padStart(formatSum(sum.sum, tick), SUM_CELLS), 'strong'),
    run(padStart(edge, EDGE_CELLS), sum.edge > 0 ? 'good' : 'dim'),
    run(padStart(formatShares(sum.size), SIZE_CELLS)),
  ];
  const heading = [
    padStart('sum', SUM_CELLS),
    padStart('edge', EDGE_CELLS),
    padStart('size', SIZE_CELLS),
  ];
  const every = labelCells < LONG_LABEL_CELLS ? '' : 'every ';
  const lines = (name: string, {ask, bid}: PriceSums): PaintRow[] => [
    line(`buy ${every}${name}`, ask, formatEdge(ask.edge, glyphs)),
    line(`sell ${every}${name}`, bid, formatEdge(bid.edge, glyphs)),
  ];

  return [
    [run(label(`${first.name} + ${second.name}`) + heading.join(''), 'dim')],
    ...(pair.kind === 'none'
      ? [sayWhy(pair.why), []]
      : [
          line('buy both', pair.sums.ask, formatEdgeTicks(pair.sums.ask.edge, tick, glyphs)),
          line('sell both', pair.sums.bid, formatEdgeTicks(pair.sums.bid.edge, tick, glyphs)),
        ]),
    ...(basket === undefined ? [] : [[run(`EVENT ${countLegs(basket)}`, 'dim')] as PaintRow]),
    ...(basket?.outcome.kind === 'none' ? [sayWhy(basket.outcome.why)] : []),
    ...(basket?.outcome.kind === 'sums'
      ? [...lines(first.name, basket.outcome.first), ...lines(second.name, basket.outcome.second)]
      : []),
  ];
}

/** Two rows for the market, and two for the first outcomes of the event. */
function buildShort({pair, basket, market, tick, width, glyphs}: PairInput): PaintRow[] {
  const line = (name: string, sum: PriceSum, edge: string): PaintRow =>
    fitSegments(
      [
        {
          row: [run(`${name} `, 'dim'), run(formatSum(sum.sum, tick), 'strong')],
          rank: 0,
          isKept: true,
        },
        {row: [run(edge, sum.edge > 0 ? 'good' : 'dim')], rank: 1},
        {row: [run(formatShares(sum.size))], rank: 2},
      ],
      width,
      '  ',
    );
  const both = initialsOf(market);
  const rows =
    pair.kind === 'none'
      ? [sayWhy(pair.why, both)]
      : (['ask', 'bid'] as const).map((side) => {
          const sum = pair.sums[side];
          return line(`${both} ${side}`, sum, formatEdgeTicks(sum.edge, tick, glyphs));
        });
  if (basket === undefined) return rows;
  const {outcome, good} = basket;
  if (outcome.kind === 'none') return [...rows, sayWhy(outcome.why, 'event')];
  const [{name}] = market.outcomes;
  return [
    ...rows,
    ...(['ask', 'bid'] as const).map((side) => {
      const sum = outcome.first[side];
      return line(`${good} ${clipText(name, 6, '')} ${side}`, sum, formatEdge(sum.edge, glyphs));
    }),
  ];
}

function sayWhy(why: string, what = 'no sum'): PaintRow {
  return [run(`${what}: `, 'dim'), run(why, 'warn')];
}

/** `5 of 5 legs` */
function countLegs({good, total}: Basket): string {
  return total === undefined ? `${good} legs` : `${good} of ${total} legs`;
}

/** `rewards ±3.5¢ ≥200 12.1k bid 9.8k ask`; none where the market pays none. */
function buildRewards({market, book, width, glyphs}: PairInput): PaintRow[] {
  const {rewards} = market;
  if (rewards === undefined || book === undefined) return [];
  const band = selectRewardsBand(book, rewards);
  const sums: readonly Segment[] =
    band === undefined
      ? [{row: [run('no midpoint', 'warn')], rank: 1, isKept: true}]
      : (['bid', 'ask'] as const).map((side) => ({
          row: [run(`${formatShares(band[side].size)} `, side), run(side, 'dim')],
          rank: 0,
          isKept: true,
        }));
  return [fitSegments([...describeTerms(rewards, glyphs), ...sums], width, ' ')];
}

function describeTerms({maxSpread, minSize}: Rewards, glyphs: Glyphs): Segment[] {
  const spread = glyphs.plusMinus + formatCents(maxSpread, centDecimals(maxSpread), glyphs.cent);
  return [
    {
      row: [run(`rewards ${spread}`, 'dim')],
      shorter: [{row: [run(`rew ${spread}`, 'dim')], rank: 2}],
      rank: 1,
      isKept: true,
    },
    {row: [run(`${glyphs.atLeast}${formatShares(minSize)}`, 'dim')], rank: 3},
  ];
}

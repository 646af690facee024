// The flow panel: the session's trades as the shown outcome sees them, how the book has leaned for a
// minute, and what was traded at which price.

import type {FlowImage, VolumeAtPrice} from '../domain/snapshot.js';
import {formatBar, formatTrend} from './bars.js';
import {padEnd, padStart} from './fit-text.js';
import {flowSeconds} from './flow-words.js';
import {
  COMPACT_CELLS,
  formatCompactShares,
  formatCount,
  formatDollars,
  formatShares,
  formatSignedShares,
  SHARES_CELLS,
} from './format-number.js';
import {centCells, centDecimals, formatCents} from './format-price.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow} from './paint-row.js';
import {run} from './row-builder.js';
import type {PanelSize} from './view-input.js';

const NAME_CELLS = 8;

/** A sign and a size, with a blank. */
const SIGNED_CELLS = SHARES_CELLS + 2;

/** A size in its shortest form, with a blank. */
const VOLUME_CELLS = COMPACT_CELLS + 1;

/** A cell for each second that a series has at most. */
const MAX_TREND_CELLS = 60;

/** Shorter bars say nothing. */
const MIN_BAR_CELLS = 2;

export type FlowInput = PanelSize & {
  /** Undefined while there is no book. */
  readonly flow: FlowImage | undefined;
  /** When all of it was so. */
  readonly atUs: number;
  /** Decimals that the tick needs, in cents. */
  readonly decimals: number;
  readonly glyphs: Glyphs;
};

export function buildFlowRows(input: FlowInput): PaintRow[] {
  const {flow, height} = input;
  if (flow === undefined) return [[run('FLOW', 'dim')]];
  const rows = [
    buildHeading(flow, input),
    buildDelta(flow),
    buildVwap(flow, input),
    buildVolume(flow),
    buildImbalance(flow, input),
    buildDeltaTrend(flow, input),
  ];
  const left = height - rows.length - 1;
  if (left > 0) rows.push(buildVolumeHeading(input), ...buildVolumes(flow.volumes, left, input));
  return rows.slice(0, height);
}

/** Where levels don't go back for all of their ten seconds, why. */
function buildHeading(flow: FlowImage, {atUs, glyphs}: FlowInput): PaintRow {
  const seconds = flowSeconds(flow, atUs);
  const remark =
    seconds === undefined ? 'interrupted' : seconds < 10 ? `levels since ${seconds} s` : '';
  return [
    run('FLOW', 'dim'),
    run(
      remark === '' ? '' : `${glyphs.separator}${remark}`,
      seconds === undefined ? 'warn' : 'dim',
    ),
  ];
}

/** What takers have bought less what they have sold. */
function buildDelta({totals}: FlowImage): PaintRow {
  const {cumulativeDelta, trades} = totals;
  const style = cumulativeDelta < 0 ? 'ask' : 'bid';
  return [
    name('delta'),
    run(padEnd(formatSignedShares(cumulativeDelta), SIGNED_CELLS), style),
    run(`${formatCount(trades)} ${trades === 1 ? 'trade' : 'trades'}`, 'dim'),
  ];
}

function buildVwap({totals}: FlowImage, {decimals, glyphs}: FlowInput): PaintRow {
  const {vwap, high, low} = totals;
  if (high === undefined || low === undefined) return [name('vwap'), run(glyphs.none)];
  const cents = (units: number, places: number): string => formatCents(units, places, glyphs.cent);
  const range = [low, high].map((price) => cents(price, Math.max(decimals, centDecimals(price))));
  return [
    name('vwap'),
    run(padEnd(cents(vwap * 10_000, decimals + 1), SIGNED_CELLS)),
    run(range.join(' to '), 'dim'),
  ];
}

function buildVolume({totals}: FlowImage): PaintRow {
  const {volume, notional} = totals;
  return [
    name('volume'),
    run(padEnd(formatShares(volume), SIGNED_CELLS)),
    run(formatDollars(notional), 'dim'),
  ];
}

/** Around its middle: columns above it are seconds in which buyers gained. */
function buildImbalance({imbalances}: FlowImage, input: FlowInput): PaintRow {
  const shown = squeeze(imbalances, trendCells(input), meanOf);
  const most = Math.max(...shown.map(Math.abs), 0);
  const sum = imbalances.reduce((total, value) => total + value, 0);
  return buildTrend('ofi 60s', shown, [-most, most], sum, input);
}

function buildDeltaTrend({cumulativeDeltas}: FlowImage, input: FlowInput): PaintRow {
  const shown = squeeze(cumulativeDeltas, trendCells(input), (values) => values.at(-1)!);
  const range = [Math.min(...shown), Math.max(...shown)] as const;
  const change = (cumulativeDeltas.at(-1) ?? 0) - (cumulativeDeltas[0] ?? 0);
  return buildTrend('cvd 60s', shown, range, change, input);
}

function buildTrend(
  label: string,
  shown: readonly number[],
  range: readonly [number, number],
  figure: number,
  input: FlowInput,
): PaintRow {
  return [
    name(label),
    run(formatTrend(shown, trendCells(input), input.glyphs.sparks, range), 'mark'),
    run(padStart(formatSignedShares(figure), SIGNED_CELLS)),
  ];
}

function trendCells({width}: FlowInput): number {
  return Math.max(0, Math.min(MAX_TREND_CELLS, width - NAME_CELLS - SIGNED_CELLS));
}

/** All of a series in at most so many values, each for some of its seconds. */
function squeeze(
  series: Float64Array,
  cells: number,
  join: (values: Float64Array) => number,
): number[] {
  const count = Math.min(series.length, cells);
  const startOf = (i: number): number => Math.floor((i * series.length) / count);
  return Array.from({length: count}, (_, i) => join(series.subarray(startOf(i), startOf(i + 1))));
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

type VolumeColumns = {
  readonly priceCells: number;
  /** 0 where there is no room. */
  readonly barCells: number;
};

function volumeColumns({width, decimals}: FlowInput): VolumeColumns {
  const priceCells = centCells(decimals) + 2;
  const free = Math.floor((width - priceCells - 2) / 2) - VOLUME_CELLS;
  return {priceCells, barCells: free < MIN_BAR_CELLS ? 0 : free};
}

/** As in the ladder: bids, which are met by sellers, left of the price, asks right of it. */
function buildVolumeHeading(input: FlowInput): PaintRow {
  const {priceCells, barCells} = volumeColumns(input);
  const side = VOLUME_CELLS + barCells;
  const words = [
    padEnd('sold', side + 1),
    padEnd(padStart('price', priceCells - 1), priceCells + 1),
    padStart('bought', side),
  ];
  return [run(words.join(''), 'dim')];
}

/** The prices nearest to the inside market, the highest first. */
function buildVolumes(
  volumes: readonly VolumeAtPrice[],
  rows: number,
  input: FlowInput,
): PaintRow[] {
  const {decimals, glyphs} = input;
  if (volumes.length === 0) return [[run('no trades yet', 'dim')]];
  const {priceCells, barCells} = volumeColumns(input);
  const shown = volumes.slice(0, rows).sort((a, b) => b.price - a.price);
  const most = shown.reduce((max, {bought, sold}) => Math.max(max, bought, sold), 0);
  const size = (micros: number): string => (micros === 0 ? '' : formatCompactShares(micros));
  return shown.map(({price, bought, sold}): PaintRow => {
    const cents = formatCents(price, Math.max(decimals, centDecimals(price)), glyphs.cent);
    return [
      run(padEnd(size(sold), VOLUME_CELLS), 'ask'),
      run(formatBar(sold / most, barCells, glyphs.leftBars, 'left'), 'ask_bar'),
      run(glyphs.wall, 'dim'),
      run(padEnd(padStart(cents, priceCells - 1), priceCells)),
      run(glyphs.wall, 'dim'),
      run(formatBar(bought / most, barCells, glyphs.rightBars, 'right'), 'bid_bar'),
      run(padStart(size(bought), VOLUME_CELLS), 'bid'),
    ];
  });
}

function name(text: string): PaintRow[number] {
  return run(padEnd(text, NAME_CELLS), 'dim');
}

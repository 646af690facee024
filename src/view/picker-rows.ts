// The picker: a text field, what becomes of the search, and the choices with what is known of each.

import type {ConditionId, Market} from '../domain/market.js';
import type {MarketOrder} from '../domain/market-order.js';
import {clipText, clipTextStart, padStart} from './fit-text.js';
import {formatAmount} from './format-number.js';
import {formatWholeSpan} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow, Region} from './paint-row.js';
import {isAnswered, type Picker} from './picker-state.js';
import {clipRow, run, spreadRow, targetRow} from './row-builder.js';

/** Rows above the choices: the field and what became of the search. */
const HEAD_ROWS = 2;

/** One fact beside the question, where there is room for it, and all of them where there is more. */
const DETAIL_CELLS = 18;
const DETAIL_FROM_COLUMNS = 60;
const COLUMNS_FROM_COLUMNS = 100;

export type PickerSurroundings = {
  readonly watchedIds: ReadonlySet<ConditionId>;
  readonly nowUs: number;
  readonly wallMs: number;
  readonly glyphs: Glyphs;
};

/** Headings with the cells of each column. */
const COLUMNS = [
  ['~price', 8],
  ['24 h', 10],
  ['liquidity', 11],
  ['ends in', 10],
] as const;

const ORDER_WORDS: Readonly<Record<MarketOrder, string>> = {
  volume: 'by volume of 24 h',
  liquidity: 'by liquidity',
  end: 'by end, soonest first',
};

export function buildPickerRows(
  picker: Picker,
  region: Region,
  surroundings: PickerSurroundings,
): PaintRow[] {
  const {width, height} = region;
  const {glyphs} = surroundings;
  const rows = [buildField(picker, width, glyphs), buildHead(picker, width, surroundings)];
  const visible = Math.max(0, height - HEAD_ROWS);
  const last = Math.max(0, picker.choices.length - visible);
  const first = Math.min(last, Math.max(0, picker.choiceIndex - Math.floor(visible / 2)));
  for (let i = first; i < Math.min(picker.choices.length, first + visible); i++) {
    rows.push(buildChoice(picker, i, width, surroundings));
  }

  return rows.slice(0, height).map((row) => clipRow(row, width, glyphs.ellipsis));
}

/** The end of the query is what is being typed, so a long one loses its beginning. */
function buildField({phase, query}: Picker, width: number, glyphs: Glyphs): PaintRow {
  const shown = clipTextStart(query, width - 5, glyphs.ellipsis);
  const cursor = phase === 'typing' ? [run(' ', 'selected')] : [];
  return [run(' / ', 'key'), run(shown, 'strong'), ...cursor];
}

/** What becomes of the search, and where there are columns, their headings. */
function buildHead(picker: Picker, width: number, surroundings: PickerSurroundings): PaintRow {
  const left: PaintRow = [run('   '), ...buildPhase(picker, surroundings)];
  if (width < COLUMNS_FROM_COLUMNS || picker.choices.length === 0) return left;
  const headings = COLUMNS.map(([heading, cells]) => padStart(heading, cells)).join('');
  return spreadRow(
    clipRow(left, width - headings.length - 2, surroundings.glyphs.ellipsis),
    [run(`${headings} `, 'dim')],
    width,
  );
}

function buildPhase(picker: Picker, {nowUs, glyphs}: PickerSurroundings): PaintRow {
  const age = formatWholeSpan(nowUs - picker.sinceUs);
  if (picker.message !== undefined) return [run(picker.message, 'warn')];
  switch (picker.phase) {
    case 'typing':
      return buildSearch(picker, nowUs, glyphs);
    case 'looking_up':
      return [run(`looking up "${picker.query}"${glyphs.ellipsis} ${age}`)];
    case 'opening': {
      const name = picker.choices[picker.choiceIndex]?.question ?? picker.query;
      return [run(`opening "${name}"${glyphs.ellipsis} ${age}`)];
    }
  }
}

function buildSearch(picker: Picker, nowUs: number, glyphs: Glyphs): PaintRow {
  const {search, query, order, choices} = picker;
  const count = choices.length;
  const isTop = query.trim() === '';
  switch (search.phase) {
    case 'idle':
      return [run('words of the question, a slug or a link', 'dim')];
    case 'on_enter':
      return [run('enter looks it up', 'dim')];
    case 'too_short':
      return [run('two letters at least', 'dim')];
    case 'waiting':
    case 'asking':
      return [run(isTop ? `listing${glyphs.ellipsis}` : `searching${glyphs.ellipsis}`, 'dim')];
    case 'failed':
      return [run(`${describeRetry(search.retryAtUs, nowUs)}${search.message ?? ''}`, 'warn')];
    case 'found':
      if (count === 0) return [run(`no open market matches "${query.trim()}"`, 'warn')];
      return [
        run(`${count} ${count === 1 ? 'market' : 'markets'}`, 'dim'),
        run(isTop ? ` ${ORDER_WORDS[order]}` : '', 'dim'),
      ];
  }
}

/** Rounded up: a countdown that says 0 and goes on looks stuck. */
function describeRetry(retryAtUs: number | undefined, nowUs: number): string {
  if (retryAtUs === undefined) return '';
  const seconds = Math.max(1, Math.ceil((retryAtUs - nowUs) / 1_000_000));
  return `asking again in ${seconds} s: `;
}

/** `▸ ★ Will the Fed cut rates in September?            $1.2M in 24 h` */
function buildChoice(
  picker: Picker,
  index: number,
  width: number,
  {watchedIds, wallMs, glyphs}: PickerSurroundings,
): PaintRow {
  const market = picker.choices[index]!;
  // Nothing is marked of an answer to something else.
  const isMarked = index === picker.choiceIndex && isAnswered(picker);
  const style = isMarked ? 'strong' : isAnswered(picker) ? 'plain' : 'dim';
  const star = watchedIds.has(market.conditionId) ? `${glyphs.watched} ` : '';
  const detail =
    width >= COLUMNS_FROM_COLUMNS
      ? describeInColumns(market, wallMs, glyphs)
      : width >= DETAIL_FROM_COLUMNS
        ? padStart(describeByOrder(market, picker.order, wallMs), DETAIL_CELLS)
        : '';
  const room = width - 4 - star.length - detail.length;
  const left: PaintRow = [
    run(isMarked ? ` ${glyphs.pointer} ` : '   ', 'mark'),
    run(star, 'mark'),
    run(clipText(market.question, room, glyphs.ellipsis), style),
  ];
  const right = detail === '' ? [] : [run(`${detail} `, 'dim')];
  return targetRow(spreadRow(left, right, width), {kind: 'choice', index});
}

function describeInColumns(market: Market, wallMs: number, glyphs: Glyphs): string {
  const {listedPrice, volume24h, liquidity} = market;
  const cents =
    listedPrice === undefined ? glyphs.none : `${(listedPrice * 100).toFixed(1)}${glyphs.cent}`;
  const values = [
    cents,
    market.status === 'open' ? dollars(volume24h, glyphs) : market.status,
    dollars(liquidity, glyphs),
    endsIn(market, wallMs) ?? glyphs.none,
  ];
  return values.map((value, i) => padStart(value, COLUMNS[i]![1])).join('');
}

/** The one fact by which the list is ordered. */
function describeByOrder(market: Market, order: MarketOrder, wallMs: number): string {
  const {status, volume24h, liquidity} = market;
  if (status !== 'open') return status;
  switch (order) {
    case 'volume':
      return volume24h === undefined ? '' : `$${formatAmount(volume24h)} in 24 h`;
    case 'liquidity':
      return liquidity === undefined ? '' : `$${formatAmount(liquidity)} liquid`;
    case 'end': {
      const span = endsIn(market, wallMs);
      return span === undefined ? '' : span === 'over' ? 'should be over' : `ends in ${span}`;
    }
  }
}

function dollars(amount: number | undefined, glyphs: Glyphs): string {
  return amount === undefined || amount < 0 ? glyphs.none : `$${formatAmount(amount)}`;
}

/** Undefined where the list does not say. */
function endsIn({endDateMs}: Market, wallMs: number): string | undefined {
  if (endDateMs === undefined) return undefined;
  return endDateMs <= wallMs ? 'over' : formatWholeSpan((endDateMs - wallMs) * 1000);
}

// What React renders: it changes at human speed, never with the feed.

import type {Price} from '../domain/price.js';
import type {Session} from '../domain/session.js';
import {buildBannerRow} from './banner-row.js';
import {buildFooterRow} from './footer-row.js';
import {formatWholeSpan} from './format-time.js';
import type {Glyphs} from './glyphs.js';
import {selectKeyMode} from './handle-key.js';
import {buildHelpRows} from './help-rows.js';
import {computeLayout, MIN_COLUMNS, MIN_ROWS, type Screen, type TooSmall} from './layout.js';
import type {PaintRow, Region} from './paint-row.js';
import {buildPickerRows} from './picker-rows.js';
import {centreRow, clipRow, run} from './row-builder.js';
import type {Selection} from './selection.js';
import {buildTitleRow} from './title-row.js';
import type {UiState} from './ui-state.js';

/** Covers the panels. */
export type Overlay = {
  readonly kind: 'help' | 'picker' | 'loading';
  readonly rows: readonly PaintRow[];
};

export type Chrome =
  | {
      readonly kind: 'screen';
      readonly layout: Screen;
      readonly title: PaintRow;
      readonly banner: PaintRow | undefined;
      readonly footer: PaintRow;
      readonly overlay: Overlay | undefined;
      /** The latency panel has the place of the others. */
      readonly hasLatency: boolean;
    }
  | {readonly kind: 'too_small'; readonly layout: TooSmall; readonly rows: readonly PaintRow[]};

export type ChromeInput = {
  readonly session: Session;
  readonly ui: UiState;
  readonly selection: Selection | undefined;
  /** Of the selected market, as it is now. */
  readonly tickSize: Price | undefined;
  readonly columns: number;
  readonly rows: number;
  readonly nowUs: number;
  readonly glyphs: Glyphs;
};

export function buildChrome(input: ChromeInput): Chrome {
  const {session, ui, selection, tickSize, columns, rows, nowUs, glyphs} = input;
  const marketCount = session.catalog.markets.length;
  const banner = buildBannerRow(session, ui.noticesSeen, columns, nowUs, glyphs);
  const layout = computeLayout(columns, rows, {marketCount, hasBanner: banner !== undefined});
  if (layout.kind === 'too_small') {
    return {kind: 'too_small', layout, rows: buildTooSmall(layout, glyphs)};
  }

  const overlay = selectOverlay(input, layout.body);
  return {
    kind: 'screen',
    layout,
    title: buildTitleRow({selection, session, tickSize, width: columns, glyphs}),
    banner,
    footer: buildFooterRow({mode: selectKeyMode(ui), marketCount, width: columns, glyphs}),
    overlay,
    hasLatency: overlay === undefined && ui.latency !== undefined,
  };
}

function selectOverlay(input: ChromeInput, body: Region): Overlay | undefined {
  const {session, ui, selection, nowUs, glyphs} = input;
  if (ui.helpTop !== undefined) {
    return {kind: 'help', rows: buildHelpRows(ui.helpTop, body, glyphs)};
  }

  if (ui.picker !== undefined) {
    return {kind: 'picker', rows: buildPickerRows(ui.picker, body, nowUs, glyphs)};
  }

  if (selection !== undefined || ui.latency !== undefined) return undefined;
  return {kind: 'loading', rows: buildLoading(session, nowUs, body, glyphs)};
}

/** What is awaited, and for how long, while there is no market yet. */
function buildLoading(session: Session, nowUs: number, body: Region, glyphs: Glyphs): PaintRow[] {
  const {stage} = session;
  const text =
    stage.kind === 'looking_up'
      ? `looking up "${stage.what}"${glyphs.ellipsis} ${formatWholeSpan(nowUs - stage.sinceUs)}`
      : 'no market yet: / searches for one';
  const row = clipRow([run(text)], body.width, glyphs.ellipsis);
  const above = Math.max(0, Math.floor((body.height - 1) / 2));
  return [...Array.from({length: above}, () => []), centreRow(row, body.width)];
}

/** As much of it as fits. */
function buildTooSmall({columns, rows}: TooSmall, glyphs: Glyphs): PaintRow[] {
  const lines = [`needs ${MIN_COLUMNS}x${MIN_ROWS}`, `has ${columns}x${rows}`];
  return lines.slice(0, rows).map((line) => clipRow([run(line)], columns, glyphs.ellipsis));
}

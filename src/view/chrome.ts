// What React renders: it changes at human speed, never with the feed.

import type {Session} from '../domain/session.js';
import {buildBannerRow} from './banner-row.js';
import {buildFooterRow} from './footer-row.js';
import {formatWholeSpan} from './format-time.js';
import {buildGoToRow} from './go-to-row.js';
import type {Glyphs} from './glyphs.js';
import {selectKeyMode} from './handle-key.js';
import {buildHelpRows} from './help-rows.js';
import {computeLayout, MIN_COLUMNS, MIN_ROWS, type Screen, type TooSmall} from './layout.js';
import type {PaintRow, Region} from './paint-row.js';
import type {FullPanelName} from './panels.js';
import {buildPickerRows} from './picker-rows.js';
import {centreRow, clipRow, run} from './row-builder.js';
import {selectSiblings} from './siblings.js';
import {buildTitleRow} from './title-row.js';
import type {UiState} from './ui-state.js';
import type {PanelContext} from './view-input.js';

/** Covers the panels. */
export type Overlay = {
  readonly kind: 'help' | 'picker' | 'loading';
  readonly rows: readonly PaintRow[];
};

export type ScreenChrome = {
  readonly kind: 'screen';
  readonly layout: Screen;
  readonly title: PaintRow;
  readonly banner: PaintRow | undefined;
  readonly footer: PaintRow;
  readonly overlay: Overlay | undefined;
  /** The panel that has the place of all others. */
  readonly full: FullPanelName | undefined;
};

export type Chrome =
  | ScreenChrome
  | {readonly kind: 'too_small'; readonly layout: TooSmall; readonly rows: readonly PaintRow[]};

export function buildChrome(input: PanelContext): Chrome {
  const {session, ui, selection, tickSize, columns, rows, nowUs, glyphs} = input;
  const marketCount = session.catalog.markets.length;
  const isReplay = session.playback !== undefined;
  const banner = buildBannerRow(session, ui.noticesSeen, columns, nowUs, glyphs);
  const market = selection?.market;
  const layout = computeLayout(columns, rows, {
    marketCount,
    siblingCount: market === undefined ? 1 : selectSiblings(session.catalog, market).length,
    isNegRisk: market?.negRisk === true,
    hasRewards: market?.rewards !== undefined,
    hasHistory: ui.history.hasColumn,
    hasBanner: banner !== undefined,
    isReplay,
    hasPrompt: isAsked(ui),
  });
  if (layout.kind === 'too_small') {
    return {kind: 'too_small', layout, rows: buildTooSmall(layout, glyphs)};
  }

  const overlay = selectOverlay(input, layout.body);
  return {
    kind: 'screen',
    layout,
    title: buildTitleRow({
      ...{selection, session, tickSize, glyphs},
      group: ui.ladder.group,
      isFollowing: ui.isFollowing,
      width: columns,
    }),
    banner,
    footer: buildFooter(input, {marketCount, isReplay}),
    overlay,
    full: overlay === undefined ? ui.full : undefined,
  };
}

/** Whether the footer's place is taken by a question, which has to be seen on any screen. */
function isAsked(ui: UiState): boolean {
  return ui.goTo !== undefined && selectKeyMode(ui) === ui.goTo.kind;
}

function buildFooter(
  {ui, columns: width, nowUs, glyphs}: PanelContext,
  surroundings: {readonly marketCount: number; readonly isReplay: boolean},
): PaintRow {
  const mode = selectKeyMode(ui);
  if (mode === 'moment' && ui.goTo?.kind === 'moment') return buildGoToRow(ui.goTo, width, glyphs);
  return buildFooterRow({mode, ...surroundings, remark: ui.remark, nowUs, width, glyphs});
}

function selectOverlay(input: PanelContext, body: Region): Overlay | undefined {
  const {session, ui, selection, nowUs, wallMs, glyphs} = input;
  if (ui.helpTop !== undefined) {
    return {kind: 'help', rows: buildHelpRows(ui.helpTop, body, glyphs)};
  }

  if (ui.picker !== undefined) {
    const {watchedIds} = session;
    const rows = buildPickerRows(ui.picker, body, {watchedIds, nowUs, wallMs, glyphs});
    return {kind: 'picker', rows};
  }

  if (selection !== undefined || ui.full !== undefined) return undefined;
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

// From the newest snapshot and the user's choices to text and cell counts: all that is ever drawn.

import {toAsciiChrome, toAsciiPanels} from './ascii-rows.js';
import {buildChrome, type Chrome, type ScreenChrome} from './chrome.js';
import {countUnseen} from './events-choice.js';
import {frameRows} from './frame-rows.js';
import {selectGlyphs} from './glyphs.js';
import {
  buildDepthView,
  buildHistoryRows,
  depthRowsAbove,
  type DepthView,
} from './history-panels.js';
import {buildLadderPanel, type LadderView} from './ladder-panel.js';
import {placedPanels, placeOf, type Layout} from './layout.js';
import type {LocalTime} from './local-time.js';
import type {PaintRow} from './paint-row.js';
import {PANEL_BUILDERS} from './panel-builders.js';
import {innerSize, NO_PANELS, type PanelName, type Panels} from './panels.js';
import {describePair} from './pair-words.js';
import {isSameValue} from './same-value.js';
import {
  countMissed,
  selectLadderContent,
  selectTick,
  selectTops,
  selectTrust,
} from './select-content.js';
import {selectPair} from './select-pair.js';
import {selectBook} from './selection.js';
import {buildStatusRow} from './status-row.js';
import type {PanelContext, ViewInput} from './view-input.js';

export type {ViewInput} from './view-input.js';

export type ViewModel = {
  readonly layout: Layout;
  /** The same object as in the view model before, while it says the same. */
  readonly chrome: Chrome;
  readonly panels: Panels;
  /** Where the ladder stands; undefined while there is no book. */
  readonly ladder: LadderView | undefined;
  /** The heatmap; undefined while it is not on the screen. */
  readonly depth: DepthView | undefined;
  /** In which the times on the screen are, and so those that are typed. */
  readonly localTime: LocalTime;
};

/** `previous` is the view model of the last paint: it keeps the ladder still and the chrome the same. */
export function buildViewModel(input: ViewInput, previous?: ViewModel): ViewModel {
  const glyphs = selectGlyphs(input.unicode);
  const selection = selectBook(input.ui, input.session.catalog);
  const shown = input.ui.frozen?.snapshot ?? input.snapshot;
  const tickSize = selection && selectTick(shown, selection);
  const context: PanelContext = {...input, selection, shown, tickSize, glyphs};
  const built = buildChrome(context);
  const fresh = glyphs.isAscii ? toAsciiChrome(built) : built;
  const chrome =
    previous !== undefined && isSameValue(previous.chrome, fresh) ? previous.chrome : fresh;
  const {layout} = chrome;
  const {formatTime, formatDate} = input;
  const seen = {layout, chrome, localTime: {formatTime, formatDate}};
  if (chrome.kind === 'too_small') {
    return {...seen, panels: NO_PANELS, ladder: previous?.ladder, depth: previous?.depth};
  }

  const {panels, ...views} = buildPanels(context, chrome, previous);
  // Our own glyphs are of the right set already; names of markets and outcomes need not be.
  return {...seen, panels: glyphs.isAscii ? toAsciiPanels(panels) : panels, ...views};
}

function buildPanels(
  context: PanelContext,
  chrome: ScreenChrome,
  previous: ViewModel | undefined,
): Pick<ViewModel, 'panels' | 'ladder' | 'depth'> {
  const {overlay, full, layout} = chrome;
  const status = [buildStatus(context, chrome)];
  const timeline =
    layout.timeline === undefined ? [] : PANEL_BUILDERS.timeline(context, layout.timeline);
  const panels: Record<PanelName, readonly PaintRow[]> = {...NO_PANELS, status, timeline};
  let {ladder, depth} = previous ?? {ladder: undefined, depth: undefined};
  if (full === 'history') {
    const {width, height} = layout.body;
    depth = buildDepthView(context, {width, height: depthRowsAbove(height)}, depth);
    panels.history = buildHistoryRows(context, depth, layout.body);
    return {panels, ladder, depth};
  }

  if (full !== undefined) panels[full] = PANEL_BUILDERS[full](context, layout.body);
  if (full !== undefined || overlay !== undefined) return {panels, ladder, depth};
  for (const placed of placedPanels(layout)) {
    const {panel} = placed;
    const size = innerSize(placed);
    let rows: readonly PaintRow[];
    if (panel === 'ladder') {
      const aside = placeOf(layout, 'pair') === undefined ? describePairOf(context) : undefined;
      ({rows, view: ladder} = buildLadder(context, size, aside, ladder));
    } else if (panel === 'depth') ({rows} = depth = buildDepthView(context, size, depth));
    else if (panel === 'status' || panel === 'history') continue;
    else rows = PANEL_BUILDERS[panel](context, size);
    panels[panel] = frameRows(rows, placed, context.glyphs);
  }

  return {panels, ladder, depth};
}

function buildLadder(
  {shown, selection, session, ui, nowUs, glyphs}: PanelContext,
  size: {readonly width: number; readonly height: number},
  aside: string | undefined,
  previous: LadderView | undefined,
): ReturnType<typeof buildLadderPanel> {
  if (selection === undefined) return {rows: [], view: previous};
  const {market, outcome, outcomeIndex} = selection;
  return buildLadderPanel({
    content: selectLadderContent(shown, selection, session, ui),
    ...size,
    choice: ui.ladder,
    names: [outcome.name, market.outcomes[outcomeIndex === 0 ? 1 : 0].name],
    aside,
    previous,
    nowUs,
    glyphs,
  });
}

/** What the panel of sums would say, where it has no place. */
function describePairOf({session, shown, selection, tickSize}: PanelContext): string | undefined {
  if (selection === undefined) return undefined;
  const pair = selectPair(session, selectTops(shown, session.stage), selection);
  return describePair(pair, selection.market, tickSize);
}

function buildStatus(
  {session, snapshot, selection, ui, columns, nowUs, latency, alerts, events, glyphs}: PanelContext,
  {full, overlay, layout}: ScreenChrome,
): PaintRow {
  const selected = selectTrust(snapshot, selection, session.stage);
  const isShown = (panel: PanelName): boolean =>
    overlay === undefined && full === undefined && placeOf(layout, panel) !== undefined;
  const areEventsShown = full === 'events' || isShown('events');
  return buildStatusRow({
    ...{session, snapshot, latency, alerts, nowUs, width: columns, glyphs},
    trust: selected?.trust,
    proofs: selected?.proofs,
    frozen:
      ui.frozen === undefined
        ? undefined
        : {sinceUs: ui.frozen.sinceUs, missed: countMissed(ui, snapshot)},
    unseen: areEventsShown ? 0 : countUnseen(ui.events, events),
    hasFeedPanel: full === 'latency' || isShown('feed'),
  });
}

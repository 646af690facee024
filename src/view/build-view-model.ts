// From the newest snapshot and the user's choices to text and cell counts: all that is ever drawn.

import {toAsciiChrome, toAsciiPanels} from './ascii-rows.js';
import {buildChrome, type Chrome, type ScreenChrome} from './chrome.js';
import {countUnseen} from './events-choice.js';
import {frameRows} from './frame-rows.js';
import {selectGlyphs} from './glyphs.js';
import {buildLadderPanel, type LadderView} from './ladder-panel.js';
import {placedPanels, placeOf, type Layout} from './layout.js';
import type {PaintRow} from './paint-row.js';
import {PANEL_BUILDERS} from './panel-builders.js';
import {innerSize, NO_PANELS, type PanelName, type Panels} from './panels.js';
import {isSameValue} from './same-value.js';
import {countMissed, selectLadderContent, selectTick, selectTrust} from './select-content.js';
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
  if (chrome.kind === 'too_small')
    return {layout, chrome, panels: NO_PANELS, ladder: previous?.ladder};

  const {panels, ladder} = buildPanels(context, chrome, previous?.ladder);
  // Our own glyphs are of the right set already; names of markets and outcomes need not be.
  return {layout, chrome, panels: glyphs.isAscii ? toAsciiPanels(panels) : panels, ladder};
}

function buildPanels(
  context: PanelContext,
  chrome: ScreenChrome,
  previous: LadderView | undefined,
): Pick<ViewModel, 'panels' | 'ladder'> {
  const status = [buildStatus(context, chrome)];
  const {overlay, full, layout} = chrome;
  if (full !== undefined) {
    const rows = PANEL_BUILDERS[full](context, layout.body);
    return {panels: {...NO_PANELS, status, [full]: rows}, ladder: previous};
  }

  if (overlay !== undefined) return {panels: {...NO_PANELS, status}, ladder: previous};
  const panels: Record<PanelName, readonly PaintRow[]> = {...NO_PANELS, status};
  let ladder = previous;
  for (const placed of placedPanels(layout)) {
    const {panel} = placed;
    const size = innerSize(placed);
    let rows: readonly PaintRow[];
    if (panel === 'ladder') ({rows, view: ladder} = buildLadder(context, size, previous));
    else if (panel === 'status') continue;
    else rows = PANEL_BUILDERS[panel](context, size);
    panels[panel] = frameRows(rows, placed, context.glyphs);
  }

  return {panels, ladder};
}

function buildLadder(
  {shown, selection, session, ui, nowUs, glyphs}: PanelContext,
  size: {readonly width: number; readonly height: number},
  previous: LadderView | undefined,
): ReturnType<typeof buildLadderPanel> {
  if (selection === undefined) return {rows: [], view: previous};
  return buildLadderPanel({
    content: selectLadderContent(shown, selection, session, ui),
    ...size,
    choice: ui.ladder,
    previous,
    nowUs,
    glyphs,
  });
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

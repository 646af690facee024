// From the newest snapshot and the user's choices to text and cell counts: all that is ever drawn.

import type {Alert, LatencySource} from '../domain/latency.js';
import type {Session} from '../domain/session.js';
import type {Snapshot} from '../domain/snapshot.js';
import {toAsciiChrome, toAsciiPanels} from './ascii-rows.js';
import {buildChrome, type Chrome} from './chrome.js';
import {buildFeedRows, type PaintFacts} from './feed-rows.js';
import {centDecimals} from './format-price.js';
import type {FormatTime} from './format-time.js';
import {selectGlyphs, type Glyphs} from './glyphs.js';
import {buildLadderPanel, type LadderView} from './ladder-panel.js';
import {buildLatencyRows} from './latency-rows.js';
import type {Layout, Screen} from './layout.js';
import {buildMarketRows} from './market-rows.js';
import type {PaintRow} from './paint-row.js';
import {isSameValue} from './same-value.js';
import {
  countMissed,
  selectLadderContent,
  selectTick,
  selectTops,
  selectTrust,
} from './select-content.js';
import {selectBook, selectTrades, type Selection} from './selection.js';
import {buildStatusRow} from './status-row.js';
import {buildTapeRows} from './tape-rows.js';
import type {UiState} from './ui-state.js';

/** Panels that are painted at the paint rate; the names are those of `<Canvas panel>`. */
export type PanelName = 'status' | 'markets' | 'ladder' | 'feed' | 'tape' | 'latency';

export type Panels = Readonly<Record<PanelName, readonly PaintRow[]>>;

export type ViewInput = {
  /** Undefined until the first publish. */
  readonly snapshot: Snapshot | undefined;
  readonly session: Session;
  readonly ui: UiState;
  readonly columns: number;
  readonly rows: number;
  readonly nowUs: number;
  readonly wallMs: number;
  /** Whether the terminal shows more than ASCII. */
  readonly unicode: boolean;
  readonly latency: LatencySource;
  /** Stages over the limits that the user set. */
  readonly alerts: readonly Alert[];
  readonly paint: PaintFacts;
  readonly formatTime: FormatTime;
};

export type ViewModel = {
  readonly layout: Layout;
  /** The same object as in the view model before, while it says the same. */
  readonly chrome: Chrome;
  readonly panels: Panels;
  /** Where the ladder stands; undefined while there is no book. */
  readonly ladder: LadderView | undefined;
};

const NO_PANELS: Panels = {status: [], markets: [], ladder: [], feed: [], tape: [], latency: []};

/** `previous` is the view model of the last paint: it keeps the ladder still and the chrome the same. */
export function buildViewModel(input: ViewInput, previous?: ViewModel): ViewModel {
  const glyphs = selectGlyphs(input.unicode);
  const selection = selectBook(input.ui, input.session.catalog);
  const tickSize = selection && selectTick(shownSnapshot(input), selection);
  const built = buildChrome({...input, selection, tickSize, glyphs});
  const fresh = glyphs.isAscii ? toAsciiChrome(built) : built;
  const chrome =
    previous !== undefined && isSameValue(previous.chrome, fresh) ? previous.chrome : fresh;
  const {layout} = chrome;
  const ladder = previous?.ladder;
  if (chrome.kind === 'too_small') return {layout, chrome, panels: NO_PANELS, ladder};

  const status = [buildStatus(input, selection, chrome, glyphs)];
  if (chrome.hasLatency) {
    const latency = buildLatency(input, chrome.layout, glyphs);
    return {layout, chrome, panels: finishPanels({...NO_PANELS, status, latency}, glyphs), ladder};
  }

  if (chrome.overlay !== undefined || selection === undefined) {
    return {layout, chrome, panels: finishPanels({...NO_PANELS, status}, glyphs), ladder};
  }

  const screen = chrome.layout;
  const ladderPanel = buildLadderPanel({
    content: selectLadderContent(shownSnapshot(input), selection, input.session, input.ui),
    region: screen.ladder,
    held: input.ui.heldAnchor,
    centreCount: input.ui.centreCount,
    previous: ladder,
    nowUs: input.nowUs,
    glyphs,
  });
  const panels = {
    status,
    markets: buildMarkets(input, selection, screen, glyphs),
    ladder: ladderPanel.rows,
    feed: buildFeed(input, screen, glyphs),
    tape: buildTape(input, selection, screen, glyphs),
    latency: [],
  };
  return {layout, chrome, panels: finishPanels(panels, glyphs), ladder: ladderPanel.view};
}

/** Our own glyphs are of the right set already; names of markets and outcomes need not be. */
function finishPanels(panels: Panels, {isAscii}: Glyphs): Panels {
  return isAscii ? toAsciiPanels(panels) : panels;
}

/** What ladder and tape show: the held snapshot while the screen is frozen. */
function shownSnapshot({snapshot, ui}: ViewInput): Snapshot | undefined {
  return ui.frozen?.snapshot ?? snapshot;
}

function buildStatus(
  {session, snapshot, ui, columns, nowUs, latency, alerts}: ViewInput,
  selection: Selection | undefined,
  chrome: Extract<Chrome, {kind: 'screen'}>,
  glyphs: Glyphs,
): PaintRow {
  const selected = selectTrust(snapshot, selection, session.stage);
  return buildStatusRow({
    session,
    snapshot,
    latency,
    alerts,
    trust: selected?.trust,
    proofs: selected?.proofs,
    frozen:
      ui.frozen === undefined
        ? undefined
        : {sinceUs: ui.frozen.sinceUs, missed: countMissed(ui, snapshot)},
    hasFeedPanel:
      chrome.hasLatency || (chrome.layout.feed !== undefined && chrome.overlay === undefined),
    nowUs,
    width: columns,
    glyphs,
  });
}

function buildMarkets(
  {session, snapshot, ui}: ViewInput,
  selection: Selection,
  {markets}: Screen,
  glyphs: Glyphs,
): readonly PaintRow[] {
  if (markets === undefined) return [];
  return buildMarketRows({
    catalog: session.catalog,
    tops: selectTops(snapshot, session.stage),
    selectedIndex: ui.marketIndex,
    selectedTick: selectTick(snapshot, selection),
    width: markets.width,
    height: markets.height,
    glyphs,
  });
}

function buildFeed(input: ViewInput, {feed}: Screen, glyphs: Glyphs): readonly PaintRow[] {
  if (feed === undefined) return [];
  const {snapshot, latency, paint, nowUs, wallMs, formatTime, session} = input;
  return buildFeedRows({
    snapshot,
    latency,
    paint,
    nowUs,
    wallMs,
    formatTime,
    isReplay: session.source === 'replay',
    width: feed.width,
    height: feed.height,
    glyphs,
  });
}

function buildLatency(
  {snapshot, latency, paint, ui}: ViewInput,
  {body}: Screen,
  glyphs: Glyphs,
): readonly PaintRow[] {
  if (ui.latency === undefined) return [];
  const {limits, isBellOn} = ui;
  const {width, height} = body;
  const choice = ui.latency;
  return buildLatencyRows({
    ...{choice, latency, limits, isBellOn, snapshot, paint},
    ...{width, height, glyphs},
  });
}

function buildTape(
  input: ViewInput,
  selection: Selection,
  {tape}: Screen,
  glyphs: Glyphs,
): readonly PaintRow[] {
  if (tape === undefined) return [];
  const shown = shownSnapshot(input);
  const tick = selectTick(shown, selection);
  return buildTapeRows({
    trades: selectTrades(shown?.trades ?? [], selection),
    decimals: tick === undefined ? 0 : centDecimals(tick),
    width: tape.width,
    height: tape.height,
    formatTime: input.formatTime,
    glyphs,
  });
}

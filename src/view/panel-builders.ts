// Which rows each panel has. Status, ladder and depth are not here: they need to know of other panels,
// or of the paint before.

import {buildFullEvents, buildShortEvents} from './event-rows.js';
import {countUnseen, selectEvents} from './events-choice.js';
import {buildFeedRows} from './feed-rows.js';
import {buildFillRows} from './fill-rows.js';
import {buildFlowRows} from './flow-rows.js';
import {centDecimals} from './format-price.js';
import {selectFrames} from './inspector-choice.js';
import {buildInspectorRows} from './inspector-rows.js';
import {buildLinePanel} from './history-panels.js';
import {buildLatencyRows} from './latency-rows.js';
import {buildMarketRows} from './market-rows.js';
import {buildPairRows} from './pair-rows.js';
import type {PanelName} from './panels.js';
import {selectFlow, selectFocus, selectTops} from './select-content.js';
import {selectBasket} from './select-basket.js';
import {selectPair} from './select-pair.js';
import {selectTape} from './select-tape.js';
import {buildSiblingRow} from './sibling-row.js';
import {buildTapeRows} from './tape-rows.js';
import {buildTimelineRow} from './timeline-row.js';
import type {PanelBuilder, PanelContext} from './view-input.js';

const markets: PanelBuilder = ({session, snapshot, ui, tickSize, glyphs}, size) =>
  buildMarketRows({
    catalog: session.catalog,
    tops: selectTops(snapshot, session.stage),
    selectedIndex: ui.marketIndex,
    selectedTick: tickSize,
    ...size,
    glyphs,
  });

const fill: PanelBuilder = ({shown, selection, glyphs}, size) =>
  buildFillRows(selection && selectFocus(shown, selection), {...size, glyphs});

const flow: PanelBuilder = ({shown, selection, tickSize, glyphs}, size) =>
  buildFlowRows({
    flow: selection && selectFlow(shown, selection),
    atUs: shown?.publishedUs ?? 0,
    decimals: tickSize === undefined ? 0 : centDecimals(tickSize),
    ...size,
    glyphs,
  });

const feed: PanelBuilder = (context, size) => {
  const {snapshot, latency, paint, nowUs, wallMs, formatTime, glyphs} = context;
  const isReplay = context.session.source === 'replay';
  return buildFeedRows({
    ...{snapshot, latency, paint, nowUs, wallMs, isReplay, formatTime},
    ...size,
    glyphs,
  });
};

const tape: PanelBuilder = (context, size) => {
  const {shown, selection, session, ui, tickSize, formatTime, glyphs} = context;
  if (selection === undefined) return [];
  const past = session.pastTrades.get(selection.market.conditionId) ?? [];
  return buildTapeRows({
    tape: selectTape(shown, past, selection, ui.tapeMinimum),
    minimum: ui.tapeMinimum,
    decimals: tickSize === undefined ? 0 : centDecimals(tickSize),
    nowMs: selectTapeTime(context),
    formatTime,
    ...size,
    glyphs,
  });
};

/** Ages stand still with the tape. */
function selectTapeTime({session, snapshot, ui, nowUs, wallMs}: PanelContext): number | undefined {
  if (session.source === 'replay') return undefined;
  const heldMs = ui.frozen === undefined ? 0 : (nowUs - ui.frozen.sinceUs) / 1_000;
  const offsetMs = snapshot?.clockOffsetMs ?? Number.NaN;
  return wallMs - heldMs - (Number.isNaN(offsetMs) ? 0 : offsetMs);
}

const latency: PanelBuilder = (context, size) => {
  const {snapshot, ui, paint, glyphs} = context;
  const {latency: choice, limits, isBellOn} = ui;
  return buildLatencyRows({
    ...{choice, latency: context.latency, limits, isBellOn, snapshot, paint},
    ...size,
    glyphs,
  });
};

/** In full it is read, and chosen from; in its place beside others it shows what is newest. */
const events: PanelBuilder = ({events: log, ui, selection, session, formatTime, glyphs}, size) => {
  const isFull = ui.full === 'events';
  const {catalog} = session;
  const input = {
    events: isFull ? selectEvents(log, ui.events, selection?.market.conditionId) : log.events,
    ...{choice: ui.events, unseen: countUnseen(ui.events, log), catalog, formatTime},
    ...size,
    glyphs,
  };
  return isFull ? buildFullEvents(input) : buildShortEvents(input);
};

const inspector: PanelBuilder = ({frames: log, ui, selection, formatTime, glyphs}, size) =>
  buildInspectorRows({
    choice: ui.inspector,
    log,
    frames: selectFrames(log, ui.inspector, selection?.market.conditionId),
    formatTime,
    ...size,
    glyphs,
  });

const timeline: PanelBuilder = ({session, formatTime, formatDate, glyphs}, {width}) => {
  const {playback} = session;
  if (playback === undefined) return [];
  return [buildTimelineRow({playback, zone: {formatTime, formatDate}, width, glyphs})];
};

const siblings: PanelBuilder = ({session, snapshot, selection, tickSize, glyphs}, {width}) => {
  if (selection === undefined) return [];
  const {catalog, stage} = session;
  const tops = selectTops(snapshot, stage);
  return [
    buildSiblingRow({catalog, tops, market: selection.market, tick: tickSize, width, glyphs}),
  ];
};

const pair: PanelBuilder = ({session, shown, selection, tickSize, glyphs}, size) => {
  if (selection === undefined) return [];
  const {market} = selection;
  const tops = selectTops(shown, session.stage);
  return buildPairRows({
    pair: selectPair(session, tops, selection),
    basket: selectBasket(session.catalog, tops, market),
    market,
    book: selectFocus(shown, selection),
    tick: tickSize,
    ...size,
    glyphs,
  });
};

export const PANEL_BUILDERS: Readonly<
  Record<Exclude<PanelName, 'status' | 'ladder' | 'depth' | 'history'>, PanelBuilder>
> = {
  timeline,
  markets,
  fill,
  flow,
  feed,
  tape,
  line: buildLinePanel,
  latency,
  siblings,
  pair,
  events,
  inspector,
};

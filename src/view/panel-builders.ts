// Which rows each panel has. Status and ladder are not here: they need to know of other panels, and
// of the paint before.

import {buildFullEvents, buildShortEvents} from './event-rows.js';
import {countUnseen, selectEvents} from './events-choice.js';
import {buildFeedRows} from './feed-rows.js';
import {buildFillRows} from './fill-rows.js';
import {centDecimals} from './format-price.js';
import {selectFrames} from './inspector-choice.js';
import {buildInspectorRows} from './inspector-rows.js';
import {buildLatencyRows} from './latency-rows.js';
import {buildMarketRows} from './market-rows.js';
import type {PanelName} from './panels.js';
import {selectFocus, selectTops} from './select-content.js';
import {selectTrades} from './selection.js';
import {buildTapeRows} from './tape-rows.js';
import type {PanelBuilder} from './view-input.js';

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

const feed: PanelBuilder = (context, size) => {
  const {snapshot, latency, paint, nowUs, wallMs, formatTime, glyphs} = context;
  const isReplay = context.session.source === 'replay';
  return buildFeedRows({
    ...{snapshot, latency, paint, nowUs, wallMs, isReplay, formatTime},
    ...size,
    glyphs,
  });
};

const tape: PanelBuilder = ({shown, selection, tickSize, formatTime, glyphs}, size) =>
  buildTapeRows({
    trades: selection === undefined ? [] : selectTrades(shown?.trades ?? [], selection),
    decimals: tickSize === undefined ? 0 : centDecimals(tickSize),
    formatTime,
    ...size,
    glyphs,
  });

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

export const PANEL_BUILDERS: Readonly<
  Record<Exclude<PanelName, 'status' | 'ladder'>, PanelBuilder>
> = {markets, fill, feed, tape, latency, events, inspector};

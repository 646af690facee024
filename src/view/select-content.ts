// Which of the published numbers belong to the book that the user selected: another market's book
// is never shown in its place.

import type {Price} from '../domain/price.js';
import type {Session, SessionStage} from '../domain/session.js';
import type {BookImage, FlowImage, Snapshot, TopOfBook} from '../domain/snapshot.js';
import type {Trust} from '../domain/trust.js';
import type {LadderContent} from './ladder-panel.js';
import {selectTrades, type Selection} from './selection.js';
import {isOutdated, TRUST_REASONS, type ProofCount} from './trust-words.js';
import type {UiState} from './ui-state.js';

/** The focused book, where it is the selected one. */
export function selectFocus(
  snapshot: Snapshot | undefined,
  selection: Selection,
): BookImage | undefined {
  return snapshot?.focus?.assetIndex === selection.assetIndex ? snapshot.focus : undefined;
}

/** The flow of the focused book, where it is the selected one. */
export function selectFlow(
  snapshot: Snapshot | undefined,
  selection: Selection,
): FlowImage | undefined {
  return selectFocus(snapshot, selection) === undefined ? undefined : snapshot?.flow;
}

/**
 * The tick of the selected market: both its books have the same one, and it may have changed since
 * the market was looked up.
 */
export function selectTick(
  snapshot: Snapshot | undefined,
  {assetIndex, mirrorIndex, market}: Selection,
): Price | undefined {
  const focus = snapshot?.focus;
  const isOfMarket = focus !== undefined && [assetIndex, mirrorIndex].includes(focus.assetIndex);
  return (isOfMarket ? focus.tickSize : undefined) ?? market.tickSize;
}

/** What the ladder shows of `snapshot`, which is the held one while the screen is frozen. */
export function selectLadderContent(
  snapshot: Snapshot | undefined,
  selection: Selection,
  session: Session,
  ui: UiState,
): LadderContent {
  const {name} = selection.outcome;
  const sinceUs = ui.selectedAtUs;
  if (snapshot === undefined) return {kind: 'waiting', what: 'starting the feed', sinceUs};

  const book = selectFocus(snapshot, selection);
  if (book === undefined) {
    const isFirst = snapshot.focus === undefined;
    const what = isFirst ? `waiting for the first book of ${name}` : `switching to ${name}`;
    return {kind: 'waiting', what, sinceUs};
  }

  if (book.revision === 0) {
    const {trust} = book;
    return {kind: 'waiting', what: describeMissingBook(trust, name), sinceUs: trust.sinceUs};
  }

  const trust = overrideTrust(book.trust, session.stage);
  return {
    kind: 'book',
    book,
    rewards: selection.market.rewards,
    isDimmed: isOutdated(trust),
    lastTrade: selectTrades(snapshot.trades, selection)[0]?.price,
    flow: snapshot.flow,
    atUs: snapshot.publishedUs,
  };
}

/** Why there is none, where more is known than that it was asked for. */
function describeMissingBook({state, reason}: Trust, name: string): string {
  if (state === 'RESOLVED') return `${name}: the market is over, no book came`;
  const why = reason === 'subscribed' ? '' : TRUST_REASONS[reason];
  return why === '' ? `waiting for the first book of ${name}` : `${name}: ${why}`;
}

export type SelectedTrust = {
  readonly trust: Trust;
  /** Undefined while the book is not the focused one. */
  readonly proofs: ProofCount | undefined;
};

export function selectTrust(
  snapshot: Snapshot | undefined,
  selection: Selection | undefined,
  stage: SessionStage,
): SelectedTrust | undefined {
  if (snapshot === undefined || selection === undefined) return undefined;
  const book = selectFocus(snapshot, selection);
  if (book !== undefined) {
    const {verified, failed} = book;
    return {trust: overrideTrust(book.trust, stage), proofs: {verified, failed}};
  }

  const top = snapshot.tops.find(({assetIndex}) => assetIndex === selection.assetIndex);
  if (top === undefined) return undefined;
  return {trust: overrideTrust(top.trust, stage), proofs: undefined};
}

/** The tops with the trust they deserve now. */
export function selectTops(
  snapshot: Snapshot | undefined,
  stage: SessionStage,
): readonly TopOfBook[] {
  const tops = snapshot?.tops ?? [];
  if (stage.kind !== 'worker_down') return tops;
  return tops.map((top) => ({...top, trust: overrideTrust(top.trust, stage)}));
}

/** A worker that is down can no longer say that its books are old. */
function overrideTrust(trust: Trust, stage: SessionStage): Trust {
  if (stage.kind !== 'worker_down' || trust.state === 'RESOLVED') return trust;
  return {state: 'STALE', reason: 'worker_restarting', sinceUs: stage.sinceUs};
}

/** Updates of the held book that came since; 0 where the book began anew. */
export function countMissed(ui: UiState, snapshot: Snapshot | undefined): number {
  const held = ui.frozen?.snapshot.focus;
  const newest = snapshot?.focus;
  if (held === undefined || newest?.assetIndex !== held.assetIndex) return 0;
  return Math.max(0, newest.revision - held.revision);
}

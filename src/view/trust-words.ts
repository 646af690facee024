// The words for how far a book can be trusted, in one place: screen, help and README use them.

import type {Trust, TrustReason, TrustState} from '../domain/trust.js';
import {formatSpan} from './format-time.js';
import {formatCount} from './format-number.js';
import type {Glyphs} from './glyphs.js';
import type {PaintRow, StyleName} from './paint-row.js';
import {run} from './row-builder.js';

export type TrustWord = {
  readonly style: StyleName;
  /** What the word promises, as a sentence. */
  readonly meaning: string;
};

export const TRUST_WORDS: Readonly<Record<TrustState, TrustWord>> = {
  WAITING: {style: 'dim', meaning: 'Subscribed; no book has come yet.'},
  LIVE: {style: 'good', meaning: 'Proven by the last batch: best prices and hash.'},
  QUIET: {style: 'good', meaning: 'Nothing to say: heartbeat alive, REST agrees.'},
  STALE: {style: 'warn', meaning: 'What fed the book is gone; the levels are old.'},
  RESYNC: {style: 'warn', meaning: 'The book is being replaced.'},
  SUSPECT: {style: 'bad', meaning: 'Verification failed; the reason follows.'},
  UNPROVEN: {style: 'warn', meaning: 'Best prices agree; no hash proves the rest.'},
  RESOLVED: {style: 'dim', meaning: 'The market is closed.'},
};

/** What follows the word; empty where the word says it all. */
export const TRUST_REASONS: Readonly<Record<TrustReason, string>> = {
  none: '',
  subscribed: 'first book awaited',
  reconnecting: 'reconnecting',
  worker_restarting: 'feed restarting',
  hash_mismatch: 'hash',
  best_price_mismatch: 'best prices',
  crossed: 'crossed',
  hash_never_matched: 'hash never matched',
  hash_unknown: 'hash unknown',
  batch_pending: 'batch pending',
  market_resolved: 'resolved',
  changes_before_book: 'changes, but no book',
  no_book: 'the exchange has no book',
  tick_misfit: 'between the ticks',
  from_rest: 'from REST',
  polled: 'by REST only',
  contradicted: 'silent, REST has news',
  unconfirmed: 'silent, REST unreachable',
  woke_up: 'this machine slept',
  market_paused: 'paused',
  market_closed: 'closed',
  market_vanished: 'no longer listed',
  weekly_restart: 'weekly restart',
  requested: 'asked for',
};

/** States whose levels are old: they stay on the screen, but never look live. */
export function isOutdated(state: TrustState): boolean {
  return state === 'STALE' || state === 'RESYNC';
}

/** Judged batches and books of an asset; undefined where only its best prices are known. */
export type ProofCount = {readonly verified: number; readonly failed: number};

/** `● LIVE ✓112 · 42 s`, `✗ SUSPECT hash ✗ 2 of 114 · 3 s`. */
export function formatTrust(
  trust: Trust,
  proofs: ProofCount | undefined,
  nowUs: number,
  glyphs: Glyphs,
): PaintRow {
  const {style} = TRUST_WORDS[trust.state];
  const reason = TRUST_REASONS[trust.reason];
  const word = `${glyphs.trust[trust.state]} ${trust.state}`;
  const details = [
    reason === '' ? '' : ` ${reason}`,
    proofs === undefined ? '' : formatProofs(proofs, glyphs),
    glyphs.separator,
    formatSpan(nowUs - trust.sinceUs),
  ];
  return [run(word, style), run(details.join(''))];
}

function formatProofs({verified, failed}: ProofCount, glyphs: Glyphs): string {
  if (failed > 0) {
    return ` ${glyphs.failed}${formatCount(failed)} of ${formatCount(verified + failed)}`;
  }

  return verified > 0 ? ` ${glyphs.proven}${formatCount(verified)}` : '';
}

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
  LIVE: {style: 'good', meaning: 'Proven by the last batch or book: best prices and hash.'},
  QUIET: {
    style: 'good',
    meaning: 'No change to show: the heartbeat is alive, REST has the same book.',
  },
  STALE: {style: 'warn', meaning: 'What fed the book is gone or silent; the levels may be old.'},
  RESYNC: {style: 'warn', meaning: 'Another book is on its way; the one shown stays until then.'},
  SUSPECT: {style: 'bad', meaning: 'Verification failed; the reason follows.'},
  UNPROVEN: {style: 'warn', meaning: 'Best prices agree; no hash proves the rest.'},
  RESOLVED: {style: 'dim', meaning: 'The market is over; the book stays as it ended.'},
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
  market_resolved: '',
  changes_before_book: 'changes, but no book',
  no_book: 'no book at the exchange',
  tick_misfit: 'levels off the tick',
  from_rest: 'from REST',
  polled: 'polled from REST',
  contradicted: 'silent, REST has news',
  unconfirmed: 'silent, unconfirmed',
  woke_up: 'this machine slept',
  market_paused: 'market paused',
  market_closed: 'closed',
  market_vanished: 'no longer listed',
  weekly_restart: 'weekly restart',
  requested: 'asked for',
};

/** Reasons of a RESYNC for which nothing feeds the book that is still shown. */
const CUT_OFF: ReadonlySet<TrustReason> = new Set<TrustReason>([
  'reconnecting',
  'worker_restarting',
  'contradicted',
  'unconfirmed',
  'woke_up',
]);

/**
 * Whether the levels are old: they stay on the screen, but never look live. Polled ones are those of
 * a moment ago, so only the word warns of them. A book that is replaced because it was asked for or
 * failed its proof is fed until then, and is as new as one that is SUSPECT.
 */
export function isOutdated({state, reason}: Pick<Trust, 'state' | 'reason'>): boolean {
  switch (state) {
    case 'STALE':
      return reason !== 'polled';
    case 'RESYNC':
      return CUT_OFF.has(reason);
    default:
      return false;
  }
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
  const reason = TRUST_REASONS[trust.reason];
  const details = [
    reason === '' ? '' : ` ${reason}`,
    proofs === undefined ? '' : formatProofs(proofs, glyphs),
  ];
  return formatWord(trust, details.join(''), nowUs, glyphs);
}

/** The same in fewer and fewer words: without proofs, without the reason, the word alone. */
export function shortenTrust(
  trust: Trust,
  nowUs: number,
  glyphs: Glyphs,
): readonly [unproven: PaintRow, bare: PaintRow, word: PaintRow] {
  const bare = formatWord(trust, '', nowUs, glyphs);
  return [formatTrust(trust, undefined, nowUs, glyphs), bare, bare.slice(0, 1)];
}

function formatWord(trust: Trust, details: string, nowUs: number, glyphs: Glyphs): PaintRow {
  const word = `${glyphs.trust[trust.state]} ${trust.state}`;
  const age = formatSpan(nowUs - trust.sinceUs);
  return [run(word, TRUST_WORDS[trust.state].style), run(`${details}${glyphs.separator}${age}`)];
}

function formatProofs({verified, failed}: ProofCount, glyphs: Glyphs): string {
  if (failed > 0) {
    return ` ${glyphs.failed}${formatCount(failed)} of ${formatCount(verified + failed)}`;
  }

  return verified > 0 ? ` ${glyphs.proven}${formatCount(verified)}` : '';
}

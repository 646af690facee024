/** How far a book can be trusted now. */
export type TrustState =
  | 'WAITING' // Subscribed, no book yet.
  | 'LIVE' // The last batch was proven.
  | 'QUIET' // Nothing to say: heartbeat alive and REST agrees.
  | 'STALE' // The socket that fed it is gone or silent against the evidence.
  | 'RESYNC' // Being replaced.
  | 'SUSPECT' // Verification failed.
  | 'UNPROVEN' // Best prices agree, but this market's hash has never matched.
  | 'RESOLVED'; // The market is closed.

/** Why a book is in its state; the words for the screen live in `view`. */
export type TrustReason =
  | 'none'
  | 'subscribed'
  | 'reconnecting'
  | 'worker_restarting'
  | 'hash_mismatch'
  | 'best_price_mismatch'
  | 'crossed'
  | 'hash_never_matched'
  | 'hash_unknown'
  | 'batch_pending'
  | 'market_resolved';

export type Trust = {
  readonly state: TrustState;
  readonly reason: TrustReason;
  /** Monotonic time at which this state began. */
  readonly sinceUs: number;
};

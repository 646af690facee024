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
  | 'market_resolved'
  | 'changes_before_book' // Changes come, but not the book that they change.
  | 'no_book' // The exchange says that it has none.
  | 'tick_misfit' // Levels lie between the ticks.
  | 'from_rest' // Adopted from REST, and not yet proven over the socket.
  | 'polled' // The socket brings nothing; the levels are REST's, of a moment ago.
  | 'contradicted' // The socket is silent, and REST has a newer book.
  | 'unconfirmed' // The socket is silent, and REST can't be asked.
  | 'woke_up' // This machine slept.
  | 'market_paused'
  | 'market_closed' // REST says so; no message came.
  | 'market_vanished' // The exchange no longer knows the market.
  | 'weekly_restart' // The exchange's own, on Tuesday mornings.
  | 'requested'; // By the user.

export type Trust = {
  readonly state: TrustState;
  readonly reason: TrustReason;
  /** Monotonic time at which this state began. */
  readonly sinceUs: number;
};

// One line to the exchange: when it was lost, and how long that took.

import type {ConnectionState} from '../domain/connection-state.js';
import type {MarketFact} from '../domain/market-event.js';

export class ConnectionWatch {
  readonly #line: number;
  #down: {readonly sinceMs: number; readonly reason: string; isLost: boolean} | undefined;

  constructor(line: number) {
    this.#line = line;
  }

  note(state: ConnectionState, atMs: number): MarketFact | undefined {
    const line = this.#line;
    switch (state.phase) {
      case 'stale':
      case 'backing_off': {
        const {reason} = state;
        const isLost = state.phase === 'backing_off';
        // Further tries that fail are the same loss; a silent line that is gone then is news.
        if (this.#down !== undefined && (this.#down.isLost || !isLost)) return undefined;
        this.#down ??= {sinceMs: atMs, reason, isLost};
        this.#down.isLost = isLost;
        return {kind: 'connection_lost', line, how: isLost ? 'lost' : 'silent', reason};
      }

      case 'live':
      case 'quiet': {
        if (this.#down === undefined) return undefined;
        const {sinceMs, reason} = this.#down;
        this.#down = undefined;
        return {kind: 'connection_back', line, lastedMs: atMs - sinceMs, reason};
      }

      default:
        return undefined;
    }
  }
}

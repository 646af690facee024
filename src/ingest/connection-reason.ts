// Why the connection is down, as a sentence beside its phase.

import type {FeedLine} from '../connection/feed-line.js';
import type {ConnectionState} from '../domain/connection-state.js';

export type ConnectionReasonOptions = {
  /** The one that feeds the book in focus. */
  readonly lineOfFocus: () => FeedLine | undefined;
  readonly post: (reason: string | undefined) => void;
};

export class ConnectionReason {
  readonly #options: ConnectionReasonOptions;
  /** Why each line was lost: it stays true through the next tries, until there are data again. */
  readonly #reasons = new Map<FeedLine, string>();
  #told: string | undefined;

  constructor(options: ConnectionReasonOptions) {
    this.#options = options;
  }

  onState(line: FeedLine, state: ConnectionState): void {
    if ('reason' in state) this.#reasons.set(line, state.reason);
    else if (state.phase === 'live' || state.phase === 'closed') this.#reasons.delete(line);
    this.tell();
  }

  /** The line in focus may be another one. */
  tell(): void {
    const line = this.#options.lineOfFocus();
    const reason = line && this.#reasons.get(line);
    if (reason === this.#told) return;
    this.#told = reason;
    this.#options.post(reason);
  }
}

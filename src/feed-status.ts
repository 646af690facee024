// How the ingest worker fares, from what it and its supervisor say anyway.

import type {FromIngest} from './ingest/messages.js';
import type {WorkerDown} from './ingest/supervisor.js';

export type WorkerState = 'starting' | 'up' | 'down';

export class FeedStatus {
  state: WorkerState = 'starting';
  /** Why the last worker ended, as a sentence without a full stop; undefined while one is up. */
  downReason: string | undefined;
  /** Workers that ended and were, or will be, replaced. */
  restarts = 0;
  /** Why the connection is down, as a sentence without a full stop; undefined while it is up. */
  connectionReason: string | undefined;

  onUp(): void {
    this.state = 'up';
    this.downReason = undefined;
  }

  onDown({reason}: WorkerDown): void {
    this.state = 'down';
    this.downReason = reason;
    this.connectionReason = undefined;
    this.restarts++;
  }

  onMessage(message: FromIngest): void {
    if (message.type === 'connection') this.connectionReason = message.reason;
  }
}

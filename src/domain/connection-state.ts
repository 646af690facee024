/** A socket's life as a value: impossible combinations cannot be written. */
export type ConnectionState =
  | {readonly phase: 'idle'}
  | {readonly phase: 'connecting'; readonly attempt: number; readonly sinceUs: number}
  | {readonly phase: 'awaiting_snapshot'; readonly attempt: number; readonly sinceUs: number}
  | {readonly phase: 'live'; readonly sinceUs: number}
  /** No data, and REST says that there are none to come. */
  | {readonly phase: 'quiet'; readonly sinceUs: number}
  /** No data although REST has newer ones: another socket is on its way. */
  | {readonly phase: 'stale'; readonly sinceUs: number; readonly reason: string}
  | {
      readonly phase: 'backing_off';
      readonly attempt: number;
      readonly sinceUs: number;
      readonly retryAtUs: number;
      /** A sentence: what ended the last try. */
      readonly reason: string;
    }
  | {readonly phase: 'closed'; readonly sinceUs: number};

export type ConnectionPhase = ConnectionState['phase'];

/**
 * Silence of data, in µs, after which its age is flagged. A quiet market can be silent for longer, so
 * this alone says nothing of its book.
 */
export const SILENCE_FLAG_US = 60_000_000;

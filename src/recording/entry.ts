// What a recording is made of, one line an entry: frames as they came, and whatever else bore on the
// books. docs/RECORDING.md has the format as a reader of other programs needs it.

import type {ConnectionState} from '../domain/connection-state.js';
import type {AssetId, ConditionId, Market} from '../domain/market.js';
import type {Source} from '../domain/session.js';
import type {TrustReason, TrustState} from '../domain/trust.js';

/** The version that is written; what has a higher one was written by a newer program. */
export const FORMAT_VERSION = 1;

/** No time is later, in µs: dates end later than that, and it has 17 digits. */
export const END_OF_TIME_US = 9e16;

/** When something was recorded. */
export type EntryTime = {
  /** Wall clock, Unix time in µs: whole ms, as finely as it is told. */
  readonly wallUs: number;
  /** Monotonic clock of the program that recorded, in µs; a `start` begins a new count. */
  readonly monoUs: number;
};

/** Each file begins with one, and so does what was appended to it by another run. */
export type StartEntry = {
  readonly kind: 'start';
  readonly version: number;
  readonly program: string;
  readonly source: Source;
  /** What the times of its frames are: when each was received, or the exchange's where nobody knows that. */
  readonly times: 'received' | 'exchange';
};

/** A frame, byte for byte. */
export type FrameEntry = {
  readonly kind: 'frame';
  readonly frame: Uint8Array;
  /** Which socket of the session brought it, from 1. */
  readonly socket: number;
  /** Places of its messages that were kept from the books; mostly none. */
  readonly withheld: readonly number[];
};

/** One book as it was, in the exchange's own words. */
export type RecordedBook = {
  /** A message of the kind `book`, with the order terms that only REST tells where they are known. */
  readonly message: unknown;
  readonly state: TrustState;
  readonly reason: TrustReason;
  readonly verified: number;
  readonly failed: number;
  /** Steps of the book since its first snapshot. */
  readonly revision: number;
  /** Whether it takes no changes until its next snapshot. */
  readonly isDeaf: boolean;
  /** Older changes are part of it already, where it came from REST. Exchange time in ms. */
  readonly floorMs: number | undefined;
};

export type NoteEntry =
  | {readonly kind: 'watch'; readonly market: Market}
  | {readonly kind: 'unwatch'; readonly markets: readonly ConditionId[]}
  | {
      readonly kind: 'connection';
      /** Counts the lines to the exchange, from 1. */
      readonly line: number;
      readonly phase: ConnectionState['phase'];
      readonly attempt: number | undefined;
      readonly reason: string | undefined;
      /** Which socket the line has now; 0 for none. */
      readonly socket: number;
      /** Reconnects of the session so far. */
      readonly reconnects: number;
    }
  /** What fed these books is gone. */
  | {readonly kind: 'lost'; readonly markets: readonly ConditionId[]}
  /** What the heartbeat took. */
  | {readonly kind: 'ping'; readonly pingUs: number}
  /**
   * The books of a market as a whole: they came by another way than its messages (REST, another socket),
   * or are a checkpoint, which changes nothing.
   */
  | {
      readonly kind: 'books';
      readonly market: ConditionId;
      readonly cause: 'replaced' | 'checkpoint';
      readonly books: readonly RecordedBook[];
    }
  /** All books of the checkpoint have been told, with the counters as they were. */
  | {readonly kind: 'checkpoint'; readonly counters: Readonly<Record<string, number>>}
  | {
      readonly kind: 'trust';
      readonly assetId: AssetId;
      readonly state: TrustState;
      readonly reason: TrustReason;
    }
  | {
      readonly kind: 'market';
      readonly market: ConditionId;
      readonly state: string;
      readonly winner: string | undefined;
    }
  /** Entries that could not be written in time, or at all. */
  | {readonly kind: 'gap'; readonly entries: number; readonly reason: string}
  /** Where a recording that was stopped ends; without it it was cut off. */
  | {readonly kind: 'end'};

export type Entry = EntryTime & (StartEntry | FrameEntry | NoteEntry);

// Writes a session down: every frame, and all else that reaches the loop. The hot path copies the frame's
// bytes and no more.

import type {Clock, Timers} from '../domain/clock.js';
import type {ConnectionState} from '../domain/connection-state.js';
import type {AssetId, ConditionId, Market} from '../domain/market.js';
import type {RecordingState, Rotation} from '../domain/recording.js';
import type {Source} from '../domain/session.js';
import type {Trust} from '../domain/trust.js';
import {FORMAT_VERSION} from '../recording/entry.js';
import type {EntryTime, NoteEntry, StartEntry} from '../recording/entry.js';
import {RecordingWriter} from '../recording/recording-writer.js';
import type {IngestLoop} from './ingest-loop.js';
import type {MarketState} from './loop-observer.js';
import type {LoopTrace} from './loop-trace.js';
import {toRecordedBooks} from './recorded-books.js';

/** A player goes to any moment from the checkpoint before it. */
const CHECKPOINT_EVERY_US = 10_000_000;

/** Of many books that hardly move they are rarer: frames are to be the larger part by this factor. */
const FRAMES_PER_CHECKPOINT = 20;

export type SessionRecorderOptions = {
  readonly path: string;
  readonly rotation: Rotation | undefined;
  readonly source: Source;
  readonly times?: StartEntry['times'];
  readonly program: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly loop: IngestLoop;
  /** All that are watched, as the lookup has them. */
  readonly markets: () => Iterable<Market>;
  readonly lines: () => Iterable<RecordedLine>;
  readonly onState: (state: RecordingState) => void;
};

/** A line to the exchange, as far as a recording tells of it. */
export type RecordedLine = {
  readonly number: number;
  readonly state: ConnectionState;
  readonly active: {readonly epoch: number} | undefined;
};

export class SessionRecorder implements LoopTrace {
  readonly #options: SessionRecorderOptions;
  readonly #writer: RecordingWriter;
  /** What the frame at hand has brought about: it stands after the frame. Undefined between frames. */
  #held: NoteEntry[] | undefined;
  #frameBytes = 0;
  #checkpointBytes = 0;
  #cancelCheckpoint: () => void;

  constructor(options: SessionRecorderOptions) {
    this.#options = options;
    this.#writer = new RecordingWriter({
      ...options,
      onBegin: (writer, why) => {
        this.#begin(writer, why);
      },
    });
    this.#cancelCheckpoint = this.#scheduleCheckpoint();
    options.loop.trace = this;
  }

  get state(): RecordingState {
    return this.#writer.state;
  }

  /** Whether the disk is behind; then a caller who can should wait. */
  get isBehind(): boolean {
    return this.#writer.isBehind;
  }

  whenWritten(): Promise<void> {
    return this.#writer.whenWritten();
  }

  beginFrame = (): void => {
    this.#held = [];
  };

  endFrame = (
    frame: Uint8Array,
    tsRecvUs: number,
    wallMs: number | undefined,
    socket: number,
    withheld: readonly number[],
  ): void => {
    const {clock} = this.#options;
    const time = {wallUs: (wallMs ?? clock.wallMs()) * 1000, monoUs: tsRecvUs};
    this.#writer.frame(time, {socket, withheld}, frame);
    this.#frameBytes += frame.length;
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const note of held) this.#writer.note(time, note);
  };

  onWatch = (markets: readonly Market[]): void => {
    for (const market of markets) this.#note({kind: 'watch', market});
  };

  onUnwatch = (markets: readonly ConditionId[]): void => {
    this.#note({kind: 'unwatch', markets});
  };

  onPing = (pingUs: number): void => {
    this.#note({kind: 'ping', pingUs: Math.round(pingUs)});
  };

  onLost = (markets: readonly ConditionId[]): void => {
    this.#note({kind: 'lost', markets});
  };

  onReplaced = (market: ConditionId): void => {
    const books = toRecordedBooks(this.#options.loop.store, market);
    this.#note({kind: 'books', market, cause: 'replaced', books});
  };

  onTrust = (assetId: AssetId, {state, reason}: Trust): void => {
    this.#note({kind: 'trust', assetId, state, reason});
  };

  onMarket = (market: ConditionId, state: MarketState, winner: string | undefined): void => {
    this.#note({kind: 'market', market, state, winner});
  };

  onConnection(line: RecordedLine): void {
    this.#note(this.#toConnection(line));
  }

  /** Resolves when all is written that can be. */
  async close(): Promise<void> {
    const {loop} = this.#options;
    this.#cancelCheckpoint();
    if (loop.trace === this) loop.trace = undefined;
    await this.#writer.close(this.#now());
  }

  #note(note: NoteEntry): void {
    if (this.#held === undefined) this.#writer.note(this.#now(), note);
    else this.#held.push(note);
  }

  #now(): EntryTime {
    const {clock} = this.#options;
    return {wallUs: clock.wallMs() * 1000, monoUs: clock.nowUs()};
  }

  #begin(writer: RecordingWriter, why: 'file' | 'gap'): void {
    const {source, program, times = 'received'} = this.#options;
    writer.beginCheckpoint();
    if (why === 'file') {
      const start = {version: FORMAT_VERSION, program, source, times};
      writer.note(this.#now(), {kind: 'start', ...start});
    }

    this.#writeAll(writer);
  }

  /** Everything that a reader must know to go on from here. */
  #writeAll(writer: RecordingWriter): void {
    const {markets, lines, loop} = this.#options;
    const {store, metrics} = loop;
    const time = this.#now();
    for (const market of markets()) writer.note(time, {kind: 'watch', market});
    for (const line of lines()) writer.note(time, this.#toConnection(line));
    for (const market of store.marketIds()) {
      const books = toRecordedBooks(store, market);
      if (books.length > 0) {
        writer.note(time, {kind: 'books', market, cause: 'checkpoint', books});
      }
    }

    const {frames, bytes, events, issues, reconnects} = metrics;
    const counters = {...store.counters, frames, bytes, events, issues, reconnects};
    writer.note(time, {kind: 'checkpoint', counters});
  }

  #scheduleCheckpoint(): () => void {
    return this.#options.timers.after(CHECKPOINT_EVERY_US, () => {
      if (this.#frameBytes > FRAMES_PER_CHECKPOINT * this.#checkpointBytes) this.#checkpoint();
      this.#cancelCheckpoint = this.#scheduleCheckpoint();
    });
  }

  #checkpoint(): void {
    this.#writer.beginCheckpoint();
    const before = this.#writer.pendingBytes;
    this.#writeAll(this.#writer);
    this.#checkpointBytes = this.#writer.pendingBytes - before;
    this.#frameBytes = 0;
  }

  #toConnection({number, state, active}: RecordedLine): NoteEntry {
    return {
      kind: 'connection',
      line: number,
      phase: state.phase,
      attempt: 'attempt' in state ? state.attempt : undefined,
      reason: 'reason' in state ? state.reason : undefined,
      socket: active?.epoch ?? 0,
      reconnects: this.#options.loop.metrics.reconnects,
    };
  }
}

// What the main thread and the ingest worker say to each other. All of it is asynchronous: no
// thread waits for another, and the newest state travels in shared memory instead.

import type {HttpProxy} from '../domain/http-proxy.js';
import type {FrameFilter, InspectedFrame} from '../domain/inspected-frame.js';
import type {MarketEvent} from '../domain/market-event.js';
import type {AssetId, ConditionId, Market} from '../domain/market.js';
import type {LogLevel} from '../domain/log-level.js';
import type {RecordingState, RecordingTarget} from '../domain/recording.js';
import type {PlayCommand, Playback} from '../domain/playback.js';
import type {ProblemCode} from '../domain/problem.js';
import type {ApiName, Endpoints} from '../markets/endpoints.js';
import type {BookRecord, StreamRecord} from '../domain/record.js';
import type {HistoryBlock} from '../history/market-history.js';
import type {BoardMemory} from '../metrics/latency-board.js';
import type {TripleBufferMemory} from '../snapshot/triple-buffer.js';

/** Where a worker's frames come from. */
export type FrameSource =
  /** The address comes with `connect`: the demo's is not known before its exchange listens. */
  | {readonly kind: 'socket'}
  | {
      readonly kind: 'replay';
      readonly path: string;
      /** Times the recorded pace, or `max` for as fast as it can be read. */
      readonly speed: number | 'max';
      /** Name and version of the program, for what is written beside the recording. */
      readonly program: string;
    };

export type IngestWorkerData = {
  /** Counts the workers of this session, from 1: a replaced one gets the next number. */
  readonly generation: number;
  readonly frameSource: FrameSource;
  readonly memory: TripleBufferMemory;
  /** The session's measurements, which outlive a worker. */
  readonly board: BoardMemory;
  /** Least time between two publishes. */
  readonly publishIntervalUs: number;
  /** Whether every record is streamed too (`--json`). */
  readonly streams: boolean;
  /** Levels a side in streamed and dumped books. */
  readonly depth: number;
  /** Whether log entries are sent. */
  readonly logs: boolean;
  /** Whether somebody looks: order flow, events and the past of the markets are for them alone. */
  readonly hasViewer: boolean;
};

/** The REST services, and the proxies on the way to them. */
export type RestAccess = {
  readonly endpoints: Endpoints;
  readonly proxies: Readonly<Partial<Record<ApiName, HttpProxy | undefined>>>;
};

export type ToIngest =
  | {
      readonly type: 'connect';
      readonly url: string;
      /** Undefined where the way is direct. */
      readonly proxy: HttpProxy | undefined;
      /** Where the watchdogs ask; undefined where there is nobody. */
      readonly rest: RestAccess | undefined;
    }
  | {readonly type: 'watch'; readonly markets: readonly Market[]}
  /** Their sockets need not bring them any more, and nothing of them is published. */
  | {readonly type: 'unwatch'; readonly markets: readonly ConditionId[]}
  /** The book to publish in depth from now on. */
  | {readonly type: 'focus'; readonly assetId: AssetId}
  /** Asks the exchange for the focused book anew. */
  | {readonly type: 'resync'}
  /** Which frames are to be sent as they come; undefined ends that. */
  | {readonly type: 'inspect'; readonly filter: FrameFilter | undefined}
  /** Records into this file from now on; undefined ends it. */
  | {readonly type: 'record'; readonly target: RecordingTarget | undefined}
  /** Asks for all books as they are. */
  | {readonly type: 'dump'}
  /** The reader has written a batch of records. */
  | {readonly type: 'ack'}
  /** The block of history that was under way has come. */
  | {readonly type: 'history_taken'}
  /** To whoever plays the recording. */
  | {readonly type: 'command'; readonly command: PlayCommand}
  /** Starts the frames of a replay, so that nothing passes before the reader is there. */
  | {readonly type: 'play'}
  | {readonly type: 'close'};

export type NamedAsset = {
  readonly assetIndex: number;
  readonly assetId: AssetId;
  readonly market: ConditionId;
};

export type FromIngest =
  | {readonly type: 'ready'}
  /** Assets that got their index: watched ones, and those a replay came across. */
  | {readonly type: 'assets'; readonly assets: readonly NamedAsset[]}
  /** The sentence that goes with the connection's phase in the snapshot, for the line in focus. */
  | {readonly type: 'connection'; readonly reason: string | undefined}
  /** The first snapshot that has this book in depth, after a `focus`, is published. */
  | {readonly type: 'focused'; readonly assetId: AssetId}
  | {readonly type: 'records'; readonly records: readonly StreamRecord[]}
  | {readonly type: 'dump'; readonly books: readonly BookRecord[]}
  /**
   * What is new of the focused market's past; all that is kept of it when it comes into focus. The
   * next one is sent when this one has been acknowledged, and not more often than once a second
   * (a replay: ten times), so a main thread that hears nothing has one of them waiting.
   */
  | {readonly type: 'history'; readonly market: ConditionId; readonly block: HistoryBlock}
  | {readonly type: 'replay_ended'}
  /** Where the replay stands, ten times a second at most. */
  | {readonly type: 'playback'; readonly playback: Playback}
  /** The replay goes on from another place: what has happened there comes anew. */
  | {readonly type: 'jumped'}
  /** Markets that a recording tells of by name. */
  | {readonly type: 'markets'; readonly markets: readonly Market[]}
  /** How the recording fares; undefined: nothing is recorded. */
  | {readonly type: 'recording'; readonly state: RecordingState | undefined}
  /** Five times a second at most, oldest first. `leftOut`: how many there were before them. */
  | {
      readonly type: 'market_events';
      readonly events: readonly MarketEvent[];
      readonly leftOut: number;
    }
  /** The same of the frames that were asked for. */
  | {
      readonly type: 'frames';
      readonly frames: readonly InspectedFrame[];
      readonly leftOut: number;
    }
  /** The user should know it: a sentence without a full stop. */
  | {readonly type: 'notice'; readonly text: string}
  | {
      readonly type: 'log';
      readonly level: LogLevel;
      readonly message: string;
      readonly fields: object;
    }
  /** The user can mend it: no such recording. The worker does nothing after it. */
  | {
      readonly type: 'failed';
      readonly code: ProblemCode;
      readonly message: string;
      readonly hint: string | undefined;
    }
  /** The last message, after everything was sent. */
  | {readonly type: 'closed'};

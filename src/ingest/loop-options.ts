// What the loop is given, and what it tells of each frame.

import type {ControlFrame, DecodedFrame, DecodeIssue, FeedEvent} from '../domain/feed-event.js';
import type {AssetId} from '../domain/market.js';
import type {StreamRecord} from '../domain/record.js';
import type {Clock} from '../domain/clock.js';
import type {Trust} from '../domain/trust.js';
import type {LatencyBoard} from '../metrics/latency-board.js';
import type {LoopObserver} from './loop-observer.js';
import type {NamedAsset} from './messages.js';

export type IngestLoopOptions = {
  readonly clock: Clock;
  /** A replay does not know beforehand which assets it holds. */
  readonly adoptUnknownAssets: boolean;
  /** The receive times are another clock's than `clock`: what frames take is measured from here on. */
  readonly isReplay?: boolean;
  /** Levels a side in records. */
  readonly depth: number;
  /** Where every record goes; undefined where nobody wants them. */
  readonly onRecord: ((record: StreamRecord) => void) | undefined;
  readonly onAssets: (assets: readonly NamedAsset[]) => void;
  readonly onIssue: (issue: DecodeIssue) => void;
  /** Told once: a recording holds more assets than shared memory has room for; the rest is ignored. */
  readonly onFull?: (maxAssets: number) => void;
  readonly onTrust: (assetId: AssetId, trust: Trust) => void;
  /** Where the stages are recorded; memory of its own where nobody else reads them. */
  readonly board?: LatencyBoard;
  /** Whether it is followed what becomes of each level; default: true. */
  readonly followsFlow?: boolean;
  /** Who writes down what happens in the markets. */
  readonly observer?: LoopObserver | undefined;
};

/** Who looks at frames as they came. The bytes are the socket's: what is to be kept has to be copied. */
export type FrameTap = (
  frame: Uint8Array,
  decoded: DecodedFrame,
  tsRecvUs: number,
  wallMs: number | undefined,
) => void;

/** What a frame was: `notice` is about markets of the whole exchange, and no sign of life. */
export type FrameKind = 'data' | 'notice' | ControlFrame;

/** Whether an event is for the books; whoever keeps it back deals with it otherwise. Asked once for each. */
export type Gate = (event: FeedEvent, tsRecvUs: number) => boolean;

export const ADMIT_ALL: Gate = () => true;

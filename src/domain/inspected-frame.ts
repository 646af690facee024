// Frames as they came, for whoever wants to see them; kept only while somebody looks.

import type {DecodeIssue} from './feed-event.js';
import type {ConditionId} from './market.js';

/** What frames are told apart by; `other` is all that is none of the rest, PONG and garbage included. */
export const FRAME_KINDS = ['book', 'price_change', 'trade', 'other'] as const;

export type InspectedKind = (typeof FRAME_KINDS)[number];

/** Which frames are wanted; undefined: whatever kind, or market. */
export type FrameFilter = {
  readonly kind: InspectedKind | undefined;
  readonly market: ConditionId | undefined;
};

export type InspectedFrame = {
  /** Receive time, in Unix ms; undefined where a recording doesn't say. */
  readonly wallMs: number | undefined;
  readonly kind: InspectedKind;
  /** Markets that its events are about, bounded. */
  readonly markets: readonly ConditionId[];
  /** Of the first event; undefined where there is none. */
  readonly timestampMs: number | undefined;
  readonly bytes: number;
  /** Its beginning as it came: whatever it holds, control characters included. */
  readonly text: string;
  /** Bytes after that. */
  readonly cutBytes: number;
  /** What decoding made of it. */
  readonly events: number;
  readonly issues: number;
  readonly firstIssue: DecodeIssue | undefined;
};

export type LoggedFrame = InspectedFrame & {
  /** Counts up while the inspector is open; identifies the frame. */
  readonly sequence: number;
};

/** The frames as they are shown. */
export type FrameLogView = {
  /** Newest first, bounded. */
  readonly frames: readonly LoggedFrame[];
  /** All that came, and those of them that nobody got to see. */
  readonly total: number;
  readonly leftOut: number;
};

export const NO_FRAMES: FrameLogView = {frames: [], total: 0, leftOut: 0};

export function matchesFrame(
  {kind, market}: FrameFilter,
  frame: Pick<InspectedFrame, 'kind' | 'markets'>,
): boolean {
  if (kind !== undefined && kind !== frame.kind) return false;
  return market === undefined || frame.markets.includes(market);
}

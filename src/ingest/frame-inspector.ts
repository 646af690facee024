// Copies of frames for the inspector, as many as a reader can take: five batches a second of a hundred
// frames; the others are counted. While nobody looks it isn't there.

import type {Clock, Timers} from '../domain/clock.js';
import type {DecodedFrame, FeedEvent} from '../domain/feed-event.js';
import {
  matchesFrame,
  type FrameFilter,
  type InspectedFrame,
  type InspectedKind,
} from '../domain/inspected-frame.js';
import type {ConditionId} from '../domain/market.js';

/** Frames that wait; a burst of them is posted in two batches. */
const MAX_WAITING = 200;

const MAX_PER_BATCH = 100;
const POST_EVERY_US = 200_000;

/** Bytes kept of a frame: a book of the finest tick has ten times as many. */
const MAX_KEPT_BYTES = 4_096;

/** Markets kept of a frame; only first books name more than one. */
const MAX_MARKETS = 16;

export type FrameInspectorOptions = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly filter: FrameFilter;
  readonly post: (frames: readonly InspectedFrame[], leftOut: number) => void;
};

type Kept = Omit<InspectedFrame, 'text' | 'cutBytes'> & {readonly kept: Uint8Array};

export class FrameInspector {
  readonly #options: FrameInspectorOptions;
  readonly #decoder = new TextDecoder();
  #waiting: Kept[] = [];
  #leftOut = 0;
  #postedUs = Number.NEGATIVE_INFINITY;
  #cancelPost: (() => void) | undefined;

  constructor(options: FrameInspectorOptions) {
    this.#options = options;
  }

  onFrame = (
    frame: Uint8Array,
    {events, issues}: DecodedFrame,
    _tsRecvUs: number,
    wallMs: number | undefined,
  ): void => {
    const kind = kindOf(events[0]);
    const markets = marketsOf(events);
    if (!matchesFrame(this.#options.filter, {kind, markets})) return;
    this.#waiting.push({
      ...{wallMs, kind, markets},
      timestampMs: events[0]?.timestampMs,
      bytes: frame.length,
      // A Buffer's own slice is no copy.
      kept: new Uint8Array(frame.subarray(0, MAX_KEPT_BYTES)),
      events: events.length,
      issues: issues.length,
      firstIssue: issues[0],
    });
    if (this.#waiting.length > MAX_WAITING) {
      this.#waiting.shift();
      this.#leftOut++;
    }

    this.#schedule();
  };

  close(): void {
    this.#cancelPost?.();
    this.#waiting = [];
  }

  #schedule(): void {
    if (this.#cancelPost !== undefined) return;
    const {clock, timers} = this.#options;
    const delayUs = Math.max(0, this.#postedUs + POST_EVERY_US - clock.nowUs());
    this.#cancelPost = timers.after(delayUs, () => {
      this.#cancelPost = undefined;
      this.#post();
    });
  }

  #post(): void {
    const {clock, post} = this.#options;
    this.#postedUs = clock.nowUs();
    const leftOut = this.#leftOut;
    this.#leftOut = 0;
    post(
      this.#waiting.splice(0, MAX_PER_BATCH).map((frame) => this.#toText(frame)),
      leftOut,
    );
    if (this.#waiting.length > 0) this.#schedule();
  }

  #toText({kept, ...frame}: Kept): InspectedFrame {
    const cutBytes = frame.bytes - kept.length;
    const text = this.#decoder.decode(kept);
    // A cut through a character leaves a replacement for each of its bytes.
    return {...frame, cutBytes, text: cutBytes > 0 ? text.replace(/\ufffd{1,3}$/, '') : text};
  }
}

function kindOf(event: FeedEvent | undefined): InspectedKind {
  switch (event?.kind) {
    case 'book_snapshot':
      return 'book';
    case 'price_change':
    case 'trade':
      return event.kind;
    default:
      return 'other';
  }
}

function marketsOf(events: readonly FeedEvent[]): readonly ConditionId[] {
  const markets = new Set<ConditionId>();
  for (const {market} of events) {
    markets.add(market);
    if (markets.size === MAX_MARKETS) break;
  }

  return [...markets];
}

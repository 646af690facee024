// How a recording is played, and what can be asked of whoever plays it.

/** Where a replay stands. Times are the recording's own wall clock, Unix time in µs. */
export type Playback = {
  readonly state: 'playing' | 'paused' | 'seeking' | 'ended';
  /** Times the recorded pace, or as fast as it can be read. */
  readonly speed: number | 'max';
  /** Of the newest entry that was played; undefined before the first and where nothing tells the time. */
  readonly positionUs: number | undefined;
  /** Of its first and last entry; undefined where it was not read to its end yet (raw frames, stdin). */
  readonly firstUs: number | undefined;
  readonly lastUs: number | undefined;
  /** Share of the recording that lies before the position, 0 to 1; undefined where that isn't known. */
  readonly fraction: number | undefined;
  /** While places in a file of raw frames are looked for: how far that is, 0 to 1. */
  readonly prepared: number | undefined;
  /** Whether the recording was cut off instead of ended. */
  readonly isCutOff: boolean;
};

export type PlayCommand =
  | {readonly kind: 'toggle_pause'}
  /** To the next faster or slower of `SPEEDS`. */
  | {readonly kind: 'change_speed'; readonly steps: 1 | -1}
  /** Forward or back, and paused there. A batch is one of the market in focus. */
  | {readonly kind: 'step'; readonly what: 'frame' | 'batch'; readonly steps: 1 | -1}
  /** By so much of the recording's time. */
  | {readonly kind: 'skip'; readonly us: number}
  /** To the next or previous trade, change of trust or connection, paused there. */
  | {readonly kind: 'jump'; readonly steps: 1 | -1}
  /** To a share of the recording, 0 to 1. */
  | {readonly kind: 'go_to_share'; readonly fraction: number}
  /** To a moment: Unix time in µs. */
  | {readonly kind: 'go_to_time'; readonly wallUs: number};

export const SPEEDS: readonly (number | 'max')[] = [0.1, 0.25, 0.5, 1, 2, 5, 10, 50, 'max'];

// The stages that are measured between the exchange and the eye, and the words for their readings.

/** What a message was about; `other` are ticks, best prices and notices. */
export const EVENT_KINDS = ['book', 'price_change', 'trade', 'other'] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/** Percentiles of some samples; NaN while there are none. */
export type Gauge = {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
};

export const WINDOW_NAMES = ['10s', '1min', 'session'] as const;

export type WindowName = (typeof WINDOW_NAMES)[number];

export type StageFacts = {
  /** The unit that its readings are in. */
  readonly unit: 'ms' | 'µs';
  /** The thread that records it. */
  readonly thread: 'ingest' | 'main';
  /** The kinds of event that it is split by; undefined where it is not. */
  readonly kinds?: readonly EventKind[];
  /** Two clocks are compared, so that a value may be negative. */
  readonly isSigned?: boolean;
  /** From here to there, for the screen and for other programs' help. */
  readonly meaning: string;
};

const DATED_KINDS = ['book', 'price_change', 'trade'] as const;

export const STAGES = {
  feed: {
    unit: 'ms',
    thread: 'ingest',
    kinds: DATED_KINDS,
    isSigned: true,
    meaning: 'exchange timestamp to receipt, corrected by the clock offset',
  },
  feed_raw: {
    unit: 'ms',
    thread: 'ingest',
    kinds: DATED_KINDS,
    isSigned: true,
    meaning: 'exchange timestamp to receipt, as the two clocks show it',
  },
  ping: {unit: 'ms', thread: 'ingest', meaning: 'PING to PONG'},
  pipeline: {
    unit: 'µs',
    thread: 'ingest',
    kinds: EVENT_KINDS,
    meaning: 'receipt to books applied, proofs left out',
  },
  decode: {unit: 'µs', thread: 'ingest', kinds: EVENT_KINDS, meaning: 'bytes to events'},
  apply: {unit: 'µs', thread: 'ingest', kinds: EVENT_KINDS, meaning: 'events to books'},
  verify: {unit: 'µs', thread: 'ingest', kinds: EVENT_KINDS, meaning: 'proofs of a message'},
  ingest_loop: {
    unit: 'ms',
    thread: 'ingest',
    meaning: 'delay of the event loop of the ingest thread: feed includes it',
  },
  publish_to_paint: {
    unit: 'ms',
    thread: 'main',
    meaning: 'book published to bytes handed to the terminal',
  },
  paint: {unit: 'ms', thread: 'main', meaning: 'CPU of a paint'},
  key_to_paint: {unit: 'ms', thread: 'main', meaning: 'key read to bytes handed to the terminal'},
  drain: {unit: 'ms', thread: 'main', meaning: 'until the terminal has taken a paint'},
  main_loop: {unit: 'ms', thread: 'main', meaning: 'delay of the event loop of the main thread'},
} as const satisfies Readonly<Record<string, StageFacts>>;

export type StageName = keyof typeof STAGES;

export const STAGE_NAMES = Object.keys(STAGES) as readonly StageName[];

export function factsOf(stage: StageName): StageFacts {
  return STAGES[stage];
}

/** What a screen asks of the measurements, in the stage's unit. */
export type LatencySource = {
  readonly gauge: (stage: StageName, window: WindowName, kind?: EventKind) => Gauge;
  /** The worst value of each of the last 60 seconds, oldest first; NaN where there was none. */
  readonly worst: (stage: StageName, kind?: EventKind) => Float64Array;
  /** How many samples each of the intervals has that end at `bounds`, which ascend. */
  readonly counts: (
    stage: StageName,
    window: WindowName,
    kind: EventKind | undefined,
    bounds: readonly number[],
  ) => readonly number[];
};

/** The p99 of ten seconds that a stage is to keep below, in its unit. */
export type Limits = Readonly<Partial<Record<StageName, number>>>;

export type Alert = {
  readonly stage: StageName;
  readonly p99: number;
  readonly limit: number;
};

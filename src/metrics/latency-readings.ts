// What a screen reads of the board: adding histograms up costs more than recording, so a reading is
// good for a quarter of a second.

import {STAGES} from '../domain/latency.js';
import type {EventKind, Gauge, LatencySource, StageName, WindowName} from '../domain/latency.js';
import type {LatencyBoard} from './latency-board.js';
import {RECORDED_PER_UNIT} from './latency-board.js';

const REUSE_US = 250_000;

export class LatencyReadings implements LatencySource {
  readonly #board: LatencyBoard;
  readonly #nowUs: () => number;
  readonly #feedUs: () => number;
  readonly #kept = new Map<string, unknown>();
  #keptUs = Number.NEGATIVE_INFINITY;

  /** `feedUs`: what the clock of the ingest thread shows, where that is another one: in a replay. */
  constructor(board: LatencyBoard, nowUs: () => number, feedUs = nowUs) {
    this.#board = board;
    this.#nowUs = nowUs;
    this.#feedUs = feedUs;
  }

  readonly gauge = (stage: StageName, window: WindowName, kind?: EventKind): Gauge =>
    this.#keep(stage, `gauge ${stage} ${window} ${kind}`, (nowUs) =>
      this.#board.read(stage, window, nowUs, kind),
    );

  readonly worst = (stage: StageName, kind?: EventKind): Float64Array =>
    this.#keep(stage, `worst ${stage} ${kind}`, (nowUs) =>
      this.#board.worstPerSecond(stage, nowUs, kind),
    );

  readonly counts = (
    stage: StageName,
    window: WindowName,
    kind: EventKind | undefined,
    bounds: readonly number[],
  ): readonly number[] =>
    this.#keep(stage, `counts ${stage} ${window} ${kind} ${bounds.join()}`, (nowUs) =>
      this.#board
        .distribution(stage, window, nowUs, kind)
        .countBetween(bounds.map((bound) => bound * RECORDED_PER_UNIT)),
    );

  #keep<T>(stage: StageName, key: string, read: (nowUs: number) => T): T {
    const nowUs = this.#nowUs();
    if (nowUs - this.#keptUs >= REUSE_US) {
      this.#kept.clear();
      this.#keptUs = nowUs;
    }

    if (!this.#kept.has(key)) {
      this.#kept.set(key, read(STAGES[stage].thread === 'ingest' ? this.#feedUs() : nowUs));
    }

    return this.#kept.get(key) as T;
  }
}

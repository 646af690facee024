// Everything that the ingest thread measures of itself and of the feed.

import type {EventKind, Gauge, StageName} from '../domain/latency.js';
import type {StatsRecord} from '../domain/record.js';
import {ClockOffset} from '../metrics/clock-offset.js';
import type {OffsetEstimate} from '../metrics/clock-offset.js';
import {allocateBoard, LatencyBoard} from '../metrics/latency-board.js';
import {PerSecondCounter} from '../metrics/per-second.js';

export class IngestMetrics {
  readonly board: LatencyBoard;
  readonly #frameRate = new PerSecondCounter();
  readonly #byteRate = new PerSecondCounter();
  readonly #clockOffset = new ClockOffset();
  /** Wall clock less monotonic clock, in ms: it changes where the wall clock is set. */
  #wallLeadMs = Number.NaN;
  frames = 0;
  bytes = 0;
  events = 0;
  issues = 0;
  reconnects = 0;
  /** When the last frame came that said something of a watched market. */
  lastDataUs = 0;
  pingMs = Number.NaN;

  /** The board lies in memory of this thread's own where nobody else reads it. */
  constructor(board = new LatencyBoard(allocateBoard())) {
    this.board = board;
  }

  /** A frame that holds events; PONG does not. */
  countFrame(bytes: number, tsRecvUs: number): void {
    this.frames++;
    this.bytes += bytes;
    this.#frameRate.count(tsRecvUs);
    this.#byteRate.count(tsRecvUs, bytes);
  }

  /** What the two clocks show now. */
  noteClocks(nowUs: number, wallMs: number): void {
    this.#wallLeadMs = wallMs - nowUs / 1000;
  }

  /**
   * The way of an event here, raw and corrected, as it is, also if negative. The offset is estimated
   * against the monotonic clock, so that setting our wall clock changes the raw value alone.
   */
  recordFeed(kind: EventKind, timestampMs: number, tsRecvUs: number, wallMs: number): void {
    const sinceEventMs = tsRecvUs / 1000 - timestampMs;
    this.#clockOffset.recordDelay(sinceEventMs, tsRecvUs);
    this.board.record('feed_raw', (wallMs - timestampMs) * 1000, tsRecvUs, kind);
    const {offsetMs} = this.#clockOffset;
    if (Number.isNaN(offsetMs)) return;
    this.board.record('feed', (sinceEventMs - offsetMs) * 1000, tsRecvUs, kind);
  }

  record(stage: StageName, durationUs: number, nowUs: number, kind?: EventKind): void {
    this.board.record(stage, durationUs, nowUs, kind);
  }

  recordPing(pingUs: number, nowUs: number): void {
    this.pingMs = pingUs / 1000;
    this.#clockOffset.recordPing(this.pingMs, nowUs);
    this.board.record('ping', pingUs, nowUs);
  }

  framesPerS(nowUs: number): number {
    return this.#frameRate.read(nowUs);
  }

  bytesPerS(nowUs: number): number {
    return this.#byteRate.read(nowUs);
  }

  /** Our wall clock minus the exchange's. */
  clockOffset(nowUs: number): OffsetEstimate {
    const {offsetMs, uncertaintyMs} = this.#clockOffset.read(nowUs);
    return {offsetMs: offsetMs + this.#wallLeadMs, uncertaintyMs};
  }

  toRecord(nowUs: number): StatsRecord {
    const read = (stage: StageName): Gauge => this.board.read(stage, '10s', nowUs);
    const raw = read('feed_raw');
    const feed = read('feed');
    const pipeline = read('pipeline');
    const clock = this.clockOffset(nowUs);
    return {
      type: 'stats',
      frames: this.frames,
      bytes: this.bytes,
      events: this.events,
      framesPerS: this.framesPerS(nowUs),
      feedP50Ms: raw.p50,
      feedP95Ms: raw.p95,
      feedP99Ms: raw.p99,
      correctedP50Ms: feed.p50,
      correctedP95Ms: feed.p95,
      correctedP99Ms: feed.p99,
      clockOffsetMs: clock.offsetMs,
      clockUncertaintyMs: clock.uncertaintyMs,
      pingMs: this.pingMs,
      pipelineP50Us: pipeline.p50,
      pipelineP99Us: pipeline.p99,
      verifyP99Us: read('verify').p99,
      eventLoopP99Ms: read('ingest_loop').p99,
      reconnects: this.reconnects,
      issues: this.issues,
    };
  }
}

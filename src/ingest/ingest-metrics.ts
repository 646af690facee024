// Everything that the ingest thread measures of itself and of the feed.

import type {StatsRecord} from '../domain/record.js';
import type {Gauge} from '../domain/snapshot.js';
import {ClockOffset} from '../metrics/clock-offset.js';
import {PerSecondCounter, WorstPerSecond} from '../metrics/per-second.js';
import {WindowedGauge} from '../metrics/windowed-gauge.js';
import {SPARK_SECONDS} from '../snapshot/layout.js';

const WINDOW_US = 10_000_000;

export class IngestMetrics {
  readonly #feed = new WindowedGauge({windowUs: WINDOW_US, unitUs: 1000});
  readonly #pipeline = new WindowedGauge({windowUs: WINDOW_US, unitUs: 1});
  readonly #verify = new WindowedGauge({windowUs: WINDOW_US, unitUs: 1});
  readonly #feedWorst = new WorstPerSecond(SPARK_SECONDS);
  readonly #frameRate = new PerSecondCounter();
  readonly #clockOffset = new ClockOffset();
  frames = 0;
  bytes = 0;
  events = 0;
  issues = 0;
  reconnects = 0;
  /** When the last frame came that said something of a watched market. */
  lastDataUs = 0;
  pingMs = Number.NaN;

  /** A frame that holds events; PONG does not. */
  countFrame(bytes: number, tsRecvUs: number): void {
    this.frames++;
    this.bytes += bytes;
    this.#frameRate.count(tsRecvUs);
  }

  /** `delayMs`: wall clock at receipt less the exchange's timestamp, as it is, also if negative. */
  recordFeed(delayMs: number, tsRecvUs: number): void {
    this.#feed.record(delayMs * 1000, tsRecvUs);
    this.#feedWorst.record(delayMs, tsRecvUs);
    this.#clockOffset.recordDelay(delayMs, tsRecvUs);
  }

  recordPipeline(durationUs: number, nowUs: number): void {
    this.#pipeline.record(durationUs, nowUs);
  }

  recordVerify(durationUs: number, nowUs: number): void {
    this.#verify.record(durationUs, nowUs);
  }

  recordPing(pingUs: number, nowUs: number): void {
    this.pingMs = pingUs / 1000;
    this.#clockOffset.recordPing(this.pingMs, nowUs);
  }

  /** The wall clock has jumped. */
  forgetClockOffset(): void {
    this.#clockOffset.forget();
  }

  feedMs(nowUs: number): Gauge {
    return this.#feed.read(nowUs);
  }

  pipelineUs(nowUs: number): Gauge {
    return this.#pipeline.read(nowUs);
  }

  verifyUs(nowUs: number): Gauge {
    return this.#verify.read(nowUs);
  }

  framesPerS(nowUs: number): number {
    return this.#frameRate.read(nowUs);
  }

  clockOffsetMs(nowUs: number): number {
    return this.#clockOffset.read(nowUs);
  }

  writeFeedWorst(target: Float64Array, nowUs: number): void {
    this.#feedWorst.readInto(target, nowUs);
  }

  toRecord(nowUs: number): StatsRecord {
    const feed = this.feedMs(nowUs);
    const pipeline = this.pipelineUs(nowUs);
    return {
      type: 'stats',
      frames: this.frames,
      bytes: this.bytes,
      events: this.events,
      framesPerS: this.framesPerS(nowUs),
      feedP50Ms: feed.p50,
      feedP95Ms: feed.p95,
      feedP99Ms: feed.p99,
      clockOffsetMs: this.clockOffsetMs(nowUs),
      pingMs: this.pingMs,
      pipelineP50Us: pipeline.p50,
      pipelineP99Us: pipeline.p99,
      reconnects: this.reconnects,
      issues: this.issues,
    };
  }
}

import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {Publisher} from '../../../src/ingest/publisher.js';

const INTERVAL_MS = 25;

beforeEach(() => {
  vi.useFakeTimers({now: 0, toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date']});
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

class Harness {
  readonly startMs = performance.now();
  /** When something was published, in ms since the start. */
  readonly publishedMs: number[] = [];
  heldUntilMs: number | undefined;
  readonly publisher: Publisher;

  constructor(intervalMs = INTERVAL_MS) {
    this.publisher = new Publisher({
      clock: {nowUs: () => performance.now() * 1000, wallMs: () => Date.now()},
      intervalUs: intervalMs * 1000,
      heldUntilUs: () =>
        this.heldUntilMs === undefined ? undefined : (this.startMs + this.heldUntilMs) * 1000,
      publish: (nowUs) => this.publishedMs.push(nowUs / 1000 - this.startMs),
    });
  }

  /** A batch begins now, of which only a part came. */
  beginBatch(): void {
    this.heldUntilMs = performance.now() - this.startMs + 100;
  }

  /** So many frames, one each millisecond. */
  frames(count: number): void {
    for (let i = 0; i < count; i++) {
      this.publisher.touch();
      vi.advanceTimersByTime(1);
    }
  }
}

describe('Publisher', () => {
  test('the first change is published at once, and without changes nothing is', () => {
    const {publisher, publishedMs} = new Harness();
    vi.advanceTimersByTime(1000);
    expect(publishedMs).toEqual([]);
    publisher.touch();
    vi.advanceTimersByTime(1000);
    expect(publishedMs).toEqual([1000]);
  });

  test('however many frames come, one publish an interval, and the last of them is shown', () => {
    const harness = new Harness();
    harness.frames(110);
    expect(harness.publishedMs).toEqual([0, 25, 50, 75, 100]);
    vi.advanceTimersByTime(1000);
    expect(harness.publishedMs).toEqual([0, 25, 50, 75, 100, 125]);
  });

  test('the middle of a batch is not published, its end is at once', () => {
    const harness = new Harness();
    harness.publisher.touch();
    vi.advanceTimersByTime(200);
    harness.beginBatch();
    harness.frames(60);
    expect(harness.publishedMs).toEqual([0]);
    harness.heldUntilMs = undefined;
    harness.publisher.touch();
    expect(harness.publishedMs).toEqual([0, 260]);
    vi.advanceTimersByTime(1000);
    expect(harness.publishedMs).toEqual([0, 260]);
  });

  test('the end of a batch still waits for the interval', () => {
    const harness = new Harness();
    harness.publisher.touch();
    vi.advanceTimersByTime(5);
    harness.beginBatch();
    harness.frames(5);
    harness.heldUntilMs = undefined;
    harness.publisher.touch();
    vi.advanceTimersByTime(100);
    expect(harness.publishedMs).toEqual([0, 25]);
  });

  test('a batch that is never complete is published 100 ms after its first frame', () => {
    const harness = new Harness();
    harness.publisher.touch();
    vi.advanceTimersByTime(200);
    harness.beginBatch();
    harness.frames(1);
    vi.advanceTimersByTime(98);
    expect(harness.publishedMs).toEqual([0]);
    vi.advanceTimersByTime(1000);
    expect(harness.publishedMs).toEqual([0, 300]);
  });

  test('a change that waits for its interval is not lost to a batch that begins meanwhile', () => {
    const harness = new Harness();
    harness.publisher.touch();
    vi.advanceTimersByTime(10);
    harness.publisher.touch();
    harness.beginBatch();
    vi.advanceTimersByTime(1000);
    expect(harness.publishedMs).toEqual([0, 110]);
  });

  test('at a slow rate a young batch holds the publish too, however long ago the first change was', () => {
    const harness = new Harness(1000);
    harness.publisher.touch();
    harness.frames(990);
    harness.beginBatch();
    harness.frames(30);
    expect(harness.publishedMs).toEqual([0]);
    harness.heldUntilMs = undefined;
    harness.publisher.touch();
    expect(harness.publishedMs).toEqual([0, 1020]);
  });

  test('publishNow does not wait for the interval, which begins anew', () => {
    const harness = new Harness();
    harness.frames(10);
    harness.publisher.publishNow();
    harness.frames(60);
    expect(harness.publishedMs).toEqual([0, 10, 35, 60]);
    harness.publisher.close();
  });

  test('publishNow in the middle of a batch waits for the end of it, or for 100 ms', () => {
    const harness = new Harness();
    harness.beginBatch();
    harness.publisher.publishNow();
    vi.advanceTimersByTime(40);
    expect(harness.publishedMs).toEqual([]);
    harness.heldUntilMs = undefined;
    harness.publisher.touch();
    expect(harness.publishedMs).toEqual([40]);

    harness.beginBatch();
    harness.publisher.publishNow();
    vi.advanceTimersByTime(1000);
    expect(harness.publishedMs).toEqual([40, 140]);
  });

  test('after close nothing that had waited is published', () => {
    const harness = new Harness();
    harness.frames(5);
    harness.publisher.close();
    vi.advanceTimersByTime(1000);
    expect(harness.publishedMs).toEqual([0]);
  });
});

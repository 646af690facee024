import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {PaintClock} from '../../../src/paint/paint-clock.js';

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(fps = 20) {
  const state = {isFresh: true, isBusy: false, costUs: 0};
  const log: string[] = [];
  const painted: number[] = [];
  // Starts at a full second, so that seconds pass when the test says.
  let extraUs = 0;
  const nowUs = (): number => Math.round(performance.now() * 1000) + extraUs;
  const startUs = nowUs();
  const clock = new PaintClock({
    fps,
    clock: {nowUs: () => nowUs() - startUs},
    isFresh: () => state.isFresh,
    isBusy: () => state.isBusy,
    update: () => {
      log.push('update');
      extraUs += state.costUs;
    },
    draw: () => {
      log.push('draw');
      extraUs += state.costUs;
      return true;
    },
    onPainted: ({costUs}) => painted.push(costUs),
  });
  return {clock, state, log, painted};
}

const updates = (log: readonly string[]): number => log.filter((it) => it === 'update').length;

test.each([
  [20, 20],
  [1, 1],
  [60, 60],
  [0, 1],
  [500, 60],
])('%i fps asked for: %i updates in a second', (asked, given) => {
  const {clock, log} = setUp(asked);
  clock.start();
  vi.advanceTimersByTime(999);
  expect(Math.abs(updates(log) - given)).toBeLessThanOrEqual(1);
  expect(clock.fps).toBeCloseTo(given);
  clock.stop();
});

test('with nothing fresh only a new second paints', () => {
  const {clock, log, state} = setUp();
  state.isFresh = false;
  clock.start();
  expect(updates(log)).toBe(1);
  vi.advanceTimersByTime(900);
  expect(updates(log)).toBe(1);
  vi.advanceTimersByTime(2200);
  expect(updates(log)).toBe(4);
  clock.stop();
});

test('a key paints at once, and many keys in one turn are one paint', () => {
  const {clock, log, state} = setUp(1);
  state.isFresh = false;
  clock.start();
  vi.advanceTimersByTime(10);
  log.length = 0;
  clock.paintNow();
  clock.paintNow();
  clock.paintNow();
  vi.advanceTimersByTime(1);
  expect(log).toEqual(['update', 'draw']);
  clock.stop();
});

test('the drawing waits for the microtasks of the update, in which React commits', async () => {
  const {clock, log, state} = setUp();
  state.isFresh = false;
  clock.start();
  void Promise.resolve().then(() => log.push('commit'));
  await Promise.resolve();
  vi.advanceTimersByTime(1);
  expect(log).toEqual(['update', 'commit', 'draw']);
  clock.stop();
});

test('while the terminal drains updates are skipped and counted, and one follows the drain', () => {
  const {clock, log, state} = setUp(20);
  clock.start();
  vi.advanceTimersByTime(1);
  log.length = 0;
  state.isBusy = true;
  vi.advanceTimersByTime(500);
  expect(log).toEqual([]);
  expect(clock.skipped).toBe(10);

  state.isBusy = false;
  state.isFresh = false;
  clock.drained();
  vi.advanceTimersByTime(1);
  expect(log).toEqual(['update', 'draw']);
  clock.drained();
  vi.advanceTimersByTime(1);
  expect(log).toEqual(['update', 'draw']);
  clock.stop();
});

test('a drawing that found the terminal busy is made good after the drain, without an update', () => {
  const {clock, log, state} = setUp();
  state.isFresh = false;
  clock.start();
  vi.advanceTimersByTime(1);
  log.length = 0;
  clock.requestDraw();
  clock.requestDraw();
  state.isBusy = true;
  vi.advanceTimersByTime(1);
  expect(log).toEqual([]);
  state.isBusy = false;
  clock.drained();
  vi.advanceTimersByTime(1);
  expect(log).toEqual(['draw']);
  clock.stop();
});

test('the cost of a paint is its update and its drawing', () => {
  const {clock, state, painted} = setUp();
  state.costUs = 700;
  clock.start();
  vi.advanceTimersByTime(1);
  expect(painted).toEqual([1400]);
  clock.requestDraw();
  vi.advanceTimersByTime(1);
  expect(painted).toEqual([1400, 700]);
  clock.stop();
});

test('after stop nothing happens any more', () => {
  const {clock, log} = setUp();
  clock.start();
  clock.paintNow();
  clock.requestDraw();
  clock.stop();
  log.length = 0;
  clock.paintNow();
  clock.requestDraw();
  clock.drained();
  vi.advanceTimersByTime(3000);
  expect(log).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

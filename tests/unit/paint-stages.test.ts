import {afterEach, expect, test} from 'vitest';
import {allocateBoard, LatencyBoard} from '../../src/metrics/latency-board.js';
import {PaintStages} from '../../src/paint-stages.js';
import {sampleSnapshot} from '../support/view-sample.js';

let stages: PaintStages | undefined;

afterEach(() => {
  stages?.close();
});

function setUp() {
  const board = new LatencyBoard(allocateBoard());
  const clock = {us: 1_000_000, nowUs: () => clock.us};
  stages = new PaintStages(board, clock);
  const paint = (updatedUs: number, endUs: number, hasBytes = true): void => {
    stages!.onPainted({updatedUs, endUs, costUs: 900, hasBytes});
  };
  const read = (stage: 'key_to_paint' | 'publish_to_paint' | 'paint') =>
    board.read(stage, 'session', 2_000_000);
  return {stages, clock, paint, read};
}

test('a key waits until what its own update shows is handed over, not for a paint that was under way', () => {
  const {stages, clock, paint, read} = setUp();
  stages.onKey();
  clock.us += 4_000;
  stages.onKey();
  paint(999_000, 1_005_000);
  expect(read('key_to_paint').count).toBe(0);
  paint(1_006_000, 1_012_000);
  expect(read('key_to_paint').count).toBe(1);
  expect(read('key_to_paint').max).toBeCloseTo(12, 0);
  paint(1_020_000, 1_022_000);
  expect(read('key_to_paint').count).toBe(1);
});

test('a key that changes nothing on the screen tells nothing', () => {
  const {stages, paint, read} = setUp();
  stages.onKey();
  paint(1_001_000, 1_002_000, false);
  paint(1_500_000, 1_502_000);
  expect(read('key_to_paint').count).toBe(0);
  expect(read('paint').count).toBe(2);
  expect(stages.made).toBe(1);
});

test('each publish is told once, with its first paint', () => {
  const {stages, paint, read} = setUp();
  const snapshot = sampleSnapshot({sequence: 7, publishedUs: 990_000});
  stages.onSnapshot(snapshot);
  paint(1_000_000, 1_010_000);
  stages.onSnapshot(snapshot);
  paint(1_100_000, 1_110_000);
  expect(read('publish_to_paint').count).toBe(1);
  expect(read('publish_to_paint').max).toBeCloseTo(20, 0);
});

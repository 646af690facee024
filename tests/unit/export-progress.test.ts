import {expect, test} from 'vitest';
import {ExportProgress} from '../../src/export-progress.js';
import {FixedClock} from '../support/fixed-clock.js';

/** The stream, and what the line of it shows. */
function createStream(isTTY: boolean) {
  const texts: string[] = [];
  return {isTTY, write: (text: string) => texts.push(text), texts};
}

function run(isTTY: boolean, seconds: number) {
  const clock = new FixedClock();
  const stream = createStream(isTTY);
  const progress = new ExportProgress({clock, stream});
  for (let ms = 0; ms <= seconds * 1000; ms += 10) {
    progress.tell(ms / (seconds * 1000), ms);
    clock.us += 10_000;
  }

  return {stream, progress};
}

test('nothing is shown within the first second, then five lines a second at most', () => {
  expect(run(true, 0.99).stream.texts).toEqual([]);
  const {texts} = run(true, 10).stream;
  expect(texts.length).toBeGreaterThan(40);
  expect(texts.length).toBeLessThanOrEqual(46);
  expect(texts.at(-1)).toMatch(/^\r\u001b\[Kexporting: \d+ %, [\d,]+ records$/);
});

test('at the end the line is gone, once', () => {
  const {stream, progress} = run(true, 3);
  const {length} = stream.texts;
  progress.clear();
  progress.clear();
  expect(stream.texts.slice(length)).toEqual(['\r\u001b[K']);
});

test('where stderr is no terminal nothing is shown', () => {
  const {stream, progress} = run(false, 10);
  progress.clear();
  expect(stream.texts).toEqual([]);
});

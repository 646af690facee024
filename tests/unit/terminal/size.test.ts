import {EventEmitter} from 'node:events';
import {expect, test} from 'vitest';
import {readSize, watchSize, type TerminalSize} from '../../../src/terminal/size.js';

test.each([
  [
    {columns: 120, rows: 40},
    {columns: 120, rows: 40},
  ],
  [
    {columns: 0, rows: 0},
    {columns: 80, rows: 24},
  ],
  [
    {columns: undefined, rows: undefined},
    {columns: 80, rows: 24},
  ],
  [{}, {columns: 80, rows: 24}],
  [
    {columns: 100, rows: 0},
    {columns: 100, rows: 24},
  ],
])('a stream of %j counts as %j', (stream, size) => {
  expect(readSize(stream)).toEqual(size);
});

test('each new size is told until the watch ends', () => {
  const stream = Object.assign(new EventEmitter(), {columns: 80, rows: 24});
  const sizes: TerminalSize[] = [];
  const unwatch = watchSize(stream, (size) => sizes.push(size));
  stream.columns = 100;
  stream.emit('resize');
  unwatch();
  stream.emit('resize');
  expect(sizes).toEqual([{columns: 100, rows: 24}]);
  expect(stream.listenerCount('resize')).toBe(0);
});

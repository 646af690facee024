import {expect, test} from 'vitest';
import {fitRow} from '../../../src/view/fit-row.js';
import type {PaintRow} from '../../../src/view/paint-row.js';
import {clipRow, restyleRow, run, underlayRow} from '../../../src/view/row-builder.js';

const ROW: PaintRow = [
  {text: 'abc', style: 'bid', under: 'band'},
  {text: 'déf', style: 'ask', under: 'cursor'},
];

test('what lies under a run stays there when its row is cut, filled or restyled', () => {
  const unders = (row: PaintRow) => row.map(({under}) => under);
  expect(unders(clipRow(ROW, 5, '~'))).toEqual(['band', 'cursor']);
  expect(unders(fitRow(ROW, 5))).toEqual(['band', 'cursor']);
  expect(unders(restyleRow(ROW, 'dim'))).toEqual(['band', 'cursor']);
});

test('a look lies under the whole row up to the width, but not under what has one of its own', () => {
  const row: PaintRow = [run('ab', 'bid'), {text: '▀', style: 'heat_1', under: 'heat_0'}];
  expect(underlayRow(row, 'cursor', 5)).toEqual([
    {text: 'ab', style: 'bid', under: 'cursor'},
    {text: '▀', style: 'heat_1', under: 'heat_0'},
    {text: '  ', style: 'plain', under: 'cursor'},
  ]);
  expect(underlayRow([run('abcdef')], 'cursor', 3)).toEqual([
    {text: 'abcdef', style: 'plain', under: 'cursor'},
  ]);
});

import {expect, test} from 'vitest';
import {parseMouseReport} from '../../../src/terminal/mouse.js';

const CSI = '\u001b[';

test.each([
  ['<0;1;1M', {kind: 'click', x: 0, y: 0, modifiers: []}],
  ['<0;160;48M', {kind: 'click', x: 159, y: 47, modifiers: []}],
  ['<4;2;3M', {kind: 'click', x: 1, y: 2, modifiers: ['shift']}],
  ['<24;2;3M', {kind: 'click', x: 1, y: 2, modifiers: ['alt', 'ctrl']}],
  ['<64;2;3M', {kind: 'wheel', direction: 'up', x: 1, y: 2, modifiers: []}],
  ['<65;2;3M', {kind: 'wheel', direction: 'down', x: 1, y: 2, modifiers: []}],
  ['<81;2;3M', {kind: 'wheel', direction: 'down', x: 1, y: 2, modifiers: ['ctrl']}],
] as const)('%s', (report, action) => {
  expect(parseMouseReport(CSI + report)).toEqual(action);
});

test.each([
  ['a release', '<0;1;1m'],
  ['the middle button', '<1;1;1M'],
  ['the right button', '<2;1;1M'],
  ['movement', '<35;1;1M'],
  ['a drag', '<32;1;1M'],
  ['the wheel sideways', '<66;1;1M'],
  ['a button beyond', '<128;1;1M'],
  ['column 0', '<0;0;1M'],
  ['row 0', '<0;1;0M'],
  ['a coordinate that is none', '<0;999999;1M'],
  ['a number too many', '<0;1;1;1M'],
  ['a number too few', '<0;1M'],
  ['none at all', '<M'],
  ['a key', 'A'],
])('%s is no action', (_, report) => {
  expect(parseMouseReport(CSI + report)).toBeUndefined();
});

import {expect, test} from 'vitest';
import {
  canAskBackground,
  guessBackground,
  parseBackground,
} from '../../../src/terminal/background.js';
import {InputParser} from '../../../src/terminal/input-parser.js';

test.each([
  ['rgb:0000/0000/0000', 'dark'],
  ['rgb:ffff/ffff/ffff', 'light'],
  ['rgb:00/2b/36', 'dark'],
  ['rgb:fd/f6/e3', 'light'],
  ['rgb:f/f/f', 'light'],
  ['rgba:1e1e/1e1e/2e2e/ffff', 'dark'],
] as const)('a background of %s is %s', (colour, ground) => {
  expect(parseBackground(`\u001b]11;${colour}\u0007`)).toBe(ground);
  expect(parseBackground(`\u001b]11;${colour}\u001b\\`)).toBe(ground);
});

test.each(['\u001b]10;rgb:00/00/00\u0007', '\u001b]11;?\u0007', '\u001b]11;red\u0007', 'q'])(
  '%j says nothing of it',
  (sequence) => {
    expect(parseBackground(sequence)).toBeUndefined();
  },
);

test('the answer comes between keys, in pieces, and is none', () => {
  const parser = new InputParser();
  const tokens = ['a\u001b]11;rgb:ff', 'ff/ffff/ff', 'ff\u001b', '\\b'].flatMap((text) =>
    parser.feed(text),
  );
  expect(tokens).toEqual([
    {kind: 'key', text: 'a'},
    {kind: 'background', ground: 'light'},
    {kind: 'key', text: 'b'},
  ]);
});

test.each([
  ['15;0', 'dark'],
  ['0;15', 'light'],
  ['0;default;15', 'light'],
  ['12;8', 'dark'],
  ['0;7', 'light'],
  ['default', 'dark'],
  ['', 'dark'],
  [undefined, 'dark'],
] as const)('COLORFGBG %j is taken for %s', (value, ground) => {
  expect(guessBackground({COLORFGBG: value})).toBe(ground);
});

test.each([
  ['xterm-256color', true],
  ['linux', false],
  ['dumb', false],
  ['', false],
  [undefined, false],
] as const)('TERM %j may be asked: %s', (term, may) => {
  expect(canAskBackground({TERM: term})).toBe(may);
});

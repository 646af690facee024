import {expect, test} from 'vitest';
import {formatStyles} from '../../support/style-grid.js';
import type {TerminalCell} from '../../support/terminal.js';

function cell(text: string, change: Partial<TerminalCell> = {}): TerminalCell {
  return {
    ...{text, width: 1, foreground: undefined, background: undefined},
    ...{isBold: false, isDim: false, isUnderlined: false, isInverse: false},
    ...change,
  };
}

test('each look has a letter and a line, blanks and hidden cells have none', () => {
  const row = [
    cell('a', {foreground: '#00ff00'}),
    cell('b'),
    cell(' ', {foreground: '#00ff00', isBold: true}),
    cell(' ', {background: 'color 4'}),
    cell('c', {foreground: 'color 9', isBold: true}),
    cell('d', {isInverse: true}),
  ];
  expect(
    formatStyles(
      [row, row],
      [
        {text: '', hidden: []},
        {text: '', hidden: [[0, 2]]},
      ],
    ),
  ).toBe(
    ['a..dbc', '~~.dbc', '', 'a #00ff00', 'b color 9 bold', 'c inverse', 'd on color 4'].join('\n'),
  );
});

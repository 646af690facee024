import {expect, test} from 'vitest';
import {readLadder} from '../../support/seen-ladder.js';

test.each([
  [
    '  +869 -1.9k                           │ 45¢ │                         │ FLOW',
    undefined,
    undefined,
  ],
  [
    ' +4.4k               7.1k   6.1k   ▐███│ 44¢ │                         │ delta',
    '6.1k',
    undefined,
  ],
  ['  ×427        │ 78¢ │█████   2.2k   3.0k ×2.0k', undefined, '2.2k'],
  ['  x427  | 78c |##=    2.2k   3.0k +2.0k | TAPE', undefined, '2.2k'],
  [' 14:01 9 wall│  +250  │ 47¢ │            +1.3k -1.2k   ×74', undefined, undefined],
])('what became of a level is not its size: %s', (line, bid, ask) => {
  expect(readLadder([line])).toMatchObject([{bid, ask}]);
});

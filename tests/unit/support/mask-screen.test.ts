import {expect, test} from 'vitest';
import {maskScreen} from '../../support/mask-screen.js';

const TITLE = ' Will it?  [Yes] No  1/6  tick 1¢  LIVE feed';
const REPLAYED = ' Will it?  [Yes] No  1/6  tick 1¢  REPLAY';

function masked(line: string, title = TITLE, y = 5): string {
  const lines = [title, ...Array.from({length: y - 1}, () => ''), line];
  return maskScreen(lines).at(-1)!.text;
}

test.each([
  [' ● LIVE ✓12 · 0.5 s │ connected │ age 0.5 s', ' ● LIVE ✓12 · # s │ connected │ age # s'],
  [' ● LIVE ✓12 · 12 s │ connected │ machine busy', ' ● LIVE ✓12 · # s │ connected'],
  [
    ' * LIVE ok 1,876 - 120 ms | e 4 new | feed p50 4.1 p99 18 ms | 12/s',
    ' * LIVE ok 1,876 - # s | e 4 new',
  ],
  [' ◌ STALE reconnecting · 3 s', ' ◌ STALE reconnecting · # s'],
])('of the status the trust and its count stay, ages and measurements go: %s', (line, expected) => {
  expect(masked(line, TITLE, 1)).toBe(expected);
});

test.each([
  ['│ feed ms   4.1   5.0    12   103', '│ feed ms     #     #     #     #'],
  ['│ apply µs     –     –     –     –', '│ apply µs     #     #     #     #'],
  ['│ proof us    1M    1M  106k    2M', '│ proof us     #     #     #     #'],
  ['│ worst          ▁▂█▁      103 ms', '│ worst # ms'],
  ['│ ping    0.8 ms  120 frames/s', '│ ping    # ms  # frames/s'],
  ['│ data    age 1.2 s', '│ data    age # s'],
  ['│ paint   5.6 ms  20 fps  8 skipped', '│ paint   # ms  # fps'],
])('of the feed panel the names stay: %s', (line, expected) => {
  expect(masked(line)).toBe(expected);
});

test.each([
  ['   Δ5s      Σ    bid       price          ask      Σ   Δ5s'],
  ['  Δ10s      Σ    bid       price          ask      Σ  Δ10s'],
])('since when levels are counted keeps its cells, and is compared in a recording: %s', (line) => {
  expect(masked(line)).toBe('  Δ##s      Σ    bid       price          ask      Σ  Δ##s');
  expect(masked(line, REPLAYED)).toBe(line);
});

test.each([
  [' 1.7k    124    124    ▕│ 45¢ │                   +2.4k'],
  ['───── mid 45.5¢  µ 45.2¢  spr 1t  imb -68%  web 45.5¢ ──────'],
  ["│ 14:02:58 S    46¢'    252    $136"],
  ['│     2 s B    55¢      22     $12'],
  ['│ changed 14:00:59 · 0.0 s ago'],
  ['│ proofs  ✓12'],
  ['│ frames  7,283'],
  ['│ $10k    60.1¢ 14.1t     all $6.0k'],
  [' 14:02:33  Lumen  wall ask 10.0k at 10¢ pulled after 4.2 s'],
  ['DEPTH 5 min · 2¢ a step · 6 s a cell · log shades to 20.0k'],
  [' -          fewer ticks to a row'],
])('prices, sizes, times of the exchange and words stay: %s', (line) => {
  expect(masked(line)).toBe(line);
  expect(masked(line, REPLAYED)).toBe(line);
});

test('where something was hidden within a line only those cells are, else all up to its end', () => {
  const heading = ' Δ5s  Σ  bid   price   ask   Σ │ FEED';
  expect(maskScreen([TITLE, '', heading])[2]!.hidden).toEqual([[0, 4]]);
  const [, status] = maskScreen([TITLE, ' ● LIVE ✓1 · 12 s │ connected']);
  expect(status!.hidden).toEqual([[13, Number.POSITIVE_INFINITY]]);
});

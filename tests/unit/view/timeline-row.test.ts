import {describe, expect, test} from 'vitest';
import type {Playback} from '../../../src/domain/playback.js';
import {cellWidth} from '../../../src/view/cell-width.js';
import {ASCII_GLYPHS, UNICODE_GLYPHS} from '../../../src/view/glyphs.js';
import {buildTimelineRow} from '../../../src/view/timeline-row.js';
import {samplePlayback, UTC, zoneOf} from '../../support/play-sample.js';
import {rowText} from '../../support/view-sample.js';

const UNKNOWN = {firstUs: undefined, lastUs: undefined, fraction: undefined} as const;
const DAY_US = 86_400_000_000;
const {positionUs = 0} = samplePlayback();

function line(
  change: Partial<Playback> = {},
  {width = 80, glyphs = UNICODE_GLYPHS, zone = UTC} = {},
): string {
  const row = buildTimelineRow({playback: samplePlayback(change), zone, width, glyphs});
  return rowText(row).trimEnd();
}

/** Cells before the cursor, and all of the bar. */
function barOf(text: string): readonly [played: number, cells: number] | undefined {
  const bar = /━*●─*/.exec(text)?.[0];
  return bar === undefined ? undefined : [bar.indexOf('●'), bar.length];
}

const SHAPES: readonly Partial<Playback>[] = [
  {},
  {state: 'playing', speed: 'max'},
  {state: 'playing', speed: 0.25, fraction: 0},
  {state: 'paused', speed: 50, fraction: 1, isCutOff: true},
  {state: 'ended', fraction: 1, isCutOff: true},
  {state: 'seeking', prepared: 0.42},
  {state: 'seeking', ...UNKNOWN, prepared: 0, positionUs: undefined},
  {firstUs: positionUs - 40 * DAY_US, fraction: 0.999},
  {firstUs: positionUs - 40 * DAY_US, fraction: undefined},
  {...UNKNOWN, positionUs: undefined},
  {...UNKNOWN, fraction: 0.3},
  {...UNKNOWN, isCutOff: true, state: 'ended'},
];

describe('the line of a replay', () => {
  test('is never wider than the screen, and always begins with what the replay does', () => {
    for (const glyphs of [UNICODE_GLYPHS, ASCII_GLYPHS]) {
      for (let width = 40; width <= 250; width++) {
        for (const shape of SHAPES) {
          const text = line(shape, {width, glyphs});
          expect(cellWidth(text), text).toBeLessThanOrEqual(width);
          const mark = glyphs.play[samplePlayback(shape).state];
          expect(text.startsWith(` ${mark} `), text).toBe(true);
          if (glyphs.isAscii) expect(text).toMatch(/^[ -~]*$/);
        }
      }
    }
  });

  test('reaches the right edge but one cell wherever there is a bar', () => {
    for (let width = 40; width <= 250; width++) {
      const text = line({state: 'playing'}, {width});
      expect(barOf(text), text).toBeDefined();
      expect(cellWidth(text)).toBe(width - 1);
    }
  });

  test.each([
    [{state: 'playing'}, '▶ 1x ', '> 1x '],
    [{state: 'playing', speed: 0.25}, '▶ 0.25x ', '> 0.25x '],
    [{state: 'playing', speed: 'max'}, '▶ max ', '> max '],
    [{state: 'paused'}, '❚❚ paused ', '|| paused '],
    [{state: 'paused', speed: 10}, '❚❚ paused 10x ', '|| paused 10x '],
    [{state: 'seeking'}, '» seeking ', '>> seeking '],
    [{state: 'ended'}, '■ end ', '# end '],
  ] as const)('says of %j in both sets of glyphs: %s', (change, unicode, ascii) => {
    expect(line(change)).toContain(` ${unicode}`);
    expect(line(change, {glyphs: ASCII_GLYPHS})).toContain(` ${ascii}`);
  });

  test('has everything at 120 columns, and gives up its ends, then its bar', () => {
    expect(line({}, {width: 120})).toBe(
      ` ❚❚ paused        13:02:11.250  12:59:41 ${'━'.repeat(31)}●${'─'.repeat(31)} 13:04:41   50%`,
    );
    expect(line({}, {width: 60})).toBe(
      ` ❚❚ paused  13:02:11.250  ${'━'.repeat(13)}●${'─'.repeat(13)}   50%`,
    );
    expect(line({firstUs: positionUs - DAY_US}, {width: 40})).toBe(
      ' ❚❚ paused  2 Mar 13:02:11.250   50%',
    );
  });

  test('tells thousandths only while it stands still, so that it does not flicker', () => {
    expect(line({state: 'playing'})).toContain('  13:02:11  ');
    expect(line({state: 'paused'})).toContain('  13:02:11.250  ');
    expect(line({positionUs: positionUs - 245_001})).toContain('13:02:11.004');
  });

  test('keeps the bar where it is when it is paused on a wide screen', () => {
    for (const width of [100, 120, 250]) {
      const starts = (['playing', 'paused', 'seeking', 'ended'] as const).map((state) =>
        line({state}, {width}).indexOf('━'),
      );
      expect(new Set(starts).size).toBe(1);
    }
  });

  test('is in the time zone of the screen', () => {
    expect(line({}, {zone: zoneOf('Asia/Kathmandu')})).toContain('18:47:11.250');
  });

  test('has dates where the recording is of several days, as those of its zone are', () => {
    const night = {firstUs: positionUs - 13 * 3_600_000_000};
    expect(line({}, {width: 120})).not.toMatch(/Mar/);
    expect(line({...night, firstUs: positionUs - 14 * 3_600_000_000}, {width: 120})).toMatch(
      /2 Mar 13:02:11\.250 {2}1 Mar 23:02:11 .* 2 Mar 13:04:41/,
    );
    expect(line(night, {width: 120})).not.toMatch(/Mar/);
    expect(line(night, {width: 120, zone: zoneOf('America/New_York')})).toMatch(/1 Mar 19:02:11/);
  });

  test.each([
    [0, 0],
    [0.5, 0.5],
    [1, 1],
    [-3, 0],
    [7, 1],
  ])('the cursor of %d stands at that share of the bar', (fraction, share) => {
    const [played, cells] = barOf(line({fraction}))!;
    expect(played).toBe(Math.round(share * (cells - 1)));
  });

  test('says 100% of the end alone', () => {
    expect(line({fraction: 0.99999})).toMatch(/ 99%$/);
    expect(line({fraction: 1})).toMatch(/ 100%$/);
    expect(line({fraction: 0.029})).toMatch(/ {3}2%$/);
  });

  test.each([
    [{...UNKNOWN}, ' ❚❚ paused  13:02:11.250'],
    [{...UNKNOWN, positionUs: undefined}, ' ❚❚ paused'],
    [{lastUs: undefined, fraction: undefined}, ' ❚❚ paused  13:02:11.250  from 12:59:41'],
    [{firstUs: undefined, fraction: undefined}, ' ❚❚ paused  13:02:11.250  to 13:04:41'],
    [{fraction: undefined}, ' ❚❚ paused  13:02:11.250  from 12:59:41 to 13:04:41'],
    [{positionUs: undefined, fraction: undefined}, ' ❚❚ paused  from 12:59:41 to 13:04:41'],
  ])('of %j it says only what is known', (change, text) => {
    expect(line(change)).toBe(text);
  });

  test('without times there is a bar all the same where the share is known', () => {
    expect(line({...UNKNOWN, fraction: 0.3, positionUs: undefined})).toMatch(
      /^ ❚❚ paused {2}━+●─+ {3}30%$/,
    );
  });

  test('says how far the recording is looked through, in fewer words on a small screen', () => {
    const change = {...UNKNOWN, state: 'seeking', prepared: 0.42} as const;
    expect(line(change)).toBe(' » seeking  13:02:11  looking through the recording 42%');
    expect(line(change, {width: 46})).toBe(' » seeking  13:02:11  looking through it 42%');
    expect(line(change, {width: 40})).toBe(' » seeking  13:02:11  42%');
  });

  test('says that a recording was cut off where it ends, and nowhere else', () => {
    expect(line({isCutOff: true, fraction: 0.9})).not.toContain('cut off');
    expect(line({isCutOff: true, fraction: 0.995})).toContain('cut off');
    expect(line({...UNKNOWN, isCutOff: true, state: 'ended'})).toBe(
      ' ■ end      13:02:11  cut off',
    );
    expect(line({state: 'ended', fraction: 1})).not.toContain('cut off');
  });
});

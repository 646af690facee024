import {describe, expect, test} from 'vitest';
import type {PlayCommand} from '../../../src/domain/playback.js';
import {parseMoment, type KnownTimes} from '../../../src/view/parse-moment.js';
import {UTC, zoneOf} from '../../support/play-sample.js';

const us = (iso: string): number => Date.parse(iso) * 1000;
const NOTHING: KnownTimes = {positionUs: undefined, firstUs: undefined, lastUs: undefined};

/** An hour of one day. */
const HOUR: KnownTimes = {
  positionUs: us('2026-03-02T13:02:11.250Z'),
  firstUs: us('2026-03-02T12:30:15.500Z'),
  lastUs: us('2026-03-02T13:30:15.500Z'),
};

function commandOf(text: string, times = HOUR, zone = UTC): PlayCommand | undefined {
  const moment = parseMoment(text, times, zone);
  return moment.kind === 'found' ? moment.command : undefined;
}

function timeOf(text: string, times = HOUR, zone = UTC): string | undefined {
  const command = commandOf(text, times, zone);
  if (command === undefined) return undefined;
  if (command.kind !== 'go_to_time') throw new Error(command.kind);
  return new Date(command.wallUs / 1000).toISOString();
}

function refusal(text: string, times = HOUR, zone = UTC): string | undefined {
  const moment = parseMoment(text, times, zone);
  return moment.kind === 'refused' ? moment.reason : undefined;
}

describe('shares and spans', () => {
  test.each([
    ['0', 0],
    ['7', 0.7],
    ['45%', 0.45],
    [' 45 % ', 0.45],
    ['12.5%', 0.125],
    ['0%', 0],
    ['100%', 1],
  ])('%j is the share %d', (text, fraction) => {
    expect(commandOf(text, NOTHING)).toEqual({kind: 'go_to_share', fraction});
  });

  test.each([
    ['+90s', 90],
    ['-5m', -300],
    ['+5min', 300],
    ['+1h', 3600],
    ['-1d', -86_400],
    ['+250ms', 0.25],
    ['+1.5m', 90],
    ['-1m30s', -90],
    ['-1h 2m 3s', -3723],
    ['+90', 90],
    ['- 2', -2],
    ['-0s', 0],
  ])('%j is %d seconds from here', (text, seconds) => {
    expect(commandOf(text, NOTHING)).toEqual({kind: 'skip', us: seconds * 1_000_000});
  });

  test.each([
    ...['', 'noon', '101%', '45', '%', '+', '+s', '90s', '+5x', '+5m+5m', '1e3%', '+1e3', '--5m'],
    ...['24:00', '12:60', '12:03:60', '12:3', '12', '12:03:15.', '12:03pm', '+99999999999999999d'],
    ...['2026-02-30', '2026-13-01', '2026-00-10', '2026-03-02T25:00', '2026-03-02T12:00+25:00'],
    ...['2026-3-2', '2026-03-02T', 'g', '５', '12：03'],
  ])('%j means nothing and is answered with what is taken', (text) => {
    expect(refusal(text)).toMatch(/^takes 12:03:15, 12:03, \+90s, -5m, 45%/);
  });
});

describe('a time of day', () => {
  test.each([
    ['13:00', '2026-03-02T13:00:00.000Z'],
    ['13:00:07', '2026-03-02T13:00:07.000Z'],
    ['13:00:07.25', '2026-03-02T13:00:07.250Z'],
    // The minute and the second in which it begins, and those in which it ends.
    ['12:30', '2026-03-02T12:30:15.500Z'],
    ['12:30:15', '2026-03-02T12:30:15.500Z'],
    ['13:30', '2026-03-02T13:30:00.000Z'],
    ['13:30:15', '2026-03-02T13:30:15.000Z'],
  ])('%s is the one inside of the recording: %s', (text, time) => {
    expect(timeOf(text)).toBe(time);
  });

  test.each(['12:29', '12:30:14', '12:30:15.499', '13:30:16', '13:31', '0:00'])(
    '%s is not in it, and what is is said',
    (text) => {
      expect(refusal(text)).toBe('only 12:30:15 to 13:30:15 is recorded');
    },
  );

  test('is found on either side of midnight', () => {
    const night = {
      positionUs: us('2026-03-02T23:59:00Z'),
      firstUs: us('2026-03-02T22:00:00Z'),
      lastUs: us('2026-03-03T02:00:00Z'),
    };
    expect(timeOf('23:30', night)).toBe('2026-03-02T23:30:00.000Z');
    expect(timeOf('0:30', night)).toBe('2026-03-03T00:30:00.000Z');
    expect(timeOf('00:00', night)).toBe('2026-03-03T00:00:00.000Z');
    expect(timeOf('22:30', {...night, positionUs: night.lastUs})).toBe('2026-03-02T22:30:00.000Z');
    expect(refusal('12:00', night)).toBe('only 2 Mar 22:00:00 to 3 Mar 02:00:00 is recorded');
  });

  test('is that of the zone of the screen', () => {
    expect(timeOf('18:45', HOUR, zoneOf('Asia/Kathmandu'))).toBe('2026-03-02T13:00:00.000Z');
    expect(refusal('13:00', HOUR, zoneOf('Asia/Kathmandu'))).toBe(
      'only 18:15:15 to 19:15:15 is recorded',
    );
  });

  test('of several days it is the one nearest to where one is', () => {
    const days = {firstUs: us('2026-03-01T12:00:00Z'), lastUs: us('2026-03-09T12:00:00Z')};
    const near = (position: string): string | undefined =>
      timeOf('06:00', {...days, positionUs: us(position)});
    expect(near('2026-03-05T13:00:00Z')).toBe('2026-03-05T06:00:00.000Z');
    expect(near('2026-03-05T19:00:00Z')).toBe('2026-03-06T06:00:00.000Z');
    expect(near('2026-03-01T12:00:00Z')).toBe('2026-03-02T06:00:00.000Z');
    expect(near('2026-03-09T12:00:00Z')).toBe('2026-03-09T06:00:00.000Z');
    expect(timeOf('06:00', {...days, positionUs: undefined})).toBe('2026-03-02T06:00:00.000Z');
  });

  test('goes by what is known: an open end, or the position alone', () => {
    const {firstUs, lastUs, positionUs} = HOUR;
    expect(timeOf('12:00', {...NOTHING, firstUs})).toBe('2026-03-03T12:00:00.000Z');
    expect(timeOf('14:00', {...NOTHING, lastUs})).toBe('2026-03-01T14:00:00.000Z');
    expect(timeOf('13:00', {...NOTHING, lastUs})).toBe('2026-03-02T13:00:00.000Z');
    expect(timeOf('14:00', {...NOTHING, positionUs})).toBe('2026-03-02T14:00:00.000Z');
    expect(refusal('14:00', NOTHING)).toBe(
      'no time of the recording is known yet; takes 45%, +90s',
    );
  });

  test('that the clocks leave out is not in it; one that they show twice is the nearer one', () => {
    const zone = zoneOf('Europe/Berlin');
    const spring = {
      positionUs: us('2026-03-29T00:30:00Z'),
      firstUs: us('2026-03-29T00:00:00Z'),
      lastUs: us('2026-03-29T03:00:00Z'),
    };
    expect(timeOf('01:59', spring, zone)).toBe('2026-03-29T00:59:00.000Z');
    expect(timeOf('03:00', spring, zone)).toBe('2026-03-29T01:00:00.000Z');
    expect(refusal('02:30', spring, zone)).toBe('only 01:00:00 to 05:00:00 is recorded');
    const autumn = {firstUs: us('2026-10-25T00:00:00Z'), lastUs: us('2026-10-25T03:00:00Z')};
    const near = (position: string): string | undefined =>
      timeOf('02:30', {...autumn, positionUs: us(position)}, zone);
    expect(near('2026-10-25T00:10:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(near('2026-10-25T02:00:00Z')).toBe('2026-10-25T01:30:00.000Z');
  });
});

describe('ISO 8601', () => {
  test.each([
    ['2026-03-02T13:00:07Z', '2026-03-02T13:00:07.000Z'],
    ['2026-03-02 13:00', '2026-03-02T13:00:00.000Z'],
    ['2026-03-02t13:00:07.250z', '2026-03-02T13:00:07.250Z'],
    ['2026-03-02T18:45+05:45', '2026-03-02T13:00:00.000Z'],
    ['2026-03-02T08:00:00-0500', '2026-03-02T13:00:00.000Z'],
    // All of the day, of which the recording has its first moment.
    ['2026-03-02', '2026-03-02T12:30:15.500Z'],
  ])('%s is %s', (text, time) => {
    expect(timeOf(text)).toBe(time);
  });

  test('without an offset is a time of the zone of the screen', () => {
    expect(timeOf('2026-03-02T18:45', HOUR, zoneOf('Asia/Kathmandu'))).toBe(
      '2026-03-02T13:00:00.000Z',
    );
  });

  test('outside of the recording is refused where its range is known, and tried where not', () => {
    expect(refusal('2026-03-01T13:00Z')).toBe('only 12:30:15 to 13:30:15 is recorded');
    expect(timeOf('2026-03-01T13:00Z', NOTHING)).toBe('2026-03-01T13:00:00.000Z');
    expect(refusal('2026-03-01T13:00Z', {...NOTHING, firstUs: HOUR.firstUs})).toBe(
      'that time is not in the recording',
    );
  });
});

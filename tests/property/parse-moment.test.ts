import fc from 'fast-check';
import {expect, test} from 'vitest';
import {resolveLocal, toLocalMs, type LocalTime} from '../../src/view/local-time.js';
import {parseMoment} from '../../src/view/parse-moment.js';
import {zoneOf} from '../support/play-sample.js';

const ZONES: readonly LocalTime[] = [
  ...['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Kiritimati'],
  ...['Pacific/Pago_Pago', 'Australia/Lord_Howe', 'America/St_Johns'],
].map(zoneOf);

const zone = fc.constantFrom(...ZONES);
const SECOND_US = 1_000_000;
const MAX_SPAN_S = 20 * 3600;

/** A recording of less than a day, and a moment in it. */
const recording = fc
  .record({
    firstS: fc.integer({min: 1_577_836_800, max: 1_893_456_000}),
    spanS: fc.integer({min: 0, max: MAX_SPAN_S}),
    share: fc.double({min: 0, max: 1, noNaN: true}),
    at: fc.double({min: 0, max: 1, noNaN: true}),
  })
  .map(({firstS, spanS, share, at}) => {
    const [firstUs, lastUs] = [firstS * SECOND_US, (firstS + spanS) * SECOND_US];
    const whole = (part: number): number => (firstS + Math.floor(part * spanS)) * SECOND_US;
    return {times: {firstUs, lastUs, positionUs: whole(at)}, wallUs: whole(share)};
  });

test('the time that the screen shows of a moment in a recording leads to a moment that looks so', () => {
  fc.assert(
    fc.property(recording, zone, ({times, wallUs}, local) => {
      const text = local.formatTime(wallUs / 1000);
      const moment = parseMoment(text, times, local);
      if (moment.kind !== 'found' || moment.command.kind !== 'go_to_time') throw new Error(text);
      const found = moment.command.wallUs;
      expect(local.formatTime(found / 1000)).toBe(text);
      expect(found).toBeGreaterThanOrEqual(times.firstUs);
      expect(found).toBeLessThanOrEqual(times.lastUs);
      // The same one, or where the clocks were set back the one nearer to the position.
      const distance = Math.abs(found - times.positionUs);
      expect(distance).toBeLessThanOrEqual(Math.abs(wallUs - times.positionUs));
    }),
  );
});

test('with its date, or in UTC, a moment is found without any doubt but that of clocks set back', () => {
  fc.assert(
    fc.property(recording, zone, ({times, wallUs}, local) => {
      const utc = parseMoment(new Date(wallUs / 1000).toISOString(), times, local);
      expect(utc).toEqual({kind: 'found', command: {kind: 'go_to_time', wallUs}});
      const text = `${local.formatDate(wallUs / 1000)}T${local.formatTime(wallUs / 1000)}`;
      const moment = parseMoment(text, {...times, positionUs: wallUs}, local);
      expect(moment).toEqual(utc);
    }),
  );
});

test('what a clock shows is resolved to every time at which it shows it', () => {
  fc.assert(
    fc.property(fc.integer({min: 0, max: 4_102_444_800_000}), zone, (unixMs, local) => {
      const localMs = toLocalMs(unixMs, local);
      const times = resolveLocal(localMs, local);
      expect(times).toContain(unixMs);
      for (const ms of times) expect(toLocalMs(ms, local)).toBe(localMs);
    }),
  );
});

test('any text is a command or a reason, and no command is without a number', () => {
  const part = fc.constantFrom(...Array.from('0123456789:.%+-TZms '));
  const text = fc.oneof(
    fc.string(),
    fc.array(part, {maxLength: 24}).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, recording, zone, (typed, {times}, local) => {
      const moment = parseMoment(typed, times, local);
      if (moment.kind === 'refused') {
        expect(moment.reason).not.toBe('');
        return;
      }

      const {command} = moment;
      const numbers = Object.values(command).filter((value) => typeof value === 'number');
      expect(numbers).toHaveLength(1);
      for (const value of numbers) expect(Number.isFinite(value)).toBe(true);
    }),
  );
});

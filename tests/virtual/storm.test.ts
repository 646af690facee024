// Everything that can go wrong at once, in virtual time: `npm run soak` runs it for longer.

import {describe, expect, test} from 'vitest';
import {runStorm} from '../support/storm.js';

const minutes = Number(process.env['STORM_MINUTES'] ?? 2);
const seeds = (process.env['STORM_SEEDS'] ?? '1,2').split(',').map(Number);

describe(`a storm of ${minutes} minutes`, () => {
  test.each(seeds)(
    'of random faults (seed %i) never makes a wrong book LIVE, loses no trade, and passes',
    {timeout: 60_000 + minutes * 30_000},
    async (seed) => {
      const startMs = performance.now();
      const result = await runStorm(seed, minutes);
      const {wrongs, ...rest} = result;
      process.stdout.write(
        `${JSON.stringify({seed, seconds: Math.round((performance.now() - startMs) / 1000), ...rest})}\n`,
      );
      expect(wrongs.slice(0, 5)).toEqual([]);
      expect(result.faults).toBeGreaterThan(30 * minutes);
      expect(result.checks).toBeGreaterThan(500 * minutes);
      expect(result.trades).toBe(result.tradesDelivered);
    },
  );
});

import {defineConfig} from 'vitest/config';

/** `npm run soak`: the storm for half an hour of virtual time a seed, in about 20 s each. */
export default defineConfig({
  test: {
    include: ['tests/virtual/storm.test.ts'],
    // `sorted-btree` means the same under vitest as under Node only like this.
    deps: {interopDefault: false},
    env: {
      STORM_MINUTES: process.env['STORM_MINUTES'] ?? '30',
      STORM_SEEDS: process.env['STORM_SEEDS'] ?? '1,2,3,4,5,6,7,8',
    },
    maxWorkers: 1,
  },
});

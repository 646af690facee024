import {defineConfig} from 'vitest/config';

/** `npm run test:live`: the real exchange over the real network, so never a part of CI. */
export default defineConfig({
  test: {
    include: ['tests/live/**/*.test.ts'],
    globalSetup: ['tests/support/require-build.ts'],
    // `sorted-btree` means the same under vitest as under Node only like this.
    deps: {interopDefault: false},
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});

import {defineConfig} from 'vitest/config';

const shared = {
  // `sorted-btree` is CommonJS with a `default` property: like this its import means the same
  // under vitest as under Node and esbuild.
  deps: {interopDefault: false},
  testTimeout: 30_000,
  hookTimeout: 30_000,
};

export default defineConfig({
  test: {
    // Pseudo-terminals, worker threads and loopback servers share the machine with each other.
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'source',
          include: [
            'tests/architecture.test.ts',
            'tests/{unit,property,component,protocol}/**/*.test.{ts,tsx}',
          ],
        },
      },
      {
        test: {
          ...shared,
          name: 'built',
          include: ['tests/{thread,cli,pty}/**/*.test.ts'],
          globalSetup: ['tests/support/require-build.ts'],
        },
      },
    ],
  },
});

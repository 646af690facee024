import {defineConfig} from 'vitest/config';

/** Below a file there is no folder: no test reads or writes what the developer keeps. */
const NO_FOLDER = `${import.meta.filename}/none`;

const shared = {
  // `sorted-btree` is CommonJS with a `default` property: like this its import means the same
  // under vitest as under Node and esbuild.
  deps: {interopDefault: false},
  env: {XDG_CONFIG_HOME: NO_FOLDER, XDG_DATA_HOME: NO_FOLDER, XDG_STATE_HOME: NO_FOLDER},
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
          sequence: {groupOrder: 0},
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
          sequence: {groupOrder: 1},
          include: ['tests/{thread,cli,pty}/**/*.test.ts'],
          globalSetup: ['tests/support/require-build.ts'],
        },
      },
      {
        // Hours of virtual time take all of a core: beside them nothing that waits for a clock is fair.
        test: {
          ...shared,
          name: 'virtual',
          sequence: {groupOrder: 2},
          include: ['tests/virtual/**/*.test.ts'],
        },
      },
    ],
  },
});

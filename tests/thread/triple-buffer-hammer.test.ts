import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {Worker} from 'node:worker_threads';
import {build} from 'esbuild';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {SLOT_LENGTH} from '../../src/snapshot/layout.js';
import {allocateTripleBuffer, TripleBufferReader} from '../../src/snapshot/triple-buffer.js';
import type {HammerData} from './hammer-writer.js';

const DURATION_MS = 1_000;

/** Reads that make the test worth something; a busy machine takes longer for them. */
const LEAST_READS = 100;
const LONGEST_MS = 20_000;

// Node 20 starts no worker from TypeScript.
let folder = '';
let outfile = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polybook-hammer-'));
  outfile = join(folder, 'hammer-writer.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('hammer-writer.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
});

afterAll(() => rm(folder, {recursive: true, force: true}));

test.each([64, SLOT_LENGTH])(
  'of slots of %i doubles none is torn and none goes back, however fast two threads are',
  async (slotLength) => {
    const memory = allocateTripleBuffer(slotLength);
    const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const workerData: HammerData = {memory, stop};
    const worker = new Worker(pathToFileURL(outfile), {workerData});
    try {
      await once(worker, 'message');
      const reader = new TripleBufferReader(memory);
      let last = 0;
      let reads = 0;
      let torn = 0;
      let backwards = 0;
      const startMs = performance.now();
      const durationMs = () => (reads < LEAST_READS ? LONGEST_MS : DURATION_MS);
      while (performance.now() - startMs < durationMs()) {
        const slot = reader.acquireLatest();
        if (slot === undefined) continue;
        reads++;
        const value = slot[0]!;
        if (slot.some((entry) => entry !== value)) torn++;
        if (value <= last) backwards++;
        last = value;
      }

      const finished = once(worker, 'message');
      Atomics.store(new Int32Array(stop), 0, 1);
      const [published] = (await finished) as [number];
      expect({torn, backwards}).toEqual({torn: 0, backwards: 0});
      expect(reads).toBeGreaterThanOrEqual(LEAST_READS);
      expect(published).toBeGreaterThanOrEqual(last);
      // The newest is there to be read when the writer has stopped, and then there is no other.
      if (published > last) expect(reader.acquireLatest()?.[0]).toBe(published);
      expect(reader.acquireLatest()).toBeUndefined();
    } finally {
      await worker.terminate();
    }
  },
);

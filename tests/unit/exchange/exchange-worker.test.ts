import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {startExchangeWorker} from '../../../src/exchange/exchange-launcher.js';
import {FeedClient} from '../../support/feed-client.js';

// Node 20 starts no worker from TypeScript, so the entry is bundled as it ships.
let folder = '';
let workerUrl: URL;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polybook-exchange-'));
  const outfile = join(folder, 'exchange-worker.mjs');
  await build({
    entryPoints: [
      fileURLToPath(new URL('../../../src/exchange/exchange-worker.ts', import.meta.url)),
    ],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: {
      js: "import {createRequire} from 'node:module';const require=createRequire(import.meta.url);",
    },
  });
  workerUrl = pathToFileURL(outfile);
});

afterAll(() => rm(folder, {recursive: true, force: true}));

describe('startExchangeWorker', () => {
  test('serves feed and REST from a thread, counts, and is gone after close', async () => {
    const exchange = await startExchangeWorker(workerUrl, {seed: 3, rate: 300});
    try {
      const reply = await fetch(`${exchange.restUrl}/markets?slug=acl-hfx-grc-2026-11-29`);
      const [market] = (await reply.json()) as [{clobTokenIds: string}];
      await using client = await FeedClient.open(exchange.wsUrl);
      client.send({assets_ids: JSON.parse(market.clobTokenIds) as unknown, type: 'market'});
      await client.until((frame) => frame.includes('"event_type":"price_change"'));

      const {counters, activeMs} = await exchange.stats();
      expect(counters.clients).toBe(1);
      expect(counters.framesSent).toBeGreaterThanOrEqual(2);
      expect(activeMs).toBeGreaterThan(0);
    } finally {
      await Promise.all([exchange.close(), exchange.close()]);
    }

    await expect(fetch(`${exchange.restUrl}/time`)).rejects.toThrow();
  });

  test('rejects with the reason where the exchange does not start', async () => {
    await expect(startExchangeWorker(workerUrl, {seed: 1, rate: -1})).rejects.toThrow(
      /did not start: .*rate -1/,
    );
    const missing = new URL('no-such-worker.mjs', workerUrl);
    await expect(startExchangeWorker(missing, {seed: 1, rate: 1})).rejects.toThrow(/ended/);
  });
});

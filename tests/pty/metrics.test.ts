import {once} from 'node:events';
import {Agent} from 'node:http';
import {createServer, type AddressInfo} from 'node:net';
import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {httpGet} from '../support/http-get.js';
import {histogramsOf, valueOf, type ParsedFamily} from '../support/prometheus-text.js';
import {askUntil, findUrl, readHealth, scrape} from '../support/scraped-program.js';
import {untilBook} from '../support/seen-ladder.js';
import {assetsOf, shows, startProgram, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';

const ENTER_ALTERNATE = '\u001b[?1049h';

/** Where scrapes take snapshots away from it, it comes to a quarter of that. */
const USUAL_PAINTS_PER_S = 20;

function readPaints(families: ReadonlyMap<string, ParsedFamily>): {paints: number; atS: number} {
  const histograms = histogramsOf(families.get('polybook_latency_seconds')!);
  return {
    paints: histograms.find(({labels}) => labels.stage === 'publish_to_paint')!.count,
    atS: valueOf(families, 'polybook_uptime_seconds')!,
  };
}

function scrapeWithoutPause(url: string): AsyncDisposable {
  let isDone = false;
  const agent = new Agent({keepAlive: true});
  const scrapers = [1, 2, 3, 4].map(async () => {
    // A scrape is cut off where the program ends.
    while (!isDone) await httpGet(`${url}/health`, {agent}).catch(() => (isDone = true));
  });
  return {
    async [Symbol.asyncDispose]() {
      isDone = true;
      await Promise.all(scrapers);
      agent.destroy();
    },
  };
}

test('the viewer paints on while it is scraped without a pause, and shows what is newest', async () => {
  await using exchange = await ExchangeServer.start({seed: 33, rate: 300});
  await using viewer = startViewer(exchange, [LUMEN, '--metrics', '0']);
  const url = await viewer.until(({raw}) => findUrl(raw), 'the port, before the screen is taken');
  await viewer.until(shows('● LIVE'), 'the first book');
  expect(viewer.raw.split(ENTER_ALTERNATE)[0]).toContain(url);
  await askUntil(
    () => readHealth(url),
    ({status}) => status === 'ok',
    'ok',
  );

  // Enough of them that between a publish and the next paint there is always one.
  await using scrapers = scrapeWithoutPause(url);
  let last = readPaints(await scrape(url));
  const readRate = async (): Promise<number> => {
    const before = last;
    last = await askUntil(
      async () => readPaints(await scrape(url)),
      ({atS}) => atS > before.atS + 1,
      'a second',
    );
    return (last.paints - before.paints) / (last.atS - before.atS);
  };
  await askUntil(readRate, (paintsPerS) => paintsPerS > USUAL_PAINTS_PER_S / 2, 'its usual paints');

  exchange.pauseFeed();
  await untilBook(viewer, exchange, assetsOf(exchange, LUMEN)[0]);
  await scrapers[Symbol.asyncDispose]();
  viewer.send('q');
  expect(await viewer.exited).toMatchObject({exitCode: 0});
});

test('a port that another program has is said before the screen is taken', async () => {
  const other = createServer();
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const {port} = other.address() as AddressInfo;
  try {
    await using viewer = startProgram(['--demo', '--metrics', String(port)]);
    expect(await viewer.exited).toMatchObject({exitCode: 1});
    expect(viewer.text).toContain(`Metrics cannot be served on port ${port}`);
    expect(viewer.raw).not.toContain(ENTER_ALTERNATE);
  } finally {
    other.close();
  }
});

import {once} from 'node:events';
import {createServer, type AddressInfo} from 'node:net';
import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {histogramsOf, valueOf, type ParsedFamily} from '../support/prometheus-text.js';
import {askUntil, findUrl, readHealth, scrape} from '../support/scraped-program.js';
import {untilBook} from '../support/seen-ladder.js';
import {assetsOf, shows, startProgram, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';

/** Even an idle screen is painted once a second. */
const IDLE_PAINTS_PER_S = 1;

function readPaints(families: ReadonlyMap<string, ParsedFamily>): {paints: number; atS: number} {
  const histograms = histogramsOf(families.get('polybook_latency_seconds')!);
  return {
    paints: histograms.find(({labels}) => labels.stage === 'publish_to_paint')!.count,
    atS: valueOf(families, 'polybook_uptime_seconds')!,
  };
}

test('the viewer paints on while it is scraped without a pause, and shows what is newest', async () => {
  await using exchange = await ExchangeServer.start({seed: 33, rate: 300});
  await using viewer = startViewer(exchange, [LUMEN, '--metrics', '0']);
  const url = await viewer.until(({raw}) => findUrl(raw), 'the port, before the screen is taken');
  expect(viewer.raw.indexOf(url)).toBeLessThan(viewer.raw.indexOf('\u001b[?1049h') >>> 0);
  await viewer.until(shows('● LIVE'), 'the first book');
  await askUntil(
    () => readHealth(url),
    ({status}) => status === 'ok',
    'ok',
  );

  const begin = readPaints(await scrape(url));
  let end = begin;
  while (end.atS < begin.atS + 3) end = readPaints(await scrape(url));
  const paintsPerS = (end.paints - begin.paints) / (end.atS - begin.atS);
  expect(paintsPerS).toBeGreaterThan(3 * IDLE_PAINTS_PER_S);

  exchange.pauseFeed();
  await untilBook(viewer, exchange, assetsOf(exchange, LUMEN)[0]);
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
    expect(viewer.raw).not.toContain('\u001b[?1049h');
  } finally {
    other.close();
  }
});

import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {untilBook} from '../support/seen-ladder.js';
import {assetsOf, DEADLINE_MS, shows, startProgram, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';
const CUP = 'aurora-cup-winner';

/** Price of the best level in units of 0.0001. */
function best(exchange: ExchangeServer, assetId: string, side: 'bids' | 'asks'): number {
  return Math.round(Number(exchange.book(assetId)![side][0]!.price) * 10_000);
}

/** In dollars, with the decimals of a tick of a cent or of a tenth of one. */
function sum(
  exchange: ExchangeServer,
  assetIds: readonly string[],
  side: 'bids' | 'asks',
  decimals = 3,
): string {
  const units = assetIds.reduce((total, assetId) => total + best(exchange, assetId, side), 0);
  return (units / 10_000).toFixed(decimals);
}

test('at 80 columns two lines say what both outcomes cost and bring', async () => {
  await using exchange = await ExchangeServer.start({seed: 11});
  exchange.pauseFeed();
  const assets = assetsOf(exchange, LUMEN);
  await using it = startViewer(exchange, [LUMEN]);
  await untilBook(it, exchange, assets[0]);
  await it.until(
    shows(`U+D ask ${sum(exchange, assets, 'asks', 2)}  `),
    'what both cost',
    DEADLINE_MS,
  );
  await it.until(
    shows(`U+D bid ${sum(exchange, assets, 'bids', 2)}  `),
    'what both bring',
    DEADLINE_MS,
  );
});

test('at 160x48 an event has its line, and the sums over all its legs in whole ticks', async () => {
  await using exchange = await ExchangeServer.start({seed: 11});
  exchange.pauseFeed();
  const legs = exchange.markets.filter(({eventSlug}) => eventSlug === CUP);
  await using it = startViewer(exchange, [CUP], {columns: 160, rows: 48});
  await untilBook(it, exchange, legs[0]!.assetIds[0]);
  await it.until(shows('EVENT 5 of 5 legs'), 'all legs', DEADLINE_MS);
  for (const [index, name] of (['Yes', 'No'] as const).entries()) {
    const assets = legs.map(({assetIds}) => assetIds[index]!);
    for (const [verb, side] of [
      ['buy', 'asks'],
      ['sell', 'bids'],
    ] as const) {
      const row = new RegExp(`${verb} (?:every )?${name} +${sum(exchange, assets, side)} `);
      await it.until(shows(row), `the sum of ${verb} ${name}`, DEADLINE_MS);
    }
  }

  expect(it.lines[2]).toMatch(/\[Harbor Foxes [\d.]+\/[\d.]+¢\] · Granite City /);
  it.send(']');
  await it.until(
    ({lines}) => /\[Granite City [\d.]+\/[\d.]+¢\]/.test(lines[2]!),
    'the next market of the event',
    DEADLINE_MS,
  );
});

test('without a feed there is no sum, and it says why', async () => {
  await using exchange = await ExchangeServer.start({seed: 11});
  exchange.pauseFeed();
  await using it = startViewer(exchange, [CUP], {columns: 160, rows: 48});
  await it.until(shows('EVENT 5 of 5 legs'), 'all legs', DEADLINE_MS);
  exchange.refuseConnections(true);
  exchange.terminateAll();
  await it.until(shows('no sum: Yes is STALE'), 'the reason for the market', DEADLINE_MS);
  await it.until(shows('no sum: 5 are STALE'), 'the reason for the event', DEADLINE_MS);
  expect(it.text).toContain('EVENT 0 of 5 legs');
});

test('the demo has the sums of its cup, and o shows the prices of both outcomes', async () => {
  await using it = startProgram(['--demo'], {columns: 160, rows: 48});
  await it.until(shows('● LIVE'), 'the first book', DEADLINE_MS);
  const index = Number(/(\d) Harbor Foxes  /.exec(it.text)![1]);
  it.send(String(index));
  await it.until(shows(/EVENT \d of 5 legs/), 'the legs of the cup', DEADLINE_MS);
  it.send('o');
  await it.until(shows(/Yes \| +No/), 'the names of both outcomes', DEADLINE_MS);
  await it.until(shows(/[│▸] +41\.0¢ \| 59\.0¢ [│◂]/), 'the prices of both outcomes', DEADLINE_MS);
});

import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {readLadder, untilBook} from '../support/seen-ladder.js';
import {assetsOf, DEADLINE_MS, shows, SIZES, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';

/** Together they get every frame that the exchange sends. */
const ALL_THAT_TRADE = [
  LUMEN,
  'aurora-cup-winner',
  'acl-hfx-grc-2026-11-29',
  'meridian-bridge-opens-before-october',
  'kesten-lake-freezes-over-2026',
  'comet-named-zurich-tokyo-express',
];

test.each(SIZES)(
  'at $columns x $rows the first book is that of the exchange, and so it is after deltas',
  async (size) => {
    await using exchange = await ExchangeServer.start({seed: 11});
    exchange.pauseFeed();
    const [up] = assetsOf(exchange, LUMEN);
    await using it = startViewer(exchange, [LUMEN], size);
    await untilBook(it, exchange, up);
    await it.until(shows('● LIVE ✓1'), 'the proof of the first book', DEADLINE_MS);
    expect(it.lines[0]).toMatch(/^ Lumen Up or Down - 15 minutes +\[Up\] Down .*LIVE feed$/);
    expect([it.isAlternate, it.isCursorHidden]).toEqual([true, true]);

    const before = {ladder: readLadder(it.lines), hash: exchange.book(up)!.hash};
    exchange.resumeFeed();
    await it.until(
      ({lines}) => JSON.stringify(readLadder(lines)) !== JSON.stringify(before.ladder),
      'a delta on the screen',
      DEADLINE_MS,
    );
    exchange.pauseFeed();
    await untilBook(it, exchange, up);
    expect(exchange.book(up)!.hash).not.toBe(before.hash);
    await it.until(shows(/● LIVE ✓\d+ /), 'the proof of the last delta', DEADLINE_MS);
  },
);

test('every trade of the market is on the tape, at the price of the shown outcome', async () => {
  await using exchange = await ExchangeServer.start({seed: 11});
  exchange.pauseFeed();
  const assetIds = assetsOf(exchange, LUMEN);
  await using it = startViewer(exchange, [LUMEN]);
  await untilBook(it, exchange, assetIds[0]);

  for (const [assetId, price] of [
    [assetIds[0], '0.41'],
    [assetIds[1], '0.13'],
  ] as const) {
    exchange.broadcast(tradeFrame(exchange, assetId, price));
  }

  // The buyer of the other outcome at 13 cents is a seller of this one at 87.
  await it.until(shows(/ B +41¢ +1\.2k$/m), 'the trade of this outcome');
  await it.until(shows(/ S +87¢' +1\.2k$/m), 'the trade of the other one');
});

test('at 5,000 frames a second keys are answered, and the book is right when the flood ends', async () => {
  await using exchange = await ExchangeServer.start({seed: 11, rate: 5000});
  await using it = startViewer(exchange, ALL_THAT_TRADE, SIZES[1]);
  const [up, down] = assetsOf(exchange, LUMEN);
  await it.until(shows('● LIVE'), 'the first book', DEADLINE_MS);
  const isFlooded = (frames: number) => () => exchange.counters.framesSent > frames;
  await it.until(isFlooded(6000), 'the flood', DEADLINE_MS);

  it.send('?');
  await it.until(shows(' KEYS'), 'the help', DEADLINE_MS);
  it.send('?\t');
  await it.until(shows('Up [Down]'), 'the other outcome', DEADLINE_MS);
  await it.until(isFlooded(12_000), 'more of the flood', DEADLINE_MS);

  exchange.pauseFeed();
  await untilBook(it, exchange, down);
  it.send('\t');
  await untilBook(it, exchange, up);
  await it.until(shows('● LIVE'), 'a proven book', DEADLINE_MS);
  expect(it.text).toMatch(/proofs +✓[\d,]+$/m);
  expect(exchange.clients).toBe(1);
});

function tradeFrame(exchange: ExchangeServer, assetId: string, price: string): string {
  const market = exchange.markets.find(({assetIds}) => assetIds.includes(assetId))!.conditionId;
  return JSON.stringify({
    market,
    asset_id: assetId,
    price,
    size: '1234.5',
    side: 'BUY',
    timestamp: String(Date.now()),
    event_type: 'last_trade_price',
    fee_rate_bps: '0',
    transaction_hash: `0x${'ab'.repeat(32)}`,
  });
}

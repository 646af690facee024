import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {untilBook} from '../support/seen-ladder.js';
import {assetsOf, DEADLINE_MS, shows, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';

function marketOf(exchange: ExchangeServer): string {
  return exchange.markets.find(({slug}) => slug === LUMEN)!.conditionId;
}

/** A fill as the channel tells it. */
function tell(exchange: ExchangeServer, price: string, size: string, agoMs = 0): void {
  exchange.broadcast(
    JSON.stringify({
      market: marketOf(exchange),
      asset_id: assetsOf(exchange, LUMEN)[0],
      price,
      size,
      side: 'BUY',
      timestamp: String(Date.now() - agoMs),
      event_type: 'last_trade_price',
      fee_rate_bps: '0',
      transaction_hash: `0x${price.slice(2).padStart(64, '0')}`,
    }),
  );
}

/** The same, as REST tells it. */
function listed(exchange: ExchangeServer, price: number, size: number, agoS: number): unknown {
  return {
    conditionId: marketOf(exchange),
    asset: assetsOf(exchange, LUMEN)[0],
    side: 'SELL',
    price,
    size,
    timestamp: Math.floor(Date.now() / 1000) - agoS,
  };
}

test('t leaves the small trades out, says from which size on and how many, and brings them back', async () => {
  await using exchange = await ExchangeServer.start({seed: 11});
  exchange.pauseFeed();
  exchange.setRestBehaviour('/trades', {body: '[]'});
  await using it = startViewer(exchange, [LUMEN]);
  await untilBook(it, exchange, assetsOf(exchange, LUMEN)[0]);
  tell(exchange, '0.11', '50');
  tell(exchange, '0.12', '500');
  tell(exchange, '0.13', '5000');
  for (const price of ['11', '12', '13']) {
    await it.until(shows(new RegExp(` B +${price}¢ `)), `the trade at ${price}¢`, DEADLINE_MS);
  }

  it.send('t');
  await it.until(shows(/TAPE ≥\$10 +1 smaller/), 'the trades of ten dollars', DEADLINE_MS);
  expect(it.text).not.toMatch(/ B +11¢ /);
  it.send('tt');
  await it.until(shows(/TAPE ≥\$1k +3 smaller/), 'the trades of a thousand', DEADLINE_MS);
  expect(it.text).toContain('none of $1k or more');
  it.send('tt');
  await it.until(shows(/ B +11¢ /), 'all trades', DEADLINE_MS);
  expect(it.text).not.toContain('smaller');
});

test('the trades of before are on the tape at once, below what is received, and none twice', async () => {
  await using exchange = await ExchangeServer.start({seed: 11});
  exchange.pauseFeed();
  const before = [listed(exchange, 0.41, 1200, 0), listed(exchange, 0.422501, 77, 40)];
  exchange.setRestBehaviour('/trades', {body: JSON.stringify(before)});
  await using it = startViewer(exchange, [LUMEN]);
  await untilBook(it, exchange, assetsOf(exchange, LUMEN)[0]);
  await it.until(shows(/ S +42\.25¢ +77/), 'the trades that REST knows', DEADLINE_MS);
  expect(it.text).toContain('·· before, from REST ··');
  expect(it.text).toMatch(/ S +41¢ +1\.2k/);

  // It was told ten seconds ago, before REST settled it at 41 cents on the average.
  tell(exchange, '0.42', '1200', 10_000);
  await it.until(shows(/ B +42¢ +1\.2k/), 'the trade on the socket', DEADLINE_MS);
  expect(it.text).not.toMatch(/ S +41¢ /);
  const rows = it.lines.filter((line) => /¢|REST/.test(line) && line.includes('│')).join('\n');
  expect(rows).toMatch(/ B +42¢ [^]*before, from REST[^]* S +42\.25¢ /);
});

test('a REST service that fails costs the trades of before and nothing else', async () => {
  await using exchange = await ExchangeServer.start({seed: 11});
  exchange.pauseFeed();
  exchange.setRestBehaviour('/trades', {status: 500, body: 'oops'});
  await using it = startViewer(exchange, [LUMEN]);
  await untilBook(it, exchange, assetsOf(exchange, LUMEN)[0]);
  await it.until(shows('no trades yet'), 'an empty tape', DEADLINE_MS);
  tell(exchange, '0.42', '1200');
  await it.until(shows(/ B +42¢ +1\.2k/), 'the trade on the socket', DEADLINE_MS);
});

import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {isLadderOf, untilBook} from '../support/seen-ladder.js';
import {assetsOf, DEADLINE_MS, KEY, shows, SIZES, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';

test.each(SIZES)(
  'at $columns x $rows a lost connection is named and counted down, the old levels are STALE, and the new book is LIVE',
  async (size) => {
    await using exchange = await ExchangeServer.start({seed: 15});
    exchange.pauseFeed();
    const [up, down] = assetsOf(exchange, LUMEN);
    await using it = startViewer(exchange, [LUMEN], size);
    await untilBook(it, exchange, up);
    await it.until(shows('● LIVE'), 'the proof of the first book');
    const old = exchange.book(up)!;

    exchange.refuseConnections(true);
    exchange.disconnectAll(1001);
    await it.until(shows(/STALE.* │ reconnecting in \d/), 'the state and the countdown');
    await it.until(shows(/reconnecting in .*try \d/), 'the number of the try', DEADLINE_MS);
    expect(isLadderOf(it.lines, old)).toBe(true);

    // The keys go on working, on what there is.
    it.send(KEY.tab);
    await untilBook(it, exchange, down);
    await it.until(shows('STALE'), 'the state of the other outcome');
    it.send(KEY.tab);
    await untilBook(it, exchange, up);

    exchange.resumeFeed();
    await it.until(() => exchange.book(up)!.hash !== old.hash, 'a change that is missed');
    exchange.refuseConnections(false);
    await it.until(shows(/● LIVE .*│ connected/), 'the proof of a new book', DEADLINE_MS);
    exchange.pauseFeed();
    await untilBook(it, exchange, up);
    expect(it.text).not.toContain('STALE');
  },
);

const LOSSES: readonly (readonly [string, (exchange: ExchangeServer) => void, string])[] = [
  [
    'closed',
    (exchange) => {
      exchange.disconnectAll(1001);
    },
    'closed by the exchange (1001)',
  ],
  [
    'cut',
    (exchange) => {
      exchange.terminateAll();
    },
    'the connection broke off',
  ],
  ['gone with its exchange', (exchange) => void exchange.close(), 'connection refused'],
];

test.each(LOSSES)('a connection that is %s says so', async (_, lose, reason) => {
  await using exchange = await ExchangeServer.start({seed: 15});
  exchange.pauseFeed();
  await using it = startViewer(exchange, [LUMEN], SIZES[1]);
  await untilBook(it, exchange, assetsOf(exchange, LUMEN)[0]);

  // Each new connection is lost again, so that the sentence stays for longer than a moment.
  const losing = setInterval(lose, 20, exchange);
  try {
    await it.until(
      ({text}) => /reconnecting in \d.*/.exec(text)?.[0].includes(reason) === true,
      `the reason "${reason}"`,
      DEADLINE_MS,
    );
  } finally {
    clearInterval(losing);
  }
});

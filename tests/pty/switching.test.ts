import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {
  MarketSwitching,
  SWITCHING_FRAMES_PER_S,
  WARM_MARKETS,
} from '../support/market-switching.js';
import {startViewer} from '../support/viewer.js';

const SWITCHES = 200;

/** Pictures that say what is awaited instead: on a machine that has no core left for the feed. */
const MAX_AWAITED = SWITCHES / 10;

test('of 200 switches among nine warm markets at 1,000 frames a second each shows its own right book at once', async () => {
  await using exchange = await ExchangeServer.start({seed: 5, rate: SWITCHING_FRAMES_PER_S});
  await using it = startViewer(exchange, WARM_MARKETS, {columns: 120, rows: 40});
  using switching = await MarketSwitching.start(exchange, it);
  let awaited = 0;
  for await (const {hadToWait, lines, judge} of switching.run(SWITCHES)) {
    if (hadToWait) awaited++;
    const {own, others} = judge();
    expect(own, lines.join('\n')).toBeGreaterThan(2 * others);
  }

  expect(awaited).toBeLessThanOrEqual(MAX_AWAITED);
}, 120_000);

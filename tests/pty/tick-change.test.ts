import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {untilBook} from '../support/seen-ladder.js';
import {assetsOf, DEADLINE_MS, shows, SIZES, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';

test.each(SIZES.slice(0, 2))(
  'at $columns x $rows a tick that changes there and back is in the title, and no level is lost',
  async (size) => {
    await using exchange = await ExchangeServer.start({seed: 11});
    const [up] = assetsOf(exchange, LUMEN);
    await using it = startViewer(exchange, [LUMEN], size);
    const untilTick = (tick: string): Promise<true | undefined> =>
      it.until(({lines}) => lines[0]!.includes(` tick ${tick} `), `a tick of ${tick}`, DEADLINE_MS);
    // The lookup knows the tick already; the fault is about markets that somebody is subscribed to.
    await it.until(shows('● LIVE'), 'the proof of the first book', DEADLINE_MS);
    await untilTick('1¢');

    for (const tick of ['0.1¢', '1¢']) {
      if (tick === '1¢') exchange.endFault('tick-change');
      else exchange.beginFault('tick-change');
      await untilTick(tick);
      exchange.pauseFeed();
      await untilBook(it, exchange, up);
      exchange.resumeFeed();
    }

    expect(it.text).not.toMatch(/SUSPECT|UNPROVEN levels/);
  },
);

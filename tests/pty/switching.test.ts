import {expect, onTestFinished, test} from 'vitest';
import {ExchangeServer, type ExchangeBook} from '../../src/exchange/exchange-server.js';
import {agreementWith, readLadder} from '../support/seen-ladder.js';
import {assetsOf, startViewer} from '../support/viewer.js';

const MARKETS = [
  'lumen-updown-15m-1790000100',
  'aurora-cup-winner',
  'acl-hfx-grc-2026-11-29',
  'meridian-bridge-opens-before-october',
  'kesten-lake-freezes-over-2026',
];

const SWITCHES = 200;

/** Switches follow each other at least this fast where the machine can: 200 of them in 10 s. */
const PACE_MS = 50;

/** How often the exchange's books are noted, and how many of each are kept: some seconds. */
const NOTED_EVERY_MS = 100;
const NOTED = 50;

/** Pictures that say what is awaited instead: on a machine that has no core left for the feed. */
const MAX_AWAITED = SWITCHES / 10;

test('of 200 switches among nine warm markets at 1,000 frames a second each shows its own right book at once', async () => {
  await using exchange = await ExchangeServer.start({seed: 5, rate: 1_000});
  await using it = startViewer(exchange, MARKETS, {columns: 120, rows: 40});
  await it.until(({text}) => /^.* 1\/(9|1\d) .*●/s.test(text), 'the markets');
  await untilTitle('1');
  await it.until(
    ({lines}) => lines.filter((line) => line.includes('● │')).length >= 9,
    'warm books',
  );

  const noted = new Map<string, ExchangeBook[]>();
  const noteBooks = (): void => {
    for (const [asset, books] of noted) {
      noted.set(asset, [exchange.book(asset)!, ...books].slice(0, NOTED));
    }
  };
  const noting = setInterval(noteBooks, NOTED_EVERY_MS);
  onTestFinished(() => {
    clearInterval(noting);
  });
  const show = async (key: string): Promise<{lines: string[]; asset: string}> => {
    it.send(key);
    const lines = await untilTitle(key);
    const question = /^ (.+?\??) {2,}/.exec(lines[0]!)![1]!;
    return {lines, asset: assetsOf(exchange, question)[0]};
  };
  for (const key of '234567891') noted.set((await show(key)).asset, []);
  noteBooks();

  let awaited = 0;
  for (let i = 1; i <= SWITCHES; i++) {
    const startMs = performance.now();
    const {lines, asset} = await show(String(1 + ((i * 4) % 9))); // Every neighbour is another one.
    if (readLadder(lines).length === 0) awaited++;
    else {
      // On a busy machine a picture is a second late and many of its levels have changed; hardly any
      // level of another market's book agrees with it by chance.
      const agreements = [...noted].map(([of, books]): [string, number] => [
        of,
        Math.max(...[exchange.book(of)!, ...books].map((book) => agreementWith(lines, book))),
      ]);
      const own = agreements.find(([of]) => of === asset)![1];
      const others = agreements.filter(([of]) => of !== asset).map(([, agreement]) => agreement);
      expect(own, lines.join('\n')).toBeGreaterThan(2 * Math.max(...others));
    }

    const leftMs = PACE_MS - (performance.now() - startMs);
    if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs));
  }

  expect(awaited).toBeLessThanOrEqual(MAX_AWAITED);

  /** The first picture that has this market's number in its title. */
  function untilTitle(key: string): Promise<string[]> {
    return it.until(
      (program) => new RegExp(` ${key}/\\d+ `).test(program.lines[0]!) && program.lines,
      `market ${key}`,
    );
  }
}, 120_000);

import {afterAll, beforeAll, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {KEY_TABLE} from '../../src/view/key-table.js';
import type {PtyProgram} from '../support/pty.js';
import {readLadder, untilBook} from '../support/seen-ladder.js';
import {assetsOf, KEY, shows, SIZES, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';
const CUP = 'aurora-cup-winner';

let exchange: ExchangeServer;
beforeAll(async () => {
  // Nothing moves, so that each change of the screen is the doing of a key.
  exchange = await ExchangeServer.start({seed: 12});
  exchange.pauseFeed();
});
afterAll(() => exchange.close());

/** Waits for the title of the n-th of so many markets, and for that market's own book below it. */
async function untilMarket(
  it: PtyProgram,
  place: string,
  outcomeIndex: 0 | 1 = 0,
): Promise<string> {
  const title = await it.until(
    ({lines}) => lines[0]?.includes(`  ${place}  `) === true && lines[0],
    `market ${place}`,
  );
  const question = /^ (.+?\??) {2,}/.exec(title)![1]!;
  await untilBook(it, exchange, assetsOf(exchange, question)[outcomeIndex]);
  return question;
}

test.each(SIZES)(
  'at $columns x $rows number keys and brackets show each market under its own title',
  async (size) => {
    await using it = startViewer(exchange, [LUMEN, CUP], size);
    const questions = [await untilMarket(it, '1/6')];
    for (const key of ['2', '3', '4', '5', '6']) {
      it.send(key);
      questions.push(await untilMarket(it, `${key}/6`));
    }

    expect(new Set(questions).size).toBe(6);
    expect(questions[0]).toBe('Lumen Up or Down - 15 minutes');

    it.send(']'); // Around the end of the event, past the market that is none of its siblings.
    expect(await untilMarket(it, '2/6')).toBe(questions[1]);
    it.send('[[');
    expect(await untilMarket(it, '5/6')).toBe(questions[4]);
    it.send('1');
    await untilMarket(it, '1/6');
  },
);

test('tab shows the other outcome, which is the first one seen from its other side', async () => {
  await using it = startViewer(exchange, [LUMEN]);
  const [up, down] = assetsOf(exchange, LUMEN);
  await untilBook(it, exchange, up);
  expect(it.lines[0]).toContain('[Up] Down');

  it.send(KEY.tab);
  await it.until(shows('Up [Down]'), 'the name of the other outcome');
  await untilBook(it, exchange, down);

  it.send(KEY.tab);
  await it.until(shows('[Up] Down'), 'the name of the first outcome');
  await untilBook(it, exchange, up);
});

/** The best price of a side as the screen writes it, and its exact size. */
function bestOf(asset: string, side: 'bids' | 'asks') {
  const levels = exchange.book(asset)![side].map(({price, size}) => ({
    units: Math.round(Number(price) * 10_000),
    size: size.replace(/\B(?=(\d{3})+(\.|$))/g, ','),
  }));
  const sign = side === 'asks' ? 1 : -1;
  const [best] = levels.sort((a, b) => sign * (a.units - b.units));
  return {...best!, cents: `${best!.units / 100}¢`};
}

test.each(SIZES)(
  'at $columns x $rows the cursor says what its row holds, pages move the ladder, c brings it back',
  async (size) => {
    await using it = startViewer(exchange, [LUMEN], size);
    const [asset] = assetsOf(exchange, LUMEN);
    await untilBook(it, exchange, asset);
    const top = (): number => readLadder(it.lines)[0]!.price;
    const centred = readLadder(it.lines);

    const bid = bestOf(asset, 'bids');
    it.send('j');
    await it.until(shows(`▸ ${bid.cents}  bid ${bid.size}  Σ ${bid.size}`), 'the best bid');
    expect(it.text).toContain('sell to here avg ');
    const ask = bestOf(asset, 'asks');
    it.send(KEY.up);
    await it.until(shows(`▸ ${ask.cents}  ask ${ask.size}  Σ ${ask.size}`), 'the best ask');
    expect(it.text).toContain('buy to here avg ');
    expect(it.text).toContain('↕ c');
    expect(top()).toBe(centred[0]!.price);

    it.send(KEY.pageDown.repeat(3));
    await it.until(() => top() < centred[0]!.price, 'the ladder to move down');
    it.send(KEY.pageUp.repeat(6));
    await it.until(() => top() > centred[0]!.price, 'the ladder to move up');
    it.send('c');
    await it.until(() => top() === centred[0]!.price, 'the ladder to be centred');
    expect(readLadder(it.lines)).toEqual(centred);
    expect(it.text).not.toContain('↕ c');

    it.send('j\u001b');
    await it.until(({text}) => !text.includes('to here') && !text.includes('↕ c'), 'no cursor');
  },
);

test.each(SIZES)(
  'at $columns x $rows plus puts ticks together, bids down and asks up, and minus takes them apart',
  async (size) => {
    await using it = startViewer(exchange, [LUMEN], size);
    const [asset] = assetsOf(exchange, LUMEN);
    await untilBook(it, exchange, asset);
    const ticks = readLadder(it.lines);
    for (const [key, group] of [
      ['+', 2],
      ['+', 5],
      ['+', 10],
      ['-', 5],
    ] as const) {
      it.send(key);
      await it.until(shows(`tick 1¢ x${group}`), `rows of ${group} ticks`);
      const rows = readLadder(it.lines);
      for (const {price} of rows) expect(price % (100 * group)).toBe(0);
      const lowestAsk = rows.findLast(({ask}) => ask !== undefined)!.price;
      expect(lowestAsk).toBe(upTo(100 * group, bestOf(asset, 'asks').units));
    }

    it.send('--');
    await it.until(({text}) => !text.includes('tick 1¢ x'), 'single ticks');
    expect(readLadder(it.lines)).toEqual(ticks);
  },
);

function upTo(step: number, units: number): number {
  return Math.ceil(units / step) * step;
}

test.each(SIZES)(
  'at $columns x $rows the help lists every key, and ? or esc bring the book back',
  async (size) => {
    await using it = startViewer(exchange, [LUMEN], size);
    const [up] = assetsOf(exchange, LUMEN);
    await untilBook(it, exchange, up);

    it.send('?');
    await it.until(shows(' KEYS'), 'the help');
    const seen = new Set<string>();
    const collect = (): void => {
      for (const line of it.lines) seen.add(line.trim());
    };
    collect();
    for (let page = 0; page < 3; page++) {
      const before = it.text;
      it.send(KEY.pageDown);
      await it.until(({text}) => text !== before || isAtEnd(text), 'the next page of the help');
      collect();
    }

    const help = [...seen].join('\n');
    for (const entry of KEY_TABLE) expect(help).toContain(`${entry.label} `);
    for (const entry of KEY_TABLE) expect(help).toContain(` ${entry.help}`);
    expect(help).toMatch(/SUSPECT +\S/);

    it.send('?');
    await untilBook(it, exchange, up);
    it.send('?');
    await it.until(shows(' KEYS'), 'the help again');
    it.send(KEY.escape);
    await untilBook(it, exchange, up);
  },
);

test('keys that nobody has, and a paste, change nothing', async () => {
  await using it = startViewer(exchange, [LUMEN, CUP]);
  await untilMarket(it, '1/6');
  const before = withoutStatus(it);

  const nobodys = ['x', 'Z', 'ü', '0', '8', '9', '\u0001', '\u001bOP', '\u001b[H', '\u001bq', '%%'];
  it.send(`${nobodys.join('')}\u001b[200~q2?\u001b[201~`);
  it.send('?'); // Comes after them, so that they have been seen when the help is there.
  await it.until(shows(' KEYS'), 'the help');
  it.send('?');
  await untilMarket(it, '1/6');
  expect(withoutStatus(it)).toEqual(before);
});

function isAtEnd(text: string): boolean {
  return /RESOLVED +\S/.test(text);
}

/** The line with ages and rates goes on by itself. */
function withoutStatus({lines}: PtyProgram): readonly string[] {
  return [lines[0]!, ...lines.slice(2)];
}

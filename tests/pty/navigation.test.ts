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

test('the ladder scrolls by rows and pages, says that it does not follow, and c centres it', async () => {
  await using it = startViewer(exchange, [LUMEN]);
  await untilBook(it, exchange, assetsOf(exchange, LUMEN)[0]);
  const top = (): number => readLadder(it.lines)[0]!.price;
  const centred = {top: top(), ladder: readLadder(it.lines)};
  const pageUnits = 100 * (centred.ladder.length - 1);

  for (const [key, isThere] of [
    [KEY.up, () => top() === centred.top + 100],
    ['k', () => top() === centred.top + 200],
    ['j', () => top() === centred.top + 100],
    [KEY.down, () => top() === centred.top],
    [KEY.down, () => top() === centred.top - 100],
    [KEY.pageDown, () => top() < centred.top - pageUnits / 2],
    [KEY.pageUp, () => top() > centred.top - pageUnits / 2],
  ] as const) {
    it.send(key);
    await it.until(isThere, `the ladder to follow ${JSON.stringify(key)}`);
  }

  expect(it.text).toContain('↕ c');
  it.send('c');
  await it.until(() => top() === centred.top, 'the ladder to be centred');
  expect(readLadder(it.lines)).toEqual(centred.ladder);
  expect(it.text).not.toContain('↕ c');
});

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

  const nobodys = ['x', 'Z', 'ü', '0', '8', '9', '\u0001', '\u001bOP', '\u001b[H', '\u001bq', '=='];
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

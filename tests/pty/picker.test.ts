import {afterAll, beforeAll, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {untilBook} from '../support/seen-ladder.js';
import {assetsOf, DEADLINE_MS, KEY, shows, SIZES, startViewer} from '../support/viewer.js';

const LUMEN = 'lumen-updown-15m-1790000100';
const GRANITE = 'will-granite-city-win-the-aurora-cup';

let exchange: ExchangeServer;
beforeAll(async () => {
  exchange = await ExchangeServer.start({seed: 19});
  exchange.pauseFeed();
});
afterAll(() => exchange.close());

test.each(SIZES)(
  'at $columns x $rows without a market the busiest are listed, and enter opens the chosen one',
  async (size) => {
    await using it = startViewer(exchange, [], size);
    await it.until(shows('10 markets by volume'), 'the list', DEADLINE_MS);
    const rows = it.lines.filter((line) => / \$[\d.]+[kM]/.test(line));
    expect(rows).toHaveLength(10);
    expect(rows[0]).toMatch(/^ ▸ Lumen Up or Down - 15 minutes .* \$1\.9M/);
    if (size.columns >= 100) expect(it.text).toMatch(/~price +24 h +liquidity +ends in/);
    else expect(rows[0]).toMatch(/\$1\.9M in 24 h$/);

    it.send(`${KEY.down}${KEY.down}${KEY.down}${KEY.up}`);
    await it.until(shows('▸ Will Harbor Foxes win the Aurora Cup?'), 'the third to be chosen');
    it.send(KEY.enter);
    await untilBook(it, exchange, assetsOf(exchange, 'will-harbor-foxes-win-the-aurora-cup')[0]);
    // Its siblings came with it.
    expect(it.lines[0]).toMatch(/^ Will Harbor Foxes win the Aurora Cup\? .* 1\/5 /);
  },
);

test('tab goes through the orders of the top markets, each with the fact that it goes by', async () => {
  await using it = startViewer(exchange, []);
  await it.until(shows('10 markets by volume'), 'the list', DEADLINE_MS);
  it.send(KEY.tab);
  await it.until(shows('by liquidity'), 'the list by liquidity', DEADLINE_MS);
  expect(it.text).toMatch(/▸ Will the Meridian Bridge open before October\? +\$1\.2M liquid/);
  it.send(KEY.tab);
  await it.until(shows('by end, soonest first'), 'the list by end', DEADLINE_MS);
  expect(it.text).toMatch(/▸ Lumen Up or Down - 15 minutes .*(ends in|over)/);
  it.send(KEY.tab);
  await it.until(shows('by volume'), 'the list by volume again');
});

test('a search that was opened while a market was looked up stays open when it is found', async () => {
  await using slow = await ExchangeServer.start({seed: 19});
  slow.pauseFeed();
  slow.setRestBehaviour('*', {delayMs: 1_000});
  await using it = startViewer(slow, [LUMEN]);
  await it.until(shows('looking up'), 'the lookup', DEADLINE_MS);
  it.send('/gran');
  await it.until(shows('/ gran'), 'the words', DEADLINE_MS);
  await it.until(({lines}) => lines[0]!.includes('Lumen Up or Down'), 'the market', DEADLINE_MS);
  expect(it.text).toContain('/ gran');
  it.send(KEY.escape);
  await untilBook(it, slow, assetsOf(slow, LUMEN)[0]);
});

test('what matches is there as one types, and enter opens the marked one', async () => {
  await using it = startViewer(exchange, [LUMEN]);
  await untilBook(it, exchange, assetsOf(exchange, LUMEN)[0]);
  it.send('/');
  await it.until(shows('10 markets by volume'), 'the top markets', DEADLINE_MS);
  it.send('g');
  await it.until(shows('two letters at least'), 'the hint');
  it.send('ranite');
  await it.until(shows('6 markets'), 'what matches', DEADLINE_MS);
  expect(it.text).not.toContain('by volume');
  it.send(KEY.down);
  await it.until(shows('▸ Will Granite City win the Aurora Cup?'), 'the mark');
  it.send('zzz');
  await it.until(shows('no open market matches "granitezzz"'), 'that nothing does', DEADLINE_MS);
  it.send(KEY.backspace.repeat(3));
  await it.until(shows('6 markets'), 'what was found before');
  it.send(`${KEY.down}${KEY.enter}`);
  await untilBook(it, exchange, assetsOf(exchange, GRANITE)[0]);
});

test('a link and a slug are looked up on enter, and what is one market opens at once', async () => {
  await using it = startViewer(exchange, [LUMEN]);
  await untilBook(it, exchange, assetsOf(exchange, LUMEN)[0]);
  it.send('/https://polymarket.com/event/meridian-bridge-opens-before-october');
  await it.until(shows('enter looks it up'), 'the hint');
  it.send(KEY.enter);
  await untilBook(it, exchange, assetsOf(exchange, 'meridian-bridge-opens-before-october')[0]);
  it.send(`/${GRANITE}`);
  await it.until(shows(new RegExp(`^ / ${GRANITE}`, 'm')), 'the slug');
  it.send(KEY.enter);
  await untilBook(it, exchange, assetsOf(exchange, GRANITE)[0]);
});

test('words that match several markets open the list of them, with the words in the field', async () => {
  await using it = startViewer(exchange, ['harbor foxes']);
  await it.until(shows('6 markets'), 'the list', DEADLINE_MS);
  expect(it.text).toMatch(/^ \/ harbor foxes$/m);
});

test('/ searches while a book is watched: esc goes back to it, a paste is words', async () => {
  await using it = startViewer(exchange, [LUMEN]);
  const [up] = assetsOf(exchange, LUMEN);
  await untilBook(it, exchange, up);

  it.send('/granite q');
  await it.until(shows(/^ \/ granite q/m), 'the words');
  it.send(`${KEY.backspace}${KEY.backspace}`);
  await it.until(shows(/^ \/ granite$/m), 'the words without the last two');
  it.send(KEY.escape);
  await untilBook(it, exchange, up);

  it.send('/\u001b[200~granite\r\ncity\u001b[201~');
  await it.until(shows(/^ \/ granite city$/m), 'the pasted words on one line');
  await it.until(shows('6 markets'), 'what was found', DEADLINE_MS);
  it.send(`${KEY.down}${KEY.enter}`);
  await untilBook(it, exchange, assetsOf(exchange, GRANITE)[0]);
  it.send('1');
  await untilBook(it, exchange, up);
});

test('a search that finds nothing says so, and can be mended', async () => {
  await using it = startViewer(exchange, [LUMEN]);
  await untilBook(it, exchange, assetsOf(exchange, LUMEN)[0]);
  it.send(`/no such thing${KEY.enter}`);
  await it.until(shows('No open market matches "no such thing"'), 'the sentence', DEADLINE_MS);
  it.send(KEY.backspace.repeat('no such thing'.length));
  it.send('meridian');
  await it.until(shows(/ 1 market$/m), 'the one market', DEADLINE_MS);
  it.send(KEY.enter);
  await untilBook(it, exchange, assetsOf(exchange, 'meridian-bridge-opens-before-october')[0]);
});

test('an exchange that refuses is a sentence with the time until it is asked again', async () => {
  await using slow = await ExchangeServer.start({seed: 19});
  await using it = startViewer(slow, [LUMEN]);
  await untilBook(it, slow, assetsOf(slow, LUMEN)[0]);
  slow.setRestBehaviour('/public-search', {status: 429, body: '{"error":"slow down"}'});
  it.send('/granite');
  await it.until(shows(/asking again in \d+ s: 127.* HTTP 429/), 'the sentence', DEADLINE_MS);
  slow.setRestBehaviour('/public-search', undefined);
  await it.until(shows('6 markets'), 'the answer', DEADLINE_MS);
});

test('a lookup that takes long says what it waits for and since when', async () => {
  await using slow = await ExchangeServer.start({seed: 19});
  slow.setRestBehaviour('*', {delayMs: 60_000});
  await using it = startViewer(slow, ['aurora-cup-winner']);
  await it.until(shows(/looking up .*aurora-cup-winner.* [1-9] s/), 'the second', DEADLINE_MS);
});

test.each([
  ['no-such-market', 'No open market matches "no-such-market"', 'Pass the slug'],
  ['night-ferry-runs-in-august', 'closed on', 'Pass words to search'],
  ['harvest-moon-festival-mascot', 'has no order book', 'Pass words to search'],
  ['0x12', '"0x12" is not a condition id', 'Pass the slug'],
])('%s cannot be shown: one sentence and a hint, after the restore, exit 1', async (...row) => {
  const [reference, sentence, hint] = row;
  await using it = startViewer(exchange, [reference], SIZES[2]);
  expect(await it.exited).toEqual({exitCode: 1, signal: undefined});
  expect([it.isAlternate, it.isCursorHidden]).toEqual([false, false]);
  expect(it.text.trim().split('\n')).toHaveLength(2);
  expect(it.lines[0]).toMatch(/^polybook-tui: .*\.$/);
  expect(it.lines[0]).toContain(sentence);
  expect(it.lines[1]).toContain(hint);
});

test('an exchange that cannot be reached is named, exit 1', async () => {
  const gone = await ExchangeServer.start({seed: 19});
  const {wsUrl, restUrl} = gone;
  await gone.close();
  await using it = startViewer({wsUrl, restUrl}, [LUMEN], SIZES[2]);
  expect(await it.exited).toEqual({exitCode: 1, signal: undefined});
  expect([it.isAlternate, it.isCursorHidden]).toEqual([false, false]);
  expect(it.lines[0]).toMatch(/^polybook-tui: .*127\.0\.0\.1.*\.$/);
});

test('a market that closed shows the one that took its place, and a note that esc dismisses', async () => {
  await using it = startViewer(exchange, ['kesten-lake-freezes-over']);
  await untilBook(it, exchange, assetsOf(exchange, 'kesten-lake-freezes-over-2026')[0]);
  expect(it.lines[2]).toMatch(
    /^ NOTE "Will Kesten Lake freeze over this winter\?" closed on .*\(esc\)$/,
  );
  it.send(KEY.escape);
  await it.until(({text}) => !text.includes('NOTE'), 'the note to go');
});

import {expect, test} from 'vitest';
import {ScriptedChronicle} from './scripted-chronicle.js';

/** A bid of 4,000 shares at 47¢ is $1,880 and forty times what is around it. */
function withWall(): ScriptedChronicle {
  const it = new ScriptedChronicle();
  it.wait(1_000);
  it.book({bids: {47: 4_000}});
  it.wait(3_000);
  return it;
}

test('a wall is told when it has rested for two seconds, once', () => {
  const it = new ScriptedChronicle();
  it.wait(1_000);
  it.book({bids: {47: 4_000}});
  it.wait(1_800);
  expect(it.news()).toEqual([]);
  it.wait(60_000);
  expect(it.news()).toEqual([
    expect.objectContaining({
      kind: 'wall_appeared',
      side: 'bid',
      price: 4700,
      size: 4_000e6,
      timesMedian: 40,
    }),
  ]);
});

test.each([
  ['less than five times what is around it', {46: 3_000, 45: 3_000, 44: 3_000, 47: 14_000}],
  ['less than $1,000', {47: 2_100}],
])('%s is no wall', (_, bids) => {
  const it = new ScriptedChronicle();
  it.wait(1_000);
  it.book({bids});
  it.wait(10_000);
  expect(it.kinds).toEqual([]);
});

test('what is further than ten ticks from the best price is no wall', () => {
  const it = new ScriptedChronicle();
  it.book({bids: {37: 100_000}});
  it.wait(10_000);
  expect(it.kinds).toEqual([]);
});

test('of three levels none is a wall', () => {
  const it = new ScriptedChronicle();
  it.book({bids: {45: 0, 44: 0, 47: 4_000}});
  it.wait(10_000);
  expect(it.kinds).toEqual([]);
});

test('one that is gone before it has rested was none, nor one that flickers', () => {
  const it = new ScriptedChronicle();
  for (let i = 0; i < 20; i++) {
    it.wait(1_600);
    it.book({bids: {47: i % 2 === 0 ? 4_000 : 100}});
  }

  expect(it.kinds).toEqual([]);
});

test('one that is gone without trades was pulled', () => {
  const it = withWall();
  it.wait(10_000);
  it.news();
  it.book({bids: {47: 100}});
  it.wait(3_000);
  expect(it.news()).toEqual([
    expect.objectContaining({
      kind: 'wall_gone',
      side: 'bid',
      price: 4700,
      size: 4_000e6,
      cause: 'pulled',
      stoodMs: 13_000,
    }),
  ]);
  it.wait(10_000);
  expect(it.kinds).toEqual([]);
});

test.each([
  ['before the change', 0],
  ['after it', 85],
])('one whose trades are told %s was traded away', (_, delayMs) => {
  const it = withWall();
  it.news();
  const trade = (): void => {
    it.trade(47, 3_000, 'sell');
  };
  if (delayMs === 0) trade();
  it.wait(200);
  it.book({bids: {47: 0}});
  it.wait(delayMs);
  if (delayMs > 0) trade();
  it.wait(3_000);
  expect(it.news()).toContainEqual(expect.objectContaining({kind: 'wall_gone', cause: 'traded'}));
});

test('a trade of the other outcome at the same price eats the same wall', () => {
  const it = withWall();
  it.news();
  it.book({bids: {47: 0}});
  it.trade(53, 3_900, 'buy', 1);
  it.wait(3_000);
  expect(it.news()).toContainEqual(expect.objectContaining({kind: 'wall_gone', cause: 'traded'}));
});

test('trades at another price, or of the other side, are not its trades', () => {
  const it = withWall();
  it.news();
  it.book({bids: {47: 0}});
  it.trade(46, 1_000, 'sell');
  it.trade(47, 1_000, 'buy');
  it.wait(3_000);
  expect(it.news()).toContainEqual(expect.objectContaining({kind: 'wall_gone', cause: 'pulled'}));
});

test('what was traded and put back does not make a pulled wall a traded one', () => {
  const it = withWall();
  it.news();
  for (let i = 0; i < 4; i++) {
    it.book({bids: {47: 2_500}});
    it.trade(47, 1_500, 'sell');
    it.wait(400);
    it.book({bids: {47: 4_000}});
    it.wait(400);
  }

  it.news();
  it.book({bids: {47: 0}});
  it.wait(3_000);
  expect(it.news()).toEqual([expect.objectContaining({kind: 'wall_gone', cause: 'pulled'})]);
});

test('one that is nibbled at, or replaced within a second, still stands', () => {
  const it = withWall();
  it.news();
  it.book({bids: {47: 2_100}});
  it.wait(5_000);
  it.book({bids: {47: 0}});
  it.wait(600);
  it.book({bids: {47: 4_000}});
  it.wait(10_000);
  expect(it.kinds).toEqual([]);
});

test('one from which the market moves away still stands', () => {
  const it = withWall();
  it.news();
  for (const cents of [49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59]) {
    it.wait(6_000);
    it.book({bids: {[cents]: 100}, asks: {[cents + 1]: 0, [cents + 6]: 100}});
  }

  expect(it.kinds.filter((kind) => kind.startsWith('wall'))).toEqual([]);
});

test('walls of a first book are known, not told; their end is', () => {
  const it = new ScriptedChronicle();
  it.trustBoth('STALE', 'reconnecting');
  it.wait(5_000);
  it.book({asks: {51: 9_000}});
  it.trustBoth('LIVE');
  it.look();
  it.wait(10_000);
  expect(it.kinds).toEqual([]);
  it.book({asks: {51: 100}});
  it.wait(3_000);
  expect(it.news()).toEqual([expect.objectContaining({kind: 'wall_gone', cause: 'pulled'})]);
});

test('one that went during a gap is not told: nobody saw how', () => {
  const it = withWall();
  it.news();
  it.trustBoth('STALE', 'reconnecting');
  it.wait(5_000);
  it.book({bids: {47: 100}});
  it.trustBoth('LIVE');
  it.look();
  it.wait(10_000);
  expect(it.kinds).toEqual([]);
});

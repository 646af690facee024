import {expect, test} from 'vitest';
import {ScriptedChronicle} from './scripted-chronicle.js';

test('a jump is told once, when it has come to rest, from where to where', () => {
  const it = new ScriptedChronicle();
  it.wait(20_000);
  it.quote(51, 53);
  expect(it.news()).toEqual([]);
  it.wait(400);
  it.quote(54, 56);
  it.wait(10_000);
  expect(it.news()).toEqual([
    expect.objectContaining({
      kind: 'price_jump',
      fromMid: 4900,
      toMid: 5500,
      spanMs: 400,
      gapMs: undefined,
      market: '0xscripted',
      // Changes that come within 100 ms of a look are seen at the next one, here 200 ms later.
      wallMs: 1_790_000_000_000 + 5_000 + 20_000 + 1_600,
    }),
  ]);
});

test.each([
  [100, 'two ticks of 1¢', 50, 52],
  [10, 'nine ticks of 0.1¢', 48.9, 50.9],
])('with a tick of %i, %s are no jump', (tick, _, bid, ask) => {
  const it = new ScriptedChronicle();
  it.tick(tick, tick);
  it.wait(1_000);
  it.quote(bid, ask);
  it.wait(10_000);
  expect(it.kinds).toEqual([]);
});

test.each([
  [100, 51, 53],
  [10, 49, 51],
])('with a tick of %i the least jump is told', (tick, bid, ask) => {
  const it = new ScriptedChronicle();
  it.tick(tick, tick);
  it.wait(1_000);
  it.quote(bid, ask);
  it.wait(2_000);
  expect(it.kinds).toEqual(['price_jump']);
});

test('the same way in more than five seconds is no jump', () => {
  const it = new ScriptedChronicle();
  for (const cents of [49, 50, 51, 52, 53, 54]) {
    it.wait(2_600);
    it.quote(cents, cents + 2);
  }

  it.wait(10_000);
  expect(it.kinds).toEqual([]);
});

test('there and back are two jumps, each told once', () => {
  const it = new ScriptedChronicle();
  it.wait(1_000);
  it.quote(55, 57);
  it.wait(600);
  it.quote(48, 50);
  it.wait(10_000);
  expect(it.news()).toEqual([
    expect.objectContaining({kind: 'price_jump', fromMid: 4900, toMid: 5600}),
    expect.objectContaining({kind: 'price_jump', fromMid: 5600, toMid: 4900}),
  ]);
});

test('a mid that swings below the threshold is never told', () => {
  const it = new ScriptedChronicle();
  for (let i = 0; i < 100; i++) {
    it.wait(300);
    it.quote(48 + (i % 3), 50 + (i % 3));
  }

  expect(it.kinds).toEqual([]);
});

test('neither a first book nor a hand-over is a jump', () => {
  const it = new ScriptedChronicle();
  it.wait(1_000);
  it.trustBoth('RESYNC', 'reconnecting');
  it.wait(600);
  it.trustBoth('LIVE');
  it.look();
  it.wait(10_000);
  expect(it.kinds).toEqual([]);
});

test('after a gap the mid is compared, and the gap is said', () => {
  const it = new ScriptedChronicle();
  it.wait(1_000);
  it.trustBoth('STALE', 'reconnecting');
  it.wait(12_000);
  it.quote(60, 62);
  it.trustBoth('LIVE');
  expect(it.news()).toEqual([
    expect.objectContaining({kind: 'price_jump', fromMid: 4900, toMid: 6100, gapMs: 12_000}),
  ]);
  it.wait(10_000);
  expect(it.kinds).toEqual([]);
});

test('a gap in which the mid moved two ticks is no jump', () => {
  const it = new ScriptedChronicle();
  it.wait(1_000);
  it.trustBoth('STALE', 'reconnecting');
  it.wait(12_000);
  it.quote(50, 52);
  it.trustBoth('LIVE');
  it.wait(10_000);
  expect(it.kinds).toEqual([]);
});

test('a gap that was noticed late goes back to what the book showed last', () => {
  const it = new ScriptedChronicle();
  it.wait(20_000);
  it.atMs += 150;
  it.look();
  it.wait(15_000);
  it.trustBoth('STALE', 'contradicted');
  it.wait(2_000);
  it.quote(60, 62);
  it.trustBoth('LIVE');
  expect(it.news()).toContainEqual(expect.objectContaining({kind: 'price_jump', gapMs: 17_000}));
});

test('half a batch is no book', () => {
  const it = new ScriptedChronicle();
  it.wait(1_000);
  it.heldUntilUs = 1;
  it.quote(60, 62);
  it.wait(300);
  it.quote(48, 50);
  it.heldUntilUs = undefined;
  it.wait(10_000);
  expect(it.kinds).toEqual([]);
});

test('an empty side is no jump, and neither is its return to the same prices', () => {
  const it = new ScriptedChronicle();
  it.wait(1_000);
  it.asks.clear();
  it.look();
  it.wait(1_000);
  it.quote(48, 50);
  it.wait(10_000);
  expect(it.kinds).toEqual([]);
});

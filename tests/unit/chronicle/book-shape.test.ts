// Spreads, empty sides, ticks.

import {describe, expect, test} from 'vitest';
import {ScriptedChronicle} from './scripted-chronicle.js';

function kindsBut(it: ScriptedChronicle, but: string): string[] {
  return it.kinds.filter((kind) => kind !== but);
}

describe('the spread', () => {
  /** Around the same mid, so that nothing jumps. */
  function spread(it: ScriptedChronicle, ticks: number): void {
    it.quote(49 - Math.floor(ticks / 2), 49 + Math.ceil(ticks / 2));
  }

  function withMinute(): ScriptedChronicle {
    const it = new ScriptedChronicle();
    it.wait(70_000);
    return it;
  }

  test('that is three times the usual for two seconds is told, and its end', () => {
    const it = withMinute();
    spread(it, 6);
    it.wait(1_800);
    expect(it.news()).toEqual([]);
    it.wait(10_000);
    expect(it.news()).toEqual([
      expect.objectContaining({kind: 'spread_wide', spreadTicks: 6, usualTicks: 2}),
    ]);
    spread(it, 2);
    it.wait(10_000);
    expect(it.news()).toEqual([
      expect.objectContaining({kind: 'spread_usual', spreadTicks: 2, lastedMs: 11_800}),
    ]);
    expect(it.kinds).toEqual([]);
  });

  test.each([
    ['less than three times the usual', 2, 5],
    ['less than three ticks', 0.5, 2],
  ])('that is %s is not', (_, usual, wide) => {
    const it = new ScriptedChronicle();
    it.tickSize = (usual < 1 ? 200 : 100) as never;
    if (usual < 1) it.quote(48, 49);
    it.wait(70_000);
    it.news();
    spread(it, wide);
    it.wait(20_000);
    expect(kindsBut(it, 'price_jump')).toEqual([]);
  });

  test('that is wide for a second only, again and again, is not told', () => {
    const it = withMinute();
    for (let i = 0; i < 30; i++) {
      spread(it, i % 2 === 0 ? 8 : 2);
      it.wait(1_000);
    }

    expect(it.kinds).toEqual([]);
  });

  test('that swings at the edge is told once', () => {
    const it = withMinute();
    for (let i = 0; i < 10; i++) {
      spread(it, i % 2 === 0 ? 6 : 5);
      it.wait(3_000);
    }

    expect(kindsBut(it, 'price_jump')).toEqual(['spread_wide']);
  });

  test('of the first seconds is not known to be unusual', () => {
    const it = new ScriptedChronicle();
    it.wait(5_000);
    spread(it, 12);
    it.wait(20_000);
    expect(it.kinds).toEqual([]);
  });

  test('of as many cents is the same after a change of the tick', () => {
    const it = withMinute();
    it.tick(10, 100);
    it.look();
    it.wait(20_000);
    expect(it.kinds).toEqual(['tick_changed']);
  });
});

describe('a side', () => {
  test('that is empty for two seconds is told, and when both are back', () => {
    const it = new ScriptedChronicle();
    it.wait(1_000);
    it.asks.clear();
    it.look();
    it.wait(1_800);
    expect(it.news()).toEqual([]);
    it.wait(5_000);
    it.quote(48, 50);
    it.wait(5_000);
    expect(it.news()).toEqual([
      expect.objectContaining({kind: 'side_empty', side: 'ask'}),
      expect.objectContaining({kind: 'sides_back', lastedMs: 6_800}),
    ]);
  });

  test('that flickers is not told, nor one that was empty from the start', () => {
    const it = new ScriptedChronicle();
    for (let i = 0; i < 20; i++) {
      it.wait(1_000);
      if (i % 2 === 0) it.bids.clear();
      else it.bids.set({48: 100, 47: 100});
      it.look();
    }

    it.bids.set({48: 100, 47: 100});
    it.look();
    expect(it.kinds).toEqual([]);
  });

  test('and then the other one are two events, the whole time one gap', () => {
    const it = new ScriptedChronicle();
    it.wait(1_000);
    it.asks.clear();
    it.look();
    it.wait(4_000);
    it.bids.clear();
    it.look();
    it.wait(4_000);
    it.quote(48, 50);
    it.wait(4_000);
    expect(it.news()).toEqual([
      expect.objectContaining({kind: 'side_empty', side: 'ask'}),
      expect.objectContaining({kind: 'side_empty', side: 'both'}),
      expect.objectContaining({kind: 'sides_back', lastedMs: 8_000}),
    ]);
  });
});

describe('a tick', () => {
  test('that changes is told once for both assets, there and back', () => {
    const it = new ScriptedChronicle();
    for (const asset of ['1001', '2002', '1001']) it.tick(10, 100, asset);
    for (const asset of ['1001', '2002']) it.tick(100, 10, asset);
    expect(it.news()).toEqual([
      expect.objectContaining({kind: 'tick_changed', fromTick: 100, toTick: 10}),
      expect.objectContaining({kind: 'tick_changed', fromTick: 10, toTick: 100}),
    ]);
  });

  test('that is the same as before is not', () => {
    const it = new ScriptedChronicle();
    it.tick(100, 100);
    expect(it.kinds).toEqual([]);
  });
});

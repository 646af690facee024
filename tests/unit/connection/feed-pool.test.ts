import {describe, expect, test} from 'vitest';
import {FeedPool} from '../../../src/connection/feed-pool.js';
import type {Link} from '../../../src/connection/transport.js';
import {VirtualTime} from '../../support/virtual-time.js';

/** A pool whose links open at once and remember what they were told. */
function createPool(maxAssetsPerLine: number) {
  const time = new VirtualTime();
  const sent: string[][] = [];
  const pool = new FeedPool({
    open: (handlers): Link => {
      const texts: string[] = [];
      sent.push(texts);
      time.after(1, handlers.onOpen);
      return {
        send: (text) => texts.push(text),
        close: () => {
          time.after(1, () => {
            handlers.onClosed('closed');
          });
        },
        terminate: () => undefined,
      };
    },
    clock: time,
    timers: time,
    random: () => 0,
    maxAssetsPerLine,
    onFrame: () => undefined,
    onState: () => undefined,
    onSuccessor: () => undefined,
    onLost: () => undefined,
  });
  const sizes = () => pool.lines.map(({assetIds}) => assetIds.size);
  return {pool, time, sent, sizes};
}

const PAIRS = [
  ['1', '2'],
  ['3', '4'],
  ['5', '6'],
] as const;

describe('assets over lines', () => {
  test('a group is never torn, and fills what room there is before a line is added', () => {
    const {pool, sizes} = createPool(5);
    pool.subscribe(PAIRS);
    expect(sizes()).toEqual([4, 2]);
    pool.subscribe([['7', '8'], ['9']]);
    expect(sizes()).toEqual([5, 4]);
    expect(pool.lineOf('9')).toBe(pool.lines[0]);
  });

  test('what is subscribed already is not subscribed again', () => {
    const {pool, sizes} = createPool(5);
    pool.subscribe(PAIRS);
    pool.subscribe(PAIRS);
    expect(sizes()).toEqual([4, 2]);
  });

  test('what is given up is told to its socket, and its room is used again', async () => {
    const {pool, time, sent, sizes} = createPool(4);
    pool.subscribe(PAIRS);
    await time.runFor(10);
    pool.unsubscribe(['1', '2', 'unknown']);
    expect(sent[0]!.at(-1)).toBe('{"operation":"unsubscribe","assets_ids":["1","2"]}');
    pool.subscribe([['7', '8']]);
    expect([sizes(), pool.lineOf('7')]).toEqual([[4, 2], pool.lines[0]]);
    expect(pool.lineOf('1')).toBeUndefined();
  });

  test('a line without assets is closed, and the others stay', async () => {
    const {pool, time, sizes} = createPool(4);
    pool.subscribe(PAIRS);
    await time.runFor(10);
    pool.unsubscribe(['5', '6']);
    expect(sizes()).toEqual([4]);
  });
});

import {describe, expect, test} from 'vitest';
import type {FrameFilter, InspectedFrame} from '../../../src/domain/inspected-frame.js';
import {FrameInspector} from '../../../src/ingest/frame-inspector.js';
import {decodeFrame} from '../../../src/protocol/decode-frame.js';
import {VirtualTime} from '../../support/virtual-time.js';
import {MARKET, ScriptedMarket, YES} from '../orderbook/scripted-market.js';
import {encodeBook, encodeChange, encodeTrade} from './encode-event.js';

const WALL_MS = 1_790_000_000_000;

type Batch = {readonly frames: readonly InspectedFrame[]; readonly leftOut: number};

function inspect(filter: Partial<FrameFilter> = {}) {
  const time = new VirtualTime();
  const batches: (Batch & {readonly atUs: number})[] = [];
  const inspector = new FrameInspector({
    ...{clock: time, timers: time, filter: {kind: undefined, market: undefined, ...filter}},
    post: (frames, leftOut) => batches.push({frames, leftOut, atUs: time.nowUs()}),
  });
  const see = (frame: string | Uint8Array): void => {
    const bytes = typeof frame === 'string' ? Buffer.from(frame) : frame;
    inspector.onFrame(bytes, decodeFrame(bytes), time.nowUs(), WALL_MS);
  };
  const seen = (): InspectedFrame[] => batches.flatMap(({frames}) => [...frames]);
  return {time, batches, inspector, see, seen};
}

describe('frames', () => {
  const market = new ScriptedMarket();
  const book = encodeBook(market.book(YES, WALL_MS - 500));
  const change = encodeChange(market.change(WALL_MS - 41, 'bid', '0.49', '10'));
  const trade = encodeTrade(market.trade(WALL_MS - 20, '0.5'));

  test('come with their kind, markets, timestamp, size and what was made of them', async () => {
    const {time, see, seen} = inspect();
    for (const frame of [book, change, trade, 'PONG', '{"event_type":"odd"}', 'garbage'])
      see(frame);
    await time.runFor(300_000);
    expect(seen().map(({kind}) => kind)).toEqual([
      ...['book', 'price_change', 'trade', 'other', 'other', 'other'],
    ]);
    expect(seen()[1]).toMatchObject({
      markets: [MARKET],
      timestampMs: WALL_MS - 41,
      wallMs: WALL_MS,
      ...{bytes: change.length, cutBytes: 0, text: change, events: 1, issues: 0},
    });
    expect(seen()[4]).toMatchObject({issues: 1, firstIssue: {code: 'UNKNOWN_EVENT_TYPE'}});
    expect(seen()[5]).toMatchObject({issues: 1, firstIssue: {code: 'NOT_JSON'}});
  });

  test('of another kind, or of other markets, are not taken', async () => {
    const byKind = inspect({kind: 'trade'});
    const byMarket = inspect({market: '0xother'});
    for (const {see} of [byKind, byMarket]) for (const frame of [book, trade, 'PONG']) see(frame);
    await byKind.time.runFor(300_000);
    await byMarket.time.runFor(300_000);
    expect(byKind.seen().map(({kind}) => kind)).toEqual(['trade']);
    expect(byMarket.batches).toEqual([]);
  });

  test('are copies: the bytes that came may be used again', async () => {
    const {time, see, seen} = inspect();
    const bytes = Buffer.from(change);
    see(bytes);
    bytes.fill(0);
    await time.runFor(300_000);
    expect(seen()[0]!.text).toBe(change);
  });

  test('that are long are kept to 4 KB, never with half a character', async () => {
    const {time, see, seen} = inspect();
    const text = `"${'x'.repeat(4_094)}€uro"`;
    see(text);
    await time.runFor(300_000);
    expect(seen()[0]).toMatchObject({
      text: text.slice(0, 4_095),
      bytes: 4_102,
      cutBytes: 4_102 - 4_096,
    });
  });
});

describe('a storm of frames', () => {
  test('is posted in five batches a second of a hundred; the rest is counted', async () => {
    const {time, batches, see, seen} = inspect();
    for (let i = 0; i < 15_000; i++) {
      see('PONG');
      await time.runFor(200);
    }

    await time.runFor(1_000_000);
    for (const {frames} of batches) expect(frames.length).toBeLessThanOrEqual(100);
    for (let i = 1; i < batches.length; i++) {
      expect(batches[i]!.atUs - batches[i - 1]!.atUs).toBeGreaterThanOrEqual(200_000);
    }

    const leftOut = batches.reduce((sum, batch) => sum + batch.leftOut, 0);
    expect(seen().length + leftOut).toBe(15_000);
    expect(batches.length).toBeLessThanOrEqual(3 * 5 + 3);
  });

  test('posts nothing after the inspector is closed', async () => {
    const {time, batches, see, inspector} = inspect();
    see('PONG');
    inspector.close();
    await time.runFor(1_000_000);
    expect(batches).toEqual([]);
  });
});

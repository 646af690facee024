import {describe, expect, test} from 'vitest';
import type {FeedEvent} from '../../../src/domain/feed-event.js';
import {MarketHistory} from '../../../src/history/market-history.js';
import {HistoryRecorder} from '../../../src/ingest/history-recorder.js';
import {IngestLoop} from '../../../src/ingest/ingest-loop.js';
import {LiveHistory} from '../../../src/ingest/live-history.js';
import {LONGEST_SILENCE_S, ReplayHistory} from '../../../src/ingest/replay-history.js';
import {sampleMarket} from '../../support/view-sample.js';
import {VirtualTime} from '../../support/virtual-time.js';
import {MARKET, NO, ScriptedMarket, YES} from '../orderbook/scripted-market.js';
import {encodeBook, encodeChange, encodeTrade} from './encode-event.js';

const START_S = 1_790_000_000;

/** A market over a loop whose history is recorded; `main` has what was sent. */
class Harness {
  readonly time = new VirtualTime(START_S * 1000);
  readonly market = new ScriptedMarket();
  readonly loop: IngestLoop;
  readonly recorder: HistoryRecorder;
  readonly main = new MarketHistory({hasDepth: true});
  blocks = 0;
  isDeaf = false;

  constructor({adoptUnknownAssets = false} = {}) {
    this.loop = new IngestLoop({
      clock: this.time,
      adoptUnknownAssets,
      depth: 1,
      onRecord: undefined,
      onAssets: () => undefined,
      onIssue: () => undefined,
      onTrust: (assetId, {state}) => {
        this.recorder.noteTrust(assetId, state);
      },
    });
    this.recorder = new HistoryRecorder({
      loop: this.loop,
      post: (_, block) => {
        this.blocks++;
        if (this.isDeaf) return;
        this.main.absorb(block);
        queueMicrotask(() => {
          this.recorder.acknowledge();
        });
      },
    });
  }

  frame(text: string, gate?: (event: FeedEvent) => boolean): void {
    this.loop.onFrame(Buffer.from(text), this.time.nowUs(), undefined, gate);
  }

  /** Best bids of these seconds, counted from the start; undefined where there is no column. */
  bids(from: number, until: number): (number | 'gap' | undefined)[] {
    return Array.from({length: until - from}, (_, i) => {
      const column = this.main.columnAt(START_S + from + i);
      return column?.isGap === true ? 'gap' : column?.bestBid;
    });
  }
}

class Live extends Harness {
  readonly #history: LiveHistory;

  constructor() {
    super();
    const {market, loop, recorder, time} = this;
    const {tickSize, minOrderSize, negRisk} = market;
    const outcomes = [
      {name: 'Yes', assetId: YES},
      {name: 'No', assetId: NO},
    ] as const;
    const facts = {conditionId: MARKET, outcomes, tickSize, minOrderSize, negRisk};
    loop.watch([sampleMarket(0, facts)], time.nowUs());
    this.#history = new LiveHistory({recorder, loop, clock: time, timers: time});
    recorder.focus(YES);
  }

  books(): void {
    for (const asset of [YES, NO]) {
      this.frame(encodeBook(this.market.book(asset, this.time.wallMs())));
    }
  }

  change(
    ...step: Parameters<ScriptedMarket['change']> extends [number, ...infer Step] ? Step : never
  ): void {
    this.frame(encodeChange(this.market.change(this.time.wallMs(), ...step)));
  }

  runTo(second: number): Promise<void> {
    return this.time.runFor(START_S * 1e6 + second * 1e6 - this.time.wallMs() * 1000);
  }

  close(): void {
    this.#history.close();
  }
}

describe('live', () => {
  test('each second ends with a column of the book as it was then, and begins with the first book', async () => {
    const live = new Live();
    await live.runTo(2.5);
    live.books();
    await live.runTo(3.9);
    live.change('bid', '0.50', '10');
    await live.runTo(4.1);
    live.change('bid', '0.50', '0');
    await live.runTo(6.5);
    expect(live.bids(0, 6)).toEqual([undefined, undefined, 4900, 5000, 4900, 4900]);
    live.close();
    expect(live.time.timers).toBe(0);
  });

  test('a lost socket is a gap, also where the next one is there within the same second', async () => {
    const live = new Live();
    live.books();
    await live.runTo(3.2);
    live.loop.onConnectionLost([MARKET], live.time.nowUs());
    live.books();
    await live.runTo(5.2);
    live.loop.onConnectionLost([MARKET], live.time.nowUs());
    await live.runTo(7.2);
    live.books();
    await live.runTo(9.2);
    expect(live.bids(0, 9)).toEqual([4900, 4900, 4900, 'gap', 4900, 'gap', 'gap', 4900, 4900]);
    live.close();
  });

  test('a column waits for the rest of a batch, so that it never shows half of one', async () => {
    const live = new Live();
    live.books();
    await live.runTo(1.99);
    const [first, second] = live.market.batch(live.time.wallMs(), [
      ['bid', '0.49', '0'],
      ['bid', '0.495', '7'],
    ]);
    live.frame(encodeChange(first!));
    await live.runTo(2.02);
    expect(live.bids(1, 2)).toEqual([undefined]);
    live.frame(encodeChange(second!));
    await live.runTo(2.1);
    expect(live.bids(1, 2)).toEqual([4950]);
    live.close();
  });

  test('trades belong to the second in which they came, those of the other outcome mirrored', async () => {
    const live = new Live();
    live.books();
    await live.runTo(1.5);
    live.frame(encodeTrade(live.market.trade(live.time.wallMs(), '0.52')));
    live.frame(
      encodeTrade({...live.market.trade(live.time.wallMs(), '0.51'), assetId: NO, side: 'buy'}),
    );
    await live.runTo(4);
    const column = live.main.columnAt(START_S + 1)!;
    expect(column.trades.map(({price, side}) => [price, side])).toEqual([
      [5200, 'buy'],
      [4900, 'sell'],
    ]);
    expect(column.last).toBe(4900);
    expect(live.main.columnAt(START_S + 2)).toMatchObject({trades: [], last: 4900});
    live.close();
  });

  test('while the main thread hears nothing, one block waits for it, and the rest comes at once', async () => {
    const live = new Live();
    live.books();
    await live.runTo(10.5);
    live.isDeaf = true;
    const before = live.blocks;
    await live.runTo(100.5);
    expect(live.blocks).toBe(before + 1);
    live.isDeaf = false;
    live.recorder.acknowledge();
    await live.runTo(101.5);
    expect(live.bids(12, 101)).toEqual(Array.from({length: 89}, () => 4900));
    live.close();
  });

  test('when the wall clock is set back, what was later is told anew', async () => {
    const live = new Live();
    live.books();
    await live.runTo(20.5);
    live.time.jumpWall(-10_000);
    live.change('bid', '0.50', '10');
    await live.time.runFor(3e6);
    expect(live.main.newestSecond).toBe(START_S + 12);
    expect(live.bids(9, 14)).toEqual([4900, 5000, 5000, 5000, undefined]);
    live.close();
  });
});

class Replay extends Harness {
  readonly history: ReplayHistory;

  constructor() {
    super({adoptUnknownAssets: true});
    const {recorder, loop, time} = this;
    this.history = new ReplayHistory({recorder, loop, clock: time});
    recorder.focus(YES); // Before the recording has come across it.
    for (const asset of [YES, NO]) this.play(encodeBook(this.market.book(asset, START_S * 1000)));
  }

  play(text: string): void {
    this.frame(text, (event) => {
      this.history.beforeEvent(event);
      return true;
    });
  }

  at(second: number, bidSize: string): void {
    this.play(encodeChange(this.market.change((START_S + second) * 1000, 'bid', '0.50', bidSize)));
  }
}

describe('a replay', () => {
  test('time is that of the recording, however fast it is played', () => {
    const replay = new Replay();
    for (let second = 1; second <= 200; second++) replay.at(second, second % 2 === 0 ? '0' : '5');
    replay.history.end();
    replay.recorder.acknowledge();
    expect(replay.bids(0, 5)).toEqual([undefined, 5000, 4900, 5000, 4900]);
    expect(replay.main.newestSecond).toBe(START_S + 200);
  });

  test('a quiet minute is filled with the book as it stood; of a longer silence nobody knows', () => {
    const replay = new Replay();
    replay.at(1, '5');
    replay.at(1 + LONGEST_SILENCE_S, '0');
    replay.at(2 + 2 * LONGEST_SILENCE_S, '5');
    replay.history.end();
    replay.recorder.acknowledge();
    expect(replay.bids(1, 61)).toEqual(Array.from({length: 60}, () => 5000));
    expect(replay.bids(61, 64)).toEqual([4900, undefined, undefined]);
    expect(replay.bids(120, 123)).toEqual([undefined, undefined, 5000]);
  });

  test('a late message ends no second; one that is much older takes time back', () => {
    const replay = new Replay();
    for (let second = 1; second <= 10; second++) replay.at(second, '5');
    replay.at(9, '5');
    replay.at(11, '5');
    replay.at(4, '0');
    replay.at(6, '0');
    replay.history.end();
    replay.recorder.acknowledge();
    expect(replay.main.newestSecond).toBe(START_S + 6);
    expect(replay.bids(2, 8)).toEqual([5000, 5000, 4900, 4900, 4900, undefined]);
  });

  test('however fast it is played, blocks are as rare as the clock of this machine says', async () => {
    const replay = new Replay();
    for (let second = 1; second <= 500; second++) replay.at(second, String(second));
    await Promise.resolve();
    expect(replay.blocks).toBeLessThanOrEqual(2);
  });
});

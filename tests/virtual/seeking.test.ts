// Wherever a replay goes, and however it got there, everything is as if it had been played from the beginning.

import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {systemClock} from '../../src/domain/clock.js';
import type {PlayCommand} from '../../src/domain/playback.js';
import {IngestLoop} from '../../src/ingest/ingest-loop.js';
import {Landmarks} from '../../src/ingest/landmarks.js';
import {PlayClock} from '../../src/ingest/play-clock.js';
import {openSource} from '../../src/ingest/play-source.js';
import {Player} from '../../src/ingest/player.js';
import {RecordedSession} from '../../src/ingest/recorded-session.js';
import {Random} from '../../src/exchange/random.js';
import {RecordingFile} from '../../src/recording/recording-file.js';
import {playBack, RecordedFeed, stateOf} from '../support/recorded-feed.js';
import {createTemporaryFolder} from '../support/temporary-folder.js';

const nothing = (): void => undefined;
const folder = createTemporaryFolder();
const path = join(folder.path, 'session.jsonl.gz');
let focus = '';

beforeAll(async () => {
  const session = new RecordedFeed(path, {seed: 5, rate: 120});
  focus = session.feed.assetIds[0]!;
  await session.runFor(30e6);
  session.feed.exchange.core.beginFault('close-1006');
  await session.runFor(60e6);
  await session.close();
}, 120_000);

afterAll(() => {
  folder[Symbol.dispose]();
});

/** A player that stands, and what it plays into. */
class Deck {
  readonly loop: IngestLoop;
  readonly player: Player;
  readonly #ran: Promise<void>;

  constructor() {
    this.loop = new IngestLoop({
      ...{clock: systemClock, adoptUnknownAssets: false, isReplay: true, depth: 1},
      ...{onRecord: undefined, onAssets: nothing, onIssue: nothing, onTrust: nothing},
    });
    this.player = new Player({
      source: openSource(path, nothing),
      session: new RecordedSession({loop: this.loop}),
      landmarks: new Landmarks({store: this.loop.store, focus: () => focus}),
      ...{speed: 'max', system: systemClock, clock: new PlayClock(systemClock)},
      ...{isBehind: () => false, whenReady: () => Promise.resolve()},
      ...{onChange: nothing, onJump: nothing, onPause: nothing, onEnd: nothing},
      makeSeekable: () => Promise.resolve(undefined),
    });
    this.player.command({kind: 'toggle_pause'});
    this.#ran = this.player.run();
  }

  async do(command: PlayCommand): Promise<void> {
    this.player.command(command);
    await expect.poll(() => this.player.isIdle, {interval: 1, timeout: 20_000}).toBe(true);
  }

  get state(): unknown {
    return stateOf(this.loop);
  }

  async close(): Promise<void> {
    this.player.close();
    await this.#ran;
  }
}

describe('a replay that goes somewhere', () => {
  test(
    'is there as if it had been played from the beginning, in whatever order',
    {timeout: 90_000},
    async () => {
      const file = RecordingFile.open(path);
      const {firstUs, lastUs} = file;
      file.close();
      const random = new Random(11, 'places');
      const targets = Array.from({length: 6}, () => firstUs + random.next() * (lastUs - firstUs));
      const deck = new Deck();
      for (const target of targets) {
        await deck.do({kind: 'go_to_time', wallUs: target});
        expect(deck.state).toEqual(stateOf((await playBack(path, target)).loop));
      }

      await deck.close();
    },
  );

  test('goes back by as many frames, batches and events as it went forward', async () => {
    const deck = new Deck();
    const file = RecordingFile.open(path);
    const middleUs = (file.firstUs + file.lastUs) / 2;
    file.close();
    for (const what of ['frame', 'batch', 'event'] as const) {
      const step = (steps: 1 | -1): PlayCommand =>
        what === 'event' ? {kind: 'jump', steps} : {kind: 'step', what, steps};
      await deck.do({kind: 'go_to_time', wallUs: middleUs});
      await deck.do(step(1));
      const states = [deck.state];
      for (let i = 0; i < 5; i++) {
        await deck.do(step(1));
        states.push(deck.state);
      }

      expect(new Set(states.map((state) => JSON.stringify(state))).size, what).toBe(states.length);
      for (const state of states.slice(0, -1).reverse()) {
        await deck.do(step(-1));
        expect(deck.state, what).toEqual(state);
      }
    }

    await deck.close();
  });

  test('tells its beginning and its end apart, and does not go beyond', async () => {
    const deck = new Deck();
    await deck.do({kind: 'go_to_share', fraction: 1});
    await deck.do({kind: 'skip', us: 10e6});
    expect(deck.player.playback.fraction).toBe(1);
    await deck.do({kind: 'step', what: 'frame', steps: 1});
    expect(deck.player.playback.state).toBe('ended');
    await deck.do({kind: 'go_to_share', fraction: 0});
    await deck.do({kind: 'skip', us: -10e6});
    await deck.do({kind: 'step', what: 'batch', steps: -1});
    expect(deck.player.playback.fraction).toBe(0);
    await deck.close();
  });
});

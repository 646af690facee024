import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {systemClock} from '../../../src/domain/clock.js';
import {IngestLoop} from '../../../src/ingest/ingest-loop.js';
import {Landmarks} from '../../../src/ingest/landmarks.js';
import {PlayClock} from '../../../src/ingest/play-clock.js';
import {openSource} from '../../../src/ingest/play-source.js';
import {Player, type PlayerOptions} from '../../../src/ingest/player.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polybook-replay-'));
});

afterAll(() => rm(folder, {recursive: true, force: true}));

/** A file of changes with these exchange times, in ms. */
async function recordingOf(timesMs: readonly number[]): Promise<string> {
  const path = join(folder, `${timesMs.length}-${timesMs.at(-1) ?? 0}.jsonl`);
  const lines = timesMs.map((timeMs) =>
    JSON.stringify({
      market: '0x1',
      price_changes: [],
      timestamp: String(timeMs),
      event_type: 'price_change',
    }),
  );
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

type PlayingOptions = Partial<Pick<PlayerOptions, 'speed' | 'isBehind' | 'whenReady'>> & {
  readonly onFrame?: () => void;
};

class Playing {
  readonly timesMs: number[] = [];
  readonly seenUs: number[] = [];
  readonly ended: Promise<void>;
  readonly #player: Player;

  constructor(path: string, {onFrame, ...options}: PlayingOptions = {}) {
    const nothing = (): void => undefined;
    const {store} = new IngestLoop({
      ...{clock: systemClock, adoptUnknownAssets: true, depth: 0, onRecord: undefined},
      ...{onAssets: nothing, onIssue: nothing, onTrust: nothing},
    });
    this.#player = new Player({
      source: openSource(path, nothing),
      speed: 'max',
      system: systemClock,
      clock: new PlayClock(systemClock),
      landmarks: new Landmarks({store, focus: () => undefined}),
      session: {
        jump: nothing,
        apply: (entry) => {
          if (entry.kind !== 'frame') return;
          onFrame?.();
          const text = Buffer.from(entry.frame).toString();
          this.timesMs.push(Number((JSON.parse(text) as {timestamp: string}).timestamp));
          this.seenUs.push(systemClock.nowUs());
        },
      },
      ...{isBehind: () => false, whenReady: () => Promise.resolve(), onChange: nothing},
      ...{onJump: nothing, onPause: nothing, makeSeekable: () => Promise.resolve(undefined)},
      onEnd: () => {
        this.close();
      },
      ...options,
    });
    this.ended = this.#player.run();
  }

  close(): void {
    this.#player.close();
  }
}

describe('replay', () => {
  test('hands on every frame in its order, however fast', async () => {
    const timesMs = Array.from({length: 5000}, (_, i) => 1_790_000_000_000 + i);
    const playing = new Playing(await recordingOf(timesMs));
    await playing.ended;
    expect(playing.timesMs).toEqual(timesMs);
  });

  test('takes at least the recorded time, divided by the speed', async () => {
    const path = await recordingOf([1000, 1100, 1150, 1400]);
    const startUs = systemClock.nowUs();
    const playing = new Playing(path, {speed: 2});
    await playing.ended;
    // Pauses below two milliseconds are saved up, and a timer may be early by a part of one.
    for (const [i, leastMs] of [0, 50, 75, 200].entries()) {
      expect((playing.seenUs[i]! - startUs) / 1000).toBeGreaterThan(leastMs - 4);
    }
  });

  test.each(['max', 1_000_000] as const)(
    'at speed %s the thread hears others in between, however long each frame takes',
    async (speed) => {
      const path = await recordingOf(Array.from({length: 200}, (_, i) => i));
      let frames = 0;
      let turns = 0;
      const playing = new Playing(path, {
        speed,
        onFrame: () => {
          frames++;
          const startUs = systemClock.nowUs();
          while (systemClock.nowUs() - startUs < 1000);
        },
      });
      const count = (): void => {
        if (frames > 0 && frames < 200) turns++;
        if (frames < 200) setImmediate(count);
      };
      count();
      await playing.ended;
      expect(turns).toBeGreaterThanOrEqual(10);
    },
  );

  test('waits for a reader that is behind, before the next frame', async () => {
    const path = await recordingOf([1, 2, 3]);
    let release: () => void = () => undefined;
    let waits = 0;
    const playing: Playing = new Playing(path, {
      isBehind: () => playing.timesMs.length === 2,
      whenReady: () => {
        waits++;
        return new Promise((resolve) => {
          release = resolve;
        });
      },
    });
    await expect.poll(() => waits).toBe(1);
    expect(playing.timesMs).toEqual([1, 2]);
    release();
    await playing.ended;
    expect(playing.timesMs).toEqual([1, 2, 3]);
  });

  test('that is aborted ends in the middle of a pause, without another frame', async () => {
    const path = await recordingOf([0, 1_900, 3_800]);
    const playing = new Playing(path, {speed: 1});
    await expect.poll(() => playing.timesMs.length).toBe(1);
    playing.close();
    await playing.ended;
    expect(playing.timesMs).toEqual([0]);
  });

  test('of a file that is not there is refused with a sentence', () => {
    expect(() => new Playing(join(folder, 'none'))).toThrow(
      expect.objectContaining({code: 'UNREADABLE_RECORDING'}),
    );
  });
});

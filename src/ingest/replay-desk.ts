// A replay in the ingest thread: the player with all that it plays into.

import type {Clock} from '../domain/clock.js';
import type {ConnectionState} from '../domain/connection-state.js';
import type {FeedEvent} from '../domain/feed-event.js';
import type {AssetId, Market} from '../domain/market.js';
import type {Playback, PlayCommand} from '../domain/playback.js';
import {PolybookError} from '../domain/problem.js';
import {STDIN_PATH} from '../recording/read-frames.js';
import {indexRecording} from './index-recording.js';
import {BATCH_PENDING_US} from '../orderbook/watched-book.js';
import type {IngestLoop} from './ingest-loop.js';
import {Landmarks} from './landmarks.js';
import type {FrameSource} from './messages.js';
import type {PlayClock} from './play-clock.js';
import {openFile, openSource} from './play-source.js';
import type {PlaySource} from './play-source.js';
import {Player} from './player.js';
import {RecordedSession} from './recorded-session.js';
import type {LineView} from './snapshot-publisher.js';

const TELL_EVERY_US = 100_000;

export type ReplayDeskOptions = {
  readonly source: Extract<FrameSource, {kind: 'replay'}>;
  readonly system: Clock;
  readonly clock: PlayClock;
  readonly loop: IngestLoop;
  readonly focus: () => AssetId | undefined;
  readonly isBehind: () => boolean;
  readonly whenReady: () => Promise<void>;
  readonly beforeEvent: (event: FeedEvent) => void;
  readonly onMarkets: (markets: readonly Market[]) => void;
  readonly onConnection: (line: number, state: ConnectionState) => void;
  readonly onChange: () => void;
  readonly onJump: () => void;
  readonly onEnd: () => void;
  readonly onPlayback: (playback: Playback) => void;
  /** A sentence without a full stop. */
  readonly onNotice: (text: string) => void;
};

export class ReplayDesk {
  readonly #options: ReplayDeskOptions;
  readonly #session: RecordedSession;
  readonly #abort = new AbortController();
  #player: Player | undefined;
  #told: Playback | undefined;
  #toldUs = Number.NEGATIVE_INFINITY;
  #isOwn = false;

  constructor(options: ReplayDeskOptions) {
    this.#options = options;
    const {loop, beforeEvent, onMarkets, onConnection, onNotice} = options;
    const hooks = {beforeEvent, onMarkets, onConnection, onGap: onNotice};
    this.#session = new RecordedSession({loop, ...hooks});
  }

  get lines(): readonly LineView[] {
    return this.#session.lines;
  }

  /** Whether trust is what the recording says; else it is found out as on a socket. */
  get isOwn(): boolean {
    return this.#isOwn;
  }

  command(command: PlayCommand): void {
    this.#player?.command(command);
  }

  /** Resolves when it is closed. Rejects with a `PolybookError` where the recording can't be read. */
  async run(): Promise<void> {
    const {source, system, clock, loop, focus, isBehind, whenReady, onNotice} = this.#options;
    const {path, speed} = source;
    const opened = openSource(path, onNotice);
    this.#isOwn = opened.file !== undefined;
    this.#player = new Player({
      ...{source: opened, session: this.#session, system, clock, speed, isBehind, whenReady},
      landmarks: new Landmarks({store: loop.store, focus}),
      onChange: () => {
        this.#options.onChange();
        this.#tell();
      },
      onJump: this.#options.onJump,
      onPause: () => {
        // Half a batch that is looked at is no longer LIVE.
        loop.checkPending(clock.nowUs() + BATCH_PENDING_US);
      },
      onEnd: () => {
        if (!this.#isOwn) loop.onEnd(clock.nowUs());
        this.#options.onEnd();
      },
      makeSeekable: (onProgress) => this.#makeSeekable(onProgress),
    });
    await this.#player.run();
  }

  close(): void {
    this.#abort.abort();
    this.#player?.close();
  }

  #tell(): void {
    if (this.#player === undefined) return;
    const nowUs = this.#options.system.nowUs();
    const {playback} = this.#player;
    const {state, speed} = this.#told ?? {};
    const isNews = playback.state !== state || playback.speed !== speed;
    if (!isNews && nowUs - this.#toldUs < TELL_EVERY_US) return;
    this.#told = playback;
    this.#toldUs = nowUs;
    this.#options.onPlayback(playback);
  }

  async #makeSeekable(onProgress: (share: number) => void): Promise<PlaySource | undefined> {
    const {source, onNotice} = this.#options;
    const {path, program} = source;
    if (path === STDIN_PATH) {
      onNotice('What comes from the standard input can only be played forward');
      return undefined;
    }

    try {
      const {signal} = this.#abort;
      const onDamage = (): void => undefined; // It was told when it was played.
      const file = await indexRecording({path, program, onDamage, onProgress, signal});
      if (file === undefined) return undefined;
      this.#isOwn = true;
      return openFile(file, onDamage);
    } catch (error) {
      if (!(error instanceof PolybookError)) throw error;
      onNotice(error.message);
      return undefined;
    }
  }
}

// Begins and ends the recording of a session, and tells how it fares.

import type {Clock, Timers} from '../domain/clock.js';
import type {ConditionId, Market} from '../domain/market.js';
import {PolybookError} from '../domain/problem.js';
import type {RecordingState, RecordingTarget} from '../domain/recording.js';
import {prepareTarget} from '../recording/prepare-target.js';
import type {IngestLoop} from './ingest-loop.js';
import {SessionRecorder} from './session-recorder.js';
import type {RecordedLine} from './session-recorder.js';

/** How often the size of a recording that does well is told. */
const TELL_EVERY_US = 500_000;

export type RecordingDeskOptions = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly loop: IngestLoop;
  readonly lines: () => Iterable<RecordedLine>;
  /** Undefined: nothing is recorded any more. */
  readonly post: (state: RecordingState | undefined) => void;
};

export class RecordingDesk {
  readonly #options: RecordingDeskOptions;
  readonly #markets = new Map<ConditionId, Market>();
  #recorder: SessionRecorder | undefined;
  #told: RecordingState | undefined;
  #toldUs = 0;

  constructor(options: RecordingDeskOptions) {
    this.#options = options;
  }

  /** A recording says of each market what it is called. */
  watch(markets: readonly Market[]): void {
    for (const market of markets) this.#markets.set(market.conditionId, market);
  }

  unwatch(markets: readonly ConditionId[]): void {
    for (const market of markets) this.#markets.delete(market);
  }

  onConnection(line: RecordedLine): void {
    this.#recorder?.onConnection(line);
  }

  /** Records into the file from now on, which has been made ready; undefined ends what was recorded. */
  async record(target: RecordingTarget | undefined): Promise<void> {
    await this.close();
    if (target === undefined) return;
    const {path, source, program} = target;
    try {
      // What a worker that died was writing is in the way of what is written now.
      prepareTarget(path, 'append');
    } catch (error) {
      if (!(error instanceof PolybookError)) throw error;
      this.#options.post({path, storedBytes: 0, rawBytes: 0, lost: 0, problem: error.message});
      return;
    }

    this.#recorder = new SessionRecorder({
      ...this.#options,
      ...{path, source, program},
      rotation: target.rotation,
      markets: () => this.#markets.values(),
      onState: (state) => {
        this.#tell(state);
      },
    });
    this.#options.post(this.#recorder.state);
  }

  /** Resolves when all is written that can be. */
  async close(): Promise<void> {
    const recorder = this.#recorder;
    if (recorder === undefined) return;
    this.#recorder = undefined;
    await recorder.close();
    this.#told = undefined;
    this.#options.post(undefined);
  }

  #tell(state: RecordingState): void {
    if (this.#recorder === undefined) return; // Written while it was being closed.
    const nowUs = this.#options.clock.nowUs();
    const isNews = state.problem !== this.#told?.problem || state.path !== this.#told?.path;
    if (!isNews && nowUs - this.#toldUs < TELL_EVERY_US) return;
    this.#told = state;
    this.#toldUs = nowUs;
    this.#options.post(state);
  }
}

// Recording as the user asks for it: by option, or by a key while watching.

import type {RecordOptions} from './cli.js';
import type {Clock} from './domain/clock.js';
import type {RecordingState} from './domain/recording.js';
import type {Source} from './domain/session.js';
import type {IngestSupervisor} from './ingest/supervisor.js';
import {prepareTarget} from './recording/prepare-target.js';
import {problemText} from './lookup-words.js';
import {PROGRAM} from './version.js';

export type RecorderControlOptions = {
  readonly record: RecordOptions | undefined;
  readonly source: Source;
  readonly clock: Clock;
  readonly supervisor: Pick<IngestSupervisor, 'record'>;
  /** A sentence without a full stop. */
  readonly onNotice: (text: string) => void;
  /** What a key has done, in a few words. */
  readonly onRemark?: (text: string) => void;
};

export class RecorderControl {
  readonly #options: RecorderControlOptions;
  #state: RecordingState | undefined;
  #isOn = false;

  /** Begins at once what the options ask for. Throws a `PolybookError` where that can't be done. */
  constructor(options: RecorderControlOptions) {
    this.#options = options;
    if (options.record !== undefined) this.#begin(options.record);
  }

  /** Undefined while nothing is recorded. */
  get state(): RecordingState | undefined {
    return this.#state;
  }

  /** Begins a file of its own in the current folder, or ends what is recorded. Says what it did. */
  toggle(): void {
    const {source, onNotice, onRemark = onNotice} = this.#options;
    if (source === 'replay') {
      onNotice('what is played is a recording already');
      return;
    }

    try {
      onRemark(this.#toggle());
    } catch (error) {
      onNotice(problemText(error));
    }
  }

  #toggle(): string {
    if (this.#isOn) {
      this.#isOn = false;
      this.#options.supervisor.record(undefined);
      return `recorded into ${this.#state?.path ?? 'the file'}`;
    }

    const path = this.#nameFile();
    this.#begin({path, mode: 'new', rotation: undefined});
    return `recording into ${path}; R ends it`;
  }

  /** Told by the worker. */
  onState(state: RecordingState | undefined): void {
    const before = this.#state?.problem;
    // The last word of one that was ended comes after it.
    this.#state = this.#isOn ? state : undefined;
    const {problem, path} = this.#state ?? {};
    if (problem === undefined || problem === before) return;
    this.#options.onNotice(
      `Cannot record into ${path!}: ${problem}; what comes meanwhile is missing there`,
    );
  }

  #begin({path, mode, rotation}: RecordOptions): void {
    const {source, supervisor} = this.#options;
    prepareTarget(path, mode);
    this.#isOn = true;
    this.#state = {path, storedBytes: 0, rawBytes: 0, lost: 0, problem: undefined};
    supervisor.record({path, rotation, source, program: PROGRAM});
  }

  /** `polybook-2026-11-24-231502.jsonl.gz`, in UTC. */
  #nameFile(): string {
    const time = new Date(this.#options.clock.wallMs()).toISOString();
    return `polybook-${time.slice(0, 10)}-${time.slice(11, 19).replaceAll(':', '')}.jsonl.gz`;
  }
}

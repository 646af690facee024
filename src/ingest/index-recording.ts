// A recording of somebody else's made into one of this program's, whose places can be gone to: the same
// frames, with checkpoints. It is kept beside the original, for the next time.

import {setImmediate as nextTurn} from 'node:timers/promises';
import type {Clock} from '../domain/clock.js';
import {PolybookError} from '../domain/problem.js';
import type {Entry} from '../recording/entry.js';
import {findIndex, freshIndexPath} from '../recording/index-file.js';
import {prepareTarget} from '../recording/prepare-target.js';
import {readEntries} from '../recording/read-entries.js';
import {RecordingFile} from '../recording/recording-file.js';
import {IngestLoop} from './ingest-loop.js';
import {RecordedSession} from './recorded-session.js';
import {SessionRecorder} from './session-recorder.js';
import {TimeAxis} from './time-axis.js';

export type IndexOptions = {
  readonly path: string;
  readonly program: string;
  readonly onDamage: (text: string) => void;
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
};

/** Undefined where it was called off. Rejects with a `PolybookError`. */
export async function indexRecording(options: IndexOptions): Promise<RecordingFile | undefined> {
  const found = findIndex(options.path);
  if (found !== undefined) return RecordingFile.open(found);
  const indexPath = freshIndexPath(options.path);
  const isWhole = await writeIndex(indexPath, options);
  return isWhole ? RecordingFile.open(indexPath) : undefined;
}

async function writeIndex(
  indexPath: string,
  {path, program, onDamage, onProgress, signal}: IndexOptions,
): Promise<boolean> {
  prepareTarget(indexPath, 'overwrite');
  const time = new FrameTime();
  const loop = new IngestLoop({
    clock: time,
    adoptUnknownAssets: true,
    depth: 0,
    onRecord: undefined,
    onAssets: () => undefined,
    onIssue: () => undefined,
    onTrust: () => undefined,
    followsFlow: false,
  });
  const session = new RecordedSession({loop});
  const state: {problem: string | undefined} = {problem: undefined};
  let recorder: SessionRecorder | undefined;
  for await (const entries of readEntries(path, {onDamage, onProgress})) {
    if (recorder === undefined) time.begin(entries);
    for (const entry of entries) {
      time.pass(entry);
      // The first entry tells what the times of all are.
      recorder ??= new SessionRecorder({
        ...{path: indexPath, program, loop, clock: time, timers: time},
        ...{source: 'replay', rotation: undefined},
        times: Number.isNaN(entry.wallUs) ? 'exchange' : 'received',
        markets: () => [],
        lines: () => [],
        onState: ({problem}) => {
          state.problem = problem;
        },
      });
      session.apply(entry, time.nowUs());
    }

    await nextTurn();
    if (recorder?.isBehind === true) await recorder.whenWritten();
    if (signal.aborted || state.problem !== undefined) break;
  }

  await recorder?.close();
  if (state.problem === undefined) return !signal.aborted;
  throw new PolybookError(
    'RECORDING_NOT_WRITABLE',
    `Cannot write "${indexPath}", which places in "${path}" are found by: ${state.problem}`,
  );
}

/** The time of the entries that pass, for whoever asks for a clock or timers. */
class FrameTime implements Clock {
  readonly #axis = new TimeAxis(0);
  #nowUs = 0;
  #firstUs = 0;
  #due: {readonly atUs: number; readonly run: () => void}[] = [];

  readonly nowUs = (): number => this.#nowUs;
  readonly wallMs = (): number => (this.#axis.wallUs ?? this.#firstUs) / 1000;

  readonly after = (delayUs: number, run: () => void): (() => void) => {
    const timer = {atUs: this.#nowUs + delayUs, run};
    this.#due.push(timer);
    return () => {
      this.#due = this.#due.filter((other) => other !== timer);
    };
  };

  /** What comes before the first time that is told is of that time. */
  begin(entries: readonly Entry[]): void {
    const axis = new TimeAxis(0);
    for (const entry of entries) {
      axis.at(entry);
      if (axis.wallUs === undefined) continue;
      this.#firstUs = axis.wallUs;
      break;
    }
  }

  pass(entry: Entry): void {
    this.#nowUs = this.#axis.at(entry);
    const due = this.#due.filter(({atUs}) => atUs <= this.#nowUs);
    if (due.length === 0) return;
    this.#due = this.#due.filter((timer) => !due.includes(timer));
    for (const {run} of due) run();
  }
}

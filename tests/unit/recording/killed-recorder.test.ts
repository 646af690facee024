// Real processes that record, and what the system does to them.

import {execFileSync, spawn, spawnSync} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {gunzipSync} from 'node:zlib';
import {build} from 'esbuild';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {PolybookError} from '../../../src/domain/problem.js';
import type {Entry} from '../../../src/recording/entry.js';
import {prepareTarget} from '../../../src/recording/prepare-target.js';
import {RecordingFile} from '../../../src/recording/recording-file.js';
import {eventually} from '../../support/eventually.js';
import {numbersOf, oneTo, readEntries, scanFile} from '../../support/made-recording.js';
import {createTemporaryFolder} from '../../support/temporary-folder.js';

const KILLS = 50;
const AT_ONCE = 10;
const EARLIEST_MS = 50;
const LATEST_MS = 2_500;

/** They take some 20 s where the machine has nothing else to do. */
const TIMEOUT_MS = 90_000;

let folder: ReturnType<typeof createTemporaryFolder>;
let program: string;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  folder = createTemporaryFolder();
  program = join(folder.path, 'recorder.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../../support/recording-process.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
});

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  folder[Symbol.dispose]();
});

class Recorder {
  readonly path: string;
  /** When each frame was recorded, Unix time in ms, the first one first. */
  readonly times: number[] = [];
  /** Its last words of another kind. */
  said = '';
  readonly #child: ChildProcess;
  #rest = '';

  constructor(name: string, frameBytes: number, everyMs: number) {
    this.path = join(folder.path, name);
    const args = [program, this.path, String(frameBytes), String(everyMs)];
    this.#child = spawn(process.execPath, args, {stdio: ['pipe', 'pipe', 'inherit']});
    running.add(this.#child);
    this.#child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.#onOutput(text);
    });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  async begin(): Promise<void> {
    await eventually(() => this.said === 'ready', 'the recorder is up');
    this.#child.stdin!.write('begin\n');
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await once(this.#child, 'close');
    running.delete(this.#child);
  }

  async end(): Promise<void> {
    this.#child.stdin!.end();
    await once(this.#child, 'close');
    running.delete(this.#child);
  }

  #onOutput(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    for (const line of lines) {
      const [number, atMs] = line.split(' ').map(Number);
      if (number === this.times.length + 1) this.times.push(atMs!);
      else this.said = line;
    }
  }
}

/** Everything that is whole; nothing where the recorder ended before its first block. */
async function readWhole(path: string): Promise<readonly Entry[]> {
  try {
    return await readEntries(path);
  } catch (error) {
    expect(error).toBeInstanceOf(PolybookError);
    expect((error as PolybookError).message).toMatch(
      / is empty$| holds no whole block of a recording in its \d+ bytes$/,
    );
    return [];
  }
}

async function killAfter(recorder: Recorder, ms: number): Promise<void> {
  await delay(ms);
  await recorder.kill();
}

describe('kill -9', () => {
  test(
    `at ${KILLS} random moments costs the last second at most, and no block that is whole`,
    async () => {
      for (let first = 0; first < KILLS; first += AT_ONCE) {
        const recorders = Array.from({length: AT_ONCE}, (_, i) => {
          // Some write a block at a time by its age, some by its size, several of them in a second.
          const isBusy = i % 3 === 0;
          return new Recorder(`${first + i}.jsonl.gz`, isBusy ? 20_000 : 300, isBusy ? 20 : 10);
        });
        await Promise.all(recorders.map((recorder) => recorder.begin()));
        await Promise.all(
          recorders.map((recorder) =>
            killAfter(recorder, EARLIEST_MS + Math.random() * (LATEST_MS - EARLIEST_MS)),
          ),
        );
        for (const recorder of recorders) await expectAllButLastSecond(recorder);
      }
    },
    TIMEOUT_MS,
  );

  async function expectAllButLastSecond({path, times}: Recorder): Promise<void> {
    const entries = await readWhole(path);
    const numbers = numbersOf(entries);
    expect(numbers).toEqual(oneTo(numbers.length));
    // What was written may be more than what could be said of it.
    const firstLost = times[numbers.length];
    if (firstLost !== undefined) expect(times.at(-1)! - firstLost).toBeLessThanOrEqual(1_000);
    if (entries.length === 0) return;

    const file = RecordingFile.open(path);
    expect(file.isCutOff).toBe(true);
    expect(file.damages).toEqual([]);
    file.close();

    // The next run goes on behind the last whole block.
    prepareTarget(path, 'append');
    const {endOffset, fileBytes} = scanFile(path);
    expect(endOffset).toBe(fileBytes);
    gunzipSync(readFileSync(path));
  }
});

describe.skipIf(spawnSync('prlimit', ['--version']).status !== 0)('a limit of the system', () => {
  test('on the length of files costs what comes meanwhile, and is told as a gap once it is lifted', async () => {
    const recorder = new Recorder('limited.jsonl.gz', 300, 5);
    await recorder.begin();
    await eventually(() => recorder.said === 'state 0 well', 'the first block is written');
    limitFiles(recorder.pid, String(statSync(recorder.path).size + 500));
    await eventually(() => recorder.said.endsWith('may not become so large'), 'it is told');
    const {blocks, damages} = scanFile(recorder.path);
    expect([blocks.length > 0, damages]).toEqual([true, []]);
    limitFiles(recorder.pid, 'unlimited');
    await eventually(() => recorder.said.endsWith(' well'), 'it is told as well');
    await recorder.end();

    const entries = await readEntries(recorder.path);
    const lost = Number(/^closed (\d+)$/.exec(recorder.said)![1]);
    const gaps = entries.filter((entry): entry is Entry & {kind: 'gap'} => entry.kind === 'gap');
    expect(lost).toBeGreaterThan(0);
    expect(gaps.map(({reason}) => reason)).toEqual(['the file may not become so large']);
    expect(gaps[0]!.entries).toBe(lost);
    expect(numbersOf(entries).length + lost).toBe(recorder.times.length);
    expect(gunzipSync(readFileSync(recorder.path)).toString().trimEnd().split('\n')).toHaveLength(
      entries.length,
    );
  });

  /** The soft one, which may be raised again. */
  function limitFiles(pid: number, bytes: string): void {
    execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
  }
});

// The built program without a terminal, with `--metrics 0`, and its scraper.

import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout as delay} from 'node:timers/promises';
import {httpGet} from './http-get.js';
import {NO_FOLDERS} from './own-folders.js';
import {parsePrometheus, type ParsedFamily} from './prometheus-text.js';
import {programPath} from './run-program.js';

const POLL_MS = 20;
const TIMEOUT_MS = 20_000;
const URL_OF_METRICS = /metrics are served on (http:\/\/127\.0\.0\.1:\d+)\/metrics/;

export type HealthPage = {
  readonly code: number;
  readonly status: string;
  readonly reason: string | null;
  readonly source: string;
  readonly books: Readonly<Record<string, number>>;
};

/** What the program says of its port; undefined as long as it has said nothing. */
export function findUrl(text: string): string | undefined {
  return URL_OF_METRICS.exec(text)?.[1];
}

export async function scrape(url: string): Promise<ReadonlyMap<string, ParsedFamily>> {
  return parsePrometheus((await httpGet(`${url}/metrics`)).body);
}

export async function readHealth(url: string): Promise<HealthPage> {
  const {status: code, body} = await httpGet(`${url}/health`);
  return {...(JSON.parse(body) as Omit<HealthPage, 'code'>), code};
}

/** Asks until the answer is as wanted, and returns it. */
export async function askUntil<T>(
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
  what: string,
): Promise<T> {
  const deadlineMs = performance.now() + TIMEOUT_MS;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (performance.now() > deadlineMs) {
      throw new Error(`Not within ${TIMEOUT_MS / 1000} s: ${what}; ${JSON.stringify(answer)}`);
    }

    await delay(POLL_MS);
  }
}

export class ScrapedProgram implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly exited: Promise<number | null>;
  stdout = '';
  stderr = '';

  constructor(args: readonly string[]) {
    this.#child = spawn(process.execPath, [programPath, ...args, '--metrics', '0'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {...process.env, ...NO_FOLDERS},
    });
    this.#child.stdout!.setEncoding('utf8').on('data', (piece: string) => {
      this.stdout += piece;
    });
    this.#child.stderr!.setEncoding('utf8').on('data', (piece: string) => {
      this.stderr += piece;
    });
    this.exited = once(this.#child, 'close').then(([exitCode]) => exitCode as number | null);
  }

  url(): Promise<string> {
    return askUntil(
      () => Promise.resolve(findUrl(this.stderr)),
      (url) => url !== undefined,
      'the port',
    ).then((url) => url!);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.exited;
  }
}

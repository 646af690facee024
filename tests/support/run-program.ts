import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {NO_FOLDERS} from './own-folders.js';

export const programPath = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

export type Finished = {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type RunOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** Called with all of stdout so far, at each piece; may kill or write to the program. */
  readonly onStdout?: (stdout: string, kill: (signal: NodeJS.Signals) => void) => void;
};

const DEADLINE_MS = 25_000;

/** Runs the built program without a terminal, and is done when it has ended. */
export async function runProgram(
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  const child = spawn(process.execPath, [programPath, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {...process.env, ...NO_FOLDERS, ...options.env},
  });
  const deadline = setTimeout(() => child.kill('SIGKILL'), DEADLINE_MS);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    stdout += piece;
    options.onStdout?.(stdout, (signal) => child.kill(signal));
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    stderr += piece;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      clearTimeout(deadline);
      resolve({exitCode, signal, stdout, stderr});
    });
  });
}

/** The lines of an NDJSON text, parsed. */
export function parseLines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** For networks: what the machine itself may have set is not to matter. */
export const NO_VARIABLES = Object.fromEntries(
  ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS'].flatMap((name) => [
    [name, ''],
    [name.toLowerCase(), ''],
  ]),
);

// From the start of a process to what a user sees of it.

import {createTerminal, screenLines} from '../support/terminal.js';
import {BenchPty, COLUMNS, ROWS} from './bench-pty.js';
import {measure, type Section} from './measure.js';

const DEADLINE_MS = 20_000;

/** The line between bids and asks has a mid price as soon as a book is painted, not before. */
const BOOK_ON_SCREEN = /\bmid \d/;

export type StartupOptions = {
  readonly programPath: string;
  readonly helloWorldPath: string;
  readonly rounds: number;
};

export async function benchStartup(options: StartupOptions): Promise<Section> {
  const {programPath, helloWorldPath, rounds} = options;
  const bareMs: number[] = [];
  const helloMs: number[] = [];
  const frameMs: number[] = [];
  const bookMs: number[] = [];
  // The first round fills the file cache; interleaved, all programs meet the same machine.
  for (let round = 0; round <= rounds; round++) {
    const bare = await timeToExit(['-e', '0']);
    const hello = await timeToScreen([helloWorldPath], /Hello, world/);
    const frame = await timeToScreen([programPath, '--demo', '--seed', '1'], /DEMO/);
    const book = await timeToScreen([programPath, '--demo', '--seed', '1'], BOOK_ON_SCREEN);
    if (round === 0) continue;
    bareMs.push(bare);
    helloMs.push(hello);
    frameMs.push(frame);
    bookMs.push(book);
  }

  return {
    title: 'Start-up, from spawn, in a pseudo-terminal',
    measures: [
      measure('node -e 0, to its end', 'ms', bareMs),
      measure('Ink hello world, bundled, to its first frame', 'ms', helloMs),
      measure('polybook-tui --demo, to its first frame', 'ms', frameMs),
      measure('polybook-tui --demo, to its first book', 'ms', bookMs),
      measure(
        'first book / hello world, round by round',
        'x',
        bookMs.map((ms, i) => ms / helloMs[i]!),
      ),
    ],
    remarks: [],
  };
}

async function timeToExit(args: readonly string[]): Promise<number> {
  const program = new BenchPty({args, onBytes: () => undefined});
  return (await program.exited) - program.startedMs;
}

/** Time at which the bytes came that made the screen show the pattern. */
async function timeToScreen(args: readonly string[], pattern: RegExp): Promise<number> {
  const terminal = createTerminal(COLUMNS, ROWS);
  let program: BenchPty | undefined;
  let deadline: NodeJS.Timeout | undefined;
  try {
    const shownMs = await new Promise<number>((resolve, reject) => {
      const current = new BenchPty({
        args,
        onBytes: (bytes, atMs) => {
          terminal.write(bytes, () => {
            if (pattern.test(screenLines(terminal).join('\n'))) resolve(atMs);
          });
        },
      });
      program = current;
      deadline = setTimeout(() => {
        const screen = screenLines(terminal).join('\n');
        reject(new Error(`${String(pattern)} was not on the screen in time:\n${screen}`));
      }, DEADLINE_MS);
    });
    return shownMs - program!.startedMs;
  } finally {
    clearTimeout(deadline);
    await program?.kill();
    terminal.dispose();
  }
}

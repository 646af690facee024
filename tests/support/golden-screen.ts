// Screens that are kept as text files and compared with what the program shows. `npx vitest run -u`
// writes them anew; where CI is set a missing one fails.

import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect} from 'vitest';
import {maskScreen} from './mask-screen.js';
import type {PtyProgram} from './pty.js';
import {formatStyles} from './style-grid.js';
import {DEADLINE_MS} from './viewer.js';

const FOLDER = join(import.meta.dirname, '../pty/golden');

/**
 * A screen that is right and stays as it is for so long is the one to compare or to keep: ages are painted
 * anew each second.
 */
const SETTLED_MS = 1_500;

export type GoldenOptions = {
  /** `60x20/ladder`, below `tests/pty/golden`. */
  readonly name: string;
  /** Whether all that belongs on the screen is there; what comes late would be missing otherwise. */
  readonly isThere: (program: PtyProgram) => boolean;
  /** Whether colours and attributes are compared too; default: no. */
  readonly hasStyles?: boolean;
};

export async function expectGolden(it: PtyProgram, options: GoldenOptions): Promise<void> {
  const {name, isThere, hasStyles = false} = options;
  const path = join(FOLDER, `${name}.txt`);
  const kept = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  let seen = '';
  let sinceMs = performance.now();
  const screen = await it.until(
    (program) => {
      const picture = pictureOf(program, hasStyles);
      if (picture !== seen) sinceMs = performance.now();
      seen = picture;
      if (!isThere(program)) return undefined;
      return picture === kept || performance.now() - sinceMs > SETTLED_MS ? picture : undefined;
    },
    `the screen ${name}`,
    DEADLINE_MS,
  );
  await expect(screen).toMatchFileSnapshot(path);
}

function pictureOf({lines, cells}: PtyProgram, hasStyles: boolean): string {
  const masked = maskScreen(lines);
  const text = masked.map((line) => line.text).join('\n');
  return hasStyles ? `${text}\n\n${formatStyles(cells, masked)}\n` : `${text}\n`;
}

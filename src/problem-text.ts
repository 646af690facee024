import {toPlainText} from './domain/plain-text.js';
import {PolybookError} from './domain/problem.js';
import type {Ending} from './shutdown.js';

/** A sentence names many faults or files, but is no page. */
const MAX_LENGTH = 2_000;

/** `polybook-tui: message.` and the hint on a line of its own, as stderr shows it. */
export function sentenceOf({message, hint}: {message: string; hint: string | undefined}): string {
  // What the user typed, or a file is called, is repeated in it, and may hold anything.
  const lines = [`polybook-tui: ${toPlainText(message, MAX_LENGTH)}.`];
  if (hint !== undefined) lines.push(`${toPlainText(hint, MAX_LENGTH)}.`);
  return lines.join('\n');
}

/** How the program ends over a problem that the user can mend; anything else is thrown on. */
export function endingOf(error: unknown): Ending {
  if (!(error instanceof PolybookError)) throw error;
  return {exitCode: 1, message: sentenceOf(error)};
}

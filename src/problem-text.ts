import {PolybookError, toSentence} from './domain/problem.js';
import type {Ending} from './shutdown.js';

/** `polybook-tui: message.` and the hint on a line of its own, as stderr shows it. */
export function sentenceOf({message, hint}: {message: string; hint: string | undefined}): string {
  const lines = [`polybook-tui: ${toSentence(message)}.`];
  if (hint !== undefined) lines.push(`${toSentence(hint)}.`);
  return lines.join('\n');
}

/** How the program ends over a problem that the user can mend; anything else is thrown on. */
export function endingOf(error: unknown): Ending {
  if (!(error instanceof PolybookError)) throw error;
  return {exitCode: 1, message: sentenceOf(error)};
}

import {toPlainText} from './plain-text.js';

/** Problems that the user can mend: printed as one sentence and a hint, without a stack, exit 1. */
export type ProblemCode =
  | 'MARKET_NOT_FOUND'
  | 'MARKET_HAS_NO_BOOK'
  | 'OUTCOME_NOT_FOUND'
  | 'TOO_MANY_MARKETS'
  | 'UNREACHABLE'
  | 'BAD_REPLY'
  | 'BAD_PROXY'
  | 'UNREADABLE_RECORDING'
  | 'RECORDING_NOT_WRITABLE'
  | 'NOTHING_TO_EXPORT'
  | 'EXPORT_NOT_WRITABLE'
  | 'NO_BOOK_IN_TIME'
  | 'LOG_NOT_WRITABLE'
  | 'PORT_NOT_FREE';

/** Longest sentence that is shown, in characters: several market titles go into one. */
const MAX_SENTENCE_LENGTH = 2_000;

/**
 * A sentence, whatever it quotes: arguments and file names of the user, titles and replies of the
 * exchange. The way by which every problem reaches screen, stderr, output and log.
 */
export function toSentence(text: string): string {
  return toPlainText(text.slice(0, 4 * MAX_SENTENCE_LENGTH), MAX_SENTENCE_LENGTH);
}

export class PolybookError extends Error {
  readonly code: ProblemCode;
  /** What to do next, as a sentence; undefined where the message says it all. */
  readonly hint: string | undefined;
  /** How long a service wants to be left alone, where it says so. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ProblemCode,
    message: string,
    options: {hint?: string; cause?: unknown; retryAfterMs?: number} = {},
  ) {
    super(toSentence(message), {cause: options.cause});
    this.name = 'PolybookError';
    this.code = code;
    this.hint = options.hint && toSentence(options.hint);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Arguments that cannot be used: help on stderr, exit 2. */
export type UsageProblem = {
  readonly kind: 'usage_problem';
  readonly message: string;
  readonly hint: string | undefined;
};

/** Throws where the program itself is wrong, never for anything that came from outside. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}

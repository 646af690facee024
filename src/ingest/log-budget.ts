import type {LogLevel} from '../domain/log-level.js';

const SECOND_US = 1_000_000;

/** Entries of one level in a second: a person reads fewer, and a flood of bad frames makes thousands. */
export const MAX_ENTRIES_PER_SECOND = 200;

/**
 * Keeps the log from growing with what the exchange sends: the thread that writes it would not keep up,
 * and entries on their way to it are memory. Each level has its own second, so that a flood of small
 * things hides no error.
 */
export class LogBudget {
  readonly #seconds = new Map<LogLevel, {startUs: number; taken: number; left: number}>();

  /**
   * Whether an entry may be written now. `leftOut`: how many were not since the last one that was,
   * which is for that entry to say.
   */
  take(level: LogLevel, nowUs: number): {readonly leftOut: number} | undefined {
    let second = this.#seconds.get(level);
    if (second === undefined) {
      second = {startUs: nowUs, taken: 0, left: 0};
      this.#seconds.set(level, second);
    } else if (nowUs - second.startUs >= SECOND_US) {
      second.startUs = nowUs;
      second.taken = 0;
    }

    if (second.taken >= MAX_ENTRIES_PER_SECOND) {
      second.left++;
      return undefined;
    }

    second.taken++;
    const leftOut = second.left;
    second.left = 0;
    return {leftOut};
  }
}

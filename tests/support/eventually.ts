import {setTimeout as delay} from 'node:timers/promises';

const POLL_MS = 5;

/** Generous, since it is only waited for in full where something is broken. */
const TIMEOUT_MS = 20_000;

/** Resolves as soon as the condition holds; rejects with what was waited for if it never does. */
export async function eventually(
  condition: () => boolean,
  what: string | (() => string),
  timeoutMs = TIMEOUT_MS,
): Promise<void> {
  const deadlineMs = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > deadlineMs) {
      throw new Error(
        `Not within ${timeoutMs / 1000} s: ${typeof what === 'string' ? what : what()}`,
      );
    }

    await delay(POLL_MS);
  }
}

// What `doctor` says, on a terminal, into a pipe or for a program.

import type {DoctorOptions} from './cli.js';
import type {Check, Outcome} from './doctor/check.js';
import {formatOutcomeJson, formatSummaryJson} from './doctor/format-json.js';
import {formatOutcome, formatPending, formatSummary, type Look} from './doctor/format-outcome.js';
import type {Summary} from './doctor/summary.js';
import {LineWriter} from './output/line-writer.js';
import type {Shutdown} from './shutdown.js';
import {detectCapabilities} from './terminal/capabilities.js';

const CLEAR_LINE = '\r\u001b[K';

export class DoctorReport {
  readonly #isJson: boolean;
  readonly #look: Look;
  readonly #writer: LineWriter;
  #isPending = false;

  constructor({isJson, isAscii}: DoctorOptions, shutdown: Shutdown) {
    const {colorDepth, unicode} = detectCapabilities(process.env, process.platform);
    this.#isJson = isJson;
    this.#look = {
      isAscii: isAscii || !unicode,
      hasColor: process.stdout.isTTY && colorDepth !== 'none',
    };
    this.#writer = new LineWriter({
      stream: process.stdout,
      onClosed: () => {
        void shutdown.end({exitCode: 0});
      },
    });
    shutdown.addRestore(() => {
      this.#clearPending();
    });
  }

  /** On a terminal it is seen where it hangs; text alone cannot be taken back. */
  begin(check: Check): void {
    if (this.#isJson || !this.#look.hasColor) return;
    const columns = process.stdout.columns || 80;
    process.stdout.write(formatPending(check, this.#look).slice(0, columns - 1));
    this.#isPending = true;
  }

  tell(outcome: Outcome): void {
    this.#clearPending();
    void this.#writer.write(
      this.#isJson ? [formatOutcomeJson(outcome)] : formatOutcome(outcome, this.#look),
    );
  }

  /** Resolves when all of it was taken. */
  async conclude(summary: Summary): Promise<void> {
    await this.#writer.write(
      this.#isJson ? [formatSummaryJson(summary)] : ['', `${formatSummary(summary)}.`],
    );
  }

  #clearPending(): void {
    if (this.#isPending) process.stdout.write(CLEAR_LINE);
    this.#isPending = false;
  }
}

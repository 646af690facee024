// The vocabulary of the doctor: what is asked, and what came of it.

/** `failed` alone ends the program with exit code 1. */
export type Verdict = 'ok' | 'warn' | 'failed' | 'skipped';

/** What was measured, under the names that programs read: with units, in snake case. */
export type Figures = Readonly<Record<string, number | string | boolean | null>>;

/** What a check has found. Detail and hint are sentences without a full stop. */
export type Finding = {
  readonly verdict: Exclude<Verdict, 'skipped'>;
  readonly detail: string;
  /** What to do about it; undefined where all is well. */
  readonly hint: string | undefined;
  readonly figures: Figures;
};

export type Check = {
  readonly name: string;
  /** What it is about: `host:port`, a market. */
  readonly target: string;
  /** Those that must not have failed, or there is nothing to ask. All of them come earlier. */
  readonly needs: readonly Check[];
  /** Default: 10 s. */
  readonly timeoutMs?: number | undefined;
  /** What its time-out means; default: that no answer came. */
  readonly whenLate?: (() => Finding) | undefined;
  /** Gives up when the signal aborts. Throws a `PolybookError` where that says it all. */
  readonly run: (signal: AbortSignal) => Promise<Finding>;
};

export type Outcome = {
  readonly name: string;
  readonly target: string;
  readonly verdict: Verdict;
  /** 0 where nothing was asked. */
  readonly durationMs: number;
  readonly detail: string;
  readonly hint: string | undefined;
  readonly figures: Figures;
};

export function passed(detail: string, figures: Figures = {}): Finding {
  return {verdict: 'ok', detail, hint: undefined, figures};
}

export function warned(detail: string, hint: string, figures: Figures = {}): Finding {
  return {verdict: 'warn', detail, hint, figures};
}

export function failed(detail: string, hint: string | undefined, figures: Figures = {}): Finding {
  return {verdict: 'failed', detail, hint, figures};
}

/** A step that this way does not have: what comes after it goes on. */
export function notNeeded(because: string): Finding {
  return passed(`not needed: ${because}`);
}

// What a benchmark found: a median with its spread, and where it belongs.

export type Spread = {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** How many values the median is of. */
  readonly count: number;
};

export type Measure = Spread & {
  readonly name: string;
  readonly unit: string;
};

export type Section = {
  readonly title: string;
  readonly measures: readonly Measure[];
  /** Sentences below the table. */
  readonly remarks: readonly string[];
};

export function measure(name: string, unit: string, values: readonly number[]): Measure {
  return {name, unit, ...spreadOf(values)};
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const {length} = sorted;
  const upper = sorted[length >> 1] ?? Number.NaN;
  const median = length % 2 === 1 ? upper : ((sorted[(length >> 1) - 1] ?? Number.NaN) + upper) / 2;
  return {median, low: sorted[0] ?? Number.NaN, high: sorted.at(-1) ?? Number.NaN, count: length};
}

/** CPU time of this process since some moment, in µs: all threads, user and system. */
export function cpuUs(since?: NodeJS.CpuUsage): number {
  const {user, system} = process.cpuUsage(since);
  return user + system;
}

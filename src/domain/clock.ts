/** Time as the shells hand it in; the pure rooms never ask for it themselves. */
export type Clock = {
  /** Monotonic and process-wide (the same origin in every thread), in µs. */
  readonly nowUs: () => number;
  /** Unix time in ms, as the exchange writes its timestamps. */
  readonly wallMs: () => number;
};

/** `process.hrtime` has one origin for all threads of a process, unlike `performance.now`. */
export const systemClock: Clock = {
  nowUs: () => Number(process.hrtime.bigint() / 1000n),
  wallMs: () => Date.now(),
};

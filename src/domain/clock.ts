/** Time as the shells hand it in; the pure rooms never ask for it themselves. */
export type Clock = {
  /** Monotonic and process-wide (the same origin in every thread), in µs with fractions. */
  readonly nowUs: () => number;
  /** Unix time in ms, as the exchange writes its timestamps. */
  readonly wallMs: () => number;
};

/** `process.hrtime` has one origin for all threads of a process, unlike `performance.now`. */
export const systemClock: Clock = {
  nowUs: () => Number(process.hrtime.bigint()) / 1000,
  wallMs: () => Date.now(),
};

/** Timers as the shells hand them in, so that a test may run an hour of them in a second. */
export type Timers = {
  /** Runs once, after so many µs; what is returned calls it off. */
  readonly after: (delayUs: number, run: () => void) => () => void;
};

export const systemTimers: Timers = {
  after: (delayUs, run) => {
    const timer = setTimeout(run, Math.ceil(delayUs / 1000));
    return () => {
      clearTimeout(timer);
    };
  },
};

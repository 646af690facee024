import type {Options} from './cli.js';
import type {Clock} from './domain/clock.js';
import type {Log} from './log-file.js';
import type {MetricsEndpoint} from './metrics-endpoint.js';
import type {Shutdown} from './shutdown.js';

/** What every way of running the program gets. */
export type ProgramContext = {
  readonly options: Options;
  readonly shutdown: Shutdown;
  readonly log: Log;
  readonly clock: Clock;
  /** Undefined without `--metrics`. */
  readonly metrics: MetricsEndpoint | undefined;
};

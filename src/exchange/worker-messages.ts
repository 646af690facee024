// The contract between the worker of the simulated exchange and whoever started it.

import type {ExchangeCounters} from './exchange-server.js';
import type {FaultPlan} from './faults/fault-table.js';

/** Handed to the worker as `workerData`. */
export type ExchangeWorkerData = {
  readonly seed: number;
  /** Frames a second over all markets. */
  readonly rate: number;
  /** Default: none. */
  readonly faults?: readonly FaultPlan[];
};

export type ToExchangeWorker = {readonly type: 'close'} | {readonly type: 'stats'};

export type FromExchangeWorker =
  | {readonly type: 'listening'; readonly wsUrl: string; readonly restUrl: string}
  | {readonly type: 'failed'; readonly message: string}
  | {
      readonly type: 'stats';
      readonly counters: ExchangeCounters;
      /** Time that the worker's event loop was busy since its start, in ms. */
      readonly activeMs: number;
    };

// The connection's life as a pure reducer; `feed-connection.ts` does what each state asks for.

import type {ConnectionState} from '../domain/connection-state.js';
import {backoffUs} from './backoff.js';

/** A connection that was healthy this long starts its backoff anew when it is lost. */
const HEALTHY_US = 30_000_000;

export type ConnectionInput =
  | {readonly type: 'open_requested'; readonly atUs: number}
  | {readonly type: 'opened'; readonly atUs: number}
  | {readonly type: 'data'; readonly atUs: number}
  /** `reason`: a sentence without a full stop. `random` in [0, 1) spreads the retries. */
  | {readonly type: 'lost'; readonly atUs: number; readonly reason: string; readonly random: number}
  | {readonly type: 'retry_due'; readonly atUs: number}
  | {readonly type: 'close_requested'; readonly atUs: number};

/** The state, and the number of tries that have failed since the last healthy time. */
export type Connection = {
  readonly state: ConnectionState;
  readonly failures: number;
};

export const IDLE_CONNECTION: Connection = {state: {phase: 'idle'}, failures: 0};

export function transition(connection: Connection, input: ConnectionInput): Connection {
  const {state, failures} = connection;
  if (state.phase === 'closed') return connection;
  switch (input.type) {
    case 'open_requested':
      if (state.phase !== 'idle') return connection;
      return {state: {phase: 'connecting', attempt: 1, sinceUs: input.atUs}, failures};

    case 'opened':
      if (state.phase !== 'connecting') return connection;
      return {
        state: {phase: 'awaiting_snapshot', attempt: state.attempt, sinceUs: input.atUs},
        failures,
      };

    case 'data':
      if (state.phase !== 'awaiting_snapshot') return connection;
      return {state: {phase: 'live', sinceUs: input.atUs}, failures};

    case 'lost': {
      if (state.phase === 'idle' || state.phase === 'backing_off') return connection;
      const wasHealthy = state.phase === 'live' && input.atUs - state.sinceUs >= HEALTHY_US;
      const attempt = wasHealthy ? 1 : failures + 1;
      return {
        state: {
          phase: 'backing_off',
          attempt,
          sinceUs: input.atUs,
          retryAtUs: input.atUs + backoffUs(attempt, input.random),
          reason: input.reason,
        },
        failures: attempt,
      };
    }

    case 'retry_due':
      if (state.phase !== 'backing_off') return connection;
      return {
        state: {phase: 'connecting', attempt: state.attempt + 1, sinceUs: input.atUs},
        failures,
      };

    case 'close_requested':
      return {state: {phase: 'closed', sinceUs: input.atUs}, failures};
  }
}

// The connection's life as a pure reducer; `feed-line.ts` does what each state asks for.

import type {ConnectionState} from '../domain/connection-state.js';
import {backoffUs} from './backoff.js';

/** A connection that had data for so long starts its backoff anew when it is lost. */
const HEALTHY_US = 30_000_000;

export type ConnectionInput =
  | {readonly type: 'open_requested'; readonly atUs: number}
  | {readonly type: 'opened'; readonly atUs: number}
  | {readonly type: 'data'; readonly atUs: number}
  /** No data, and REST says that none were to come. */
  | {readonly type: 'silence_confirmed'; readonly atUs: number}
  /** No data, although there were some. `reason`: a sentence without a full stop. */
  | {readonly type: 'silence_contradicted'; readonly atUs: number; readonly reason: string}
  /** Another socket has taken over, with all of its books. */
  | {readonly type: 'replaced'; readonly atUs: number}
  | {
      readonly type: 'lost';
      readonly atUs: number;
      /** When data came last, or REST said last that there were none to come. */
      readonly healthyUntilUs: number;
      readonly reason: string;
      /** In [0, 1): spreads the retries. */
      readonly random: number;
    }
  | {readonly type: 'retry_due'; readonly atUs: number}
  | {readonly type: 'close_requested'; readonly atUs: number};

export type Connection = {
  readonly state: ConnectionState;
  /** Tries that have failed since the last healthy time. */
  readonly failures: number;
  /** Since when data come, or REST agrees that there are none; undefined while neither is so. */
  readonly healthySinceUs: number | undefined;
};

export const IDLE_CONNECTION: Connection = {
  state: {phase: 'idle'},
  failures: 0,
  healthySinceUs: undefined,
};

export function transition(connection: Connection, input: ConnectionInput): Connection {
  const {state} = connection;
  if (state.phase === 'closed') return connection;
  const {atUs: sinceUs} = input;
  switch (input.type) {
    case 'open_requested':
      if (state.phase !== 'idle') return connection;
      return {...connection, state: {phase: 'connecting', attempt: 1, sinceUs}};

    case 'opened': {
      if (state.phase !== 'connecting') return connection;
      const {attempt} = state;
      return {...connection, state: {phase: 'awaiting_snapshot', attempt, sinceUs}};
    }

    case 'data':
      if (!['awaiting_snapshot', 'quiet', 'stale'].includes(state.phase)) return connection;
      return {
        ...connection,
        state: {phase: 'live', sinceUs},
        healthySinceUs: connection.healthySinceUs ?? sinceUs,
      };

    case 'silence_confirmed':
      if (state.phase !== 'live') return connection;
      return {...connection, state: {phase: 'quiet', sinceUs}};

    case 'silence_contradicted': {
      if (!['awaiting_snapshot', 'live', 'quiet'].includes(state.phase)) return connection;
      const {reason} = input;
      return {...connection, state: {phase: 'stale', sinceUs, reason}, healthySinceUs: undefined};
    }

    case 'replaced':
      return {
        state: {phase: 'live', sinceUs},
        failures: connection.failures,
        healthySinceUs: sinceUs,
      };

    case 'lost':
      if (state.phase === 'idle' || state.phase === 'backing_off') return connection;
      return backOff(connection, input);

    case 'retry_due': {
      if (state.phase !== 'backing_off') return connection;
      const attempt = state.attempt + 1;
      return {...connection, state: {phase: 'connecting', attempt, sinceUs}};
    }

    case 'close_requested':
      return {...connection, state: {phase: 'closed', sinceUs}};
  }
}

function backOff(
  {failures, healthySinceUs}: Connection,
  {atUs, healthyUntilUs, reason, random}: Extract<ConnectionInput, {type: 'lost'}>,
): Connection {
  const wasHealthy = healthySinceUs !== undefined && healthyUntilUs - healthySinceUs >= HEALTHY_US;
  const attempt = wasHealthy ? 1 : failures + 1;
  const retryAtUs = atUs + backoffUs(attempt, random);
  return {
    state: {phase: 'backing_off', attempt, sinceUs: atUs, retryAtUs, reason},
    failures: attempt,
    healthySinceUs: undefined,
  };
}

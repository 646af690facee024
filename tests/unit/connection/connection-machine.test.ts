import {describe, expect, test} from 'vitest';
import {backoffUs} from '../../../src/connection/backoff.js';
import {IDLE_CONNECTION, transition} from '../../../src/connection/connection-machine.js';
import type {Connection, ConnectionInput} from '../../../src/connection/connection-machine.js';
import type {ConnectionPhase, ConnectionState} from '../../../src/domain/connection-state.js';

const SECOND_US = 1_000_000;
const SINCE_US = 100 * SECOND_US;
const NOW_US = 110 * SECOND_US;

function connectionIn(state: ConnectionState, healthySinceUs?: number): Connection {
  return {state, failures: 2, healthySinceUs};
}

const STATES: Readonly<Record<ConnectionPhase, Connection>> = {
  idle: IDLE_CONNECTION,
  connecting: connectionIn({phase: 'connecting', attempt: 3, sinceUs: SINCE_US}),
  awaiting_snapshot: connectionIn({phase: 'awaiting_snapshot', attempt: 3, sinceUs: SINCE_US}),
  live: connectionIn({phase: 'live', sinceUs: SINCE_US}, SINCE_US),
  quiet: connectionIn({phase: 'quiet', sinceUs: SINCE_US}, SINCE_US),
  stale: connectionIn({phase: 'stale', sinceUs: SINCE_US, reason: 'REST has news'}),
  backing_off: connectionIn({
    phase: 'backing_off',
    attempt: 2,
    sinceUs: SINCE_US,
    retryAtUs: SINCE_US + SECOND_US,
    reason: 'connection refused',
  }),
  closed: connectionIn({phase: 'closed', sinceUs: SINCE_US}),
};

const INPUTS: {readonly [Type in ConnectionInput['type']]: ConnectionInput & {type: Type}} = {
  open_requested: {type: 'open_requested', atUs: NOW_US},
  opened: {type: 'opened', atUs: NOW_US},
  data: {type: 'data', atUs: NOW_US},
  silence_confirmed: {type: 'silence_confirmed', atUs: NOW_US},
  silence_contradicted: {type: 'silence_contradicted', atUs: NOW_US, reason: 'REST has news'},
  replaced: {type: 'replaced', atUs: NOW_US},
  lost: {type: 'lost', atUs: NOW_US, healthyUntilUs: NOW_US, reason: 'it broke', random: 0.25},
  retry_due: {type: 'retry_due', atUs: NOW_US},
  close_requested: {type: 'close_requested', atUs: NOW_US},
};

type Row = Readonly<Partial<Record<ConnectionInput['type'], ConnectionPhase>>>;

/** Where each input leads; what is not listed changes nothing. */
const TABLE: Readonly<Record<ConnectionPhase, Row>> = {
  idle: {open_requested: 'connecting', replaced: 'live', close_requested: 'closed'},
  connecting: {
    opened: 'awaiting_snapshot',
    replaced: 'live',
    lost: 'backing_off',
    close_requested: 'closed',
  },
  awaiting_snapshot: {
    data: 'live',
    silence_contradicted: 'stale',
    replaced: 'live',
    lost: 'backing_off',
    close_requested: 'closed',
  },
  live: {
    silence_confirmed: 'quiet',
    silence_contradicted: 'stale',
    replaced: 'live',
    lost: 'backing_off',
    close_requested: 'closed',
  },
  quiet: {
    data: 'live',
    silence_contradicted: 'stale',
    replaced: 'live',
    lost: 'backing_off',
    close_requested: 'closed',
  },
  stale: {data: 'live', replaced: 'live', lost: 'backing_off', close_requested: 'closed'},
  backing_off: {retry_due: 'connecting', replaced: 'live', close_requested: 'closed'},
  closed: {},
};

const CASES = Object.entries(TABLE).flatMap(([from, row]) =>
  Object.keys(INPUTS).map((type) => {
    const to = row[type as keyof Row];
    return {from: from as ConnectionPhase, type: type as keyof typeof INPUTS, to};
  }),
);

describe('transition', () => {
  test.each(CASES)('$from × $type leads to $to', ({from, type, to}) => {
    const before = STATES[from];
    const after = transition(before, INPUTS[type]);
    if (to === undefined) {
      expect(after).toBe(before);
    } else {
      expect(after.state).toMatchObject({phase: to, sinceUs: NOW_US});
    }
  });

  test('a retry is the next attempt, and knows when it began', () => {
    expect(transition(STATES.backing_off, INPUTS.retry_due).state).toEqual({
      phase: 'connecting',
      attempt: 3,
      sinceUs: NOW_US,
    });
  });

  test('a loss carries its reason and waits the longer the more tries have failed', () => {
    const {state, failures} = transition(STATES.connecting, INPUTS.lost);
    expect(failures).toBe(3);
    expect(state).toEqual({
      phase: 'backing_off',
      attempt: 3,
      sinceUs: NOW_US,
      retryAtUs: NOW_US + backoffUs(3, 0.25),
      reason: 'it broke',
    });
  });

  test.each([
    ['live', '30 s', SINCE_US + 30 * SECOND_US, 1],
    ['live', 'less', SINCE_US + 30 * SECOND_US - 1, 3],
    ['quiet', '30 s', SINCE_US + 30 * SECOND_US, 1],
    ['stale', '30 s', SINCE_US + 30 * SECOND_US, 3],
  ] as const)(
    'a connection that was %s for %s then (until %i µs) counts as failure %i',
    (phase, _, atUs, failures) => {
      expect(transition(STATES[phase], {...INPUTS.lost, healthyUntilUs: atUs}).failures).toBe(
        failures,
      );
    },
  );

  test('quiet in between does not make the healthy time begin anew, silence that is contradicted does', () => {
    const endUs = SINCE_US + 30 * SECOND_US;
    const quiet = transition(STATES.live, {...INPUTS.silence_confirmed, atUs: endUs - 2});
    const again = transition(quiet, {...INPUTS.data, atUs: endUs - 1});
    expect(transition(again, {...INPUTS.lost, healthyUntilUs: endUs}).failures).toBe(1);

    const stale = transition(quiet, {...INPUTS.silence_contradicted, atUs: endUs - 2});
    const back = transition(stale, {...INPUTS.data, atUs: endUs - 1});
    expect(transition(back, {...INPUTS.lost, healthyUntilUs: endUs}).failures).toBe(3);
  });

  test('a socket that opens but never brings data is a failure like any other', () => {
    let connection = transition(IDLE_CONNECTION, INPUTS.open_requested);
    for (const failures of [1, 2, 3, 4]) {
      connection = transition(connection, INPUTS.opened);
      connection = transition(connection, {...INPUTS.lost, atUs: NOW_US + 3600 * SECOND_US});
      expect(connection.failures).toBe(failures);
      connection = transition(connection, INPUTS.retry_due);
    }

    expect(connection.state).toMatchObject({phase: 'connecting', attempt: 5});
  });
});

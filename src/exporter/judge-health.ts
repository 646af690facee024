// Whether others may rely on the books now, as one word for a probe.

import {toJsonLine} from '../domain/json-line.js';
import type {TrustReason, TrustState} from '../domain/trust.js';
import {TRUST_STATES} from '../snapshot/layout.js';
import {liveSnapshot, selectBooks} from './readout.js';
import type {BookReading, Readout} from './readout.js';

/** `ok` alone is answered with 200, everything else with 503. */
export type HealthStatus = 'ok' | 'degraded' | 'starting' | 'down';

export type Health = {
  readonly status: HealthStatus;
  /** A sentence without a full stop; undefined where all is well. */
  readonly reason: string | undefined;
};

/** How long a book may be doubted before it counts: most doubts are over sooner. */
export const GRACE_US = 5_000_000;

const OK: Health = {status: 'ok', reason: undefined};

/** States in which a book is not to be relied on. */
const DOUBTFUL: readonly TrustState[] = ['WAITING', 'STALE', 'RESYNC', 'SUSPECT'];

/** Nothing that the program could do would make such a book one to rely on: it is none. */
const HOPELESS: readonly TrustReason[] = ['no_book', 'market_vanished'];

export function judgeHealth(readout: Readout): Health {
  const {worker, source} = readout;
  if (worker.state === 'down') return down(`the feed thread ended: ${worker.reason ?? 'unknown'}`);
  if (worker.state === 'starting') return starting('the feed thread starts');
  if (readout.snapshot === undefined) return starting('nothing was published yet');
  if (liveSnapshot(readout) === undefined) return down('the feed thread does not answer');

  const books = selectBooks(readout);
  if (books.length === 0) return starting('no book is watched yet');
  const isNew = books.every(({trust}) => trust.state === 'WAITING');
  const connection = source === 'replay' ? OK : judgeConnection(readout, isNew);
  if (connection.status !== 'ok') return connection;

  const doubtful = books.filter((book) => isDoubtful(book, readout.nowUs));
  if (doubtful.length > 0) return degraded(describeDoubts(doubtful, books.length));
  return isNew && books.every(isHopeful) ? starting('the first books are awaited') : OK;
}

/** `isNew`: no book has come yet. */
function judgeConnection(readout: Readout, isNew: boolean): Health {
  const {phase, lines, linesUp} = readout.snapshot!.connection;
  const why = readout.connectionReason === undefined ? '' : `: ${readout.connectionReason}`;
  switch (phase) {
    case 'idle':
    case 'connecting':
      return isNew ? starting(`the socket is being connected${why}`) : down(`no socket${why}`);
    case 'awaiting_snapshot':
      return isNew
        ? starting('the first books are awaited')
        : degraded('the socket is connected, and books are awaited');
    case 'backing_off':
    case 'closed':
      return down(`the socket is not connected${why}`);
    case 'stale':
      return degraded(`the socket brings nothing${why}`);
    case 'live':
    case 'quiet':
      return linesUp < lines ? degraded(`${linesUp} of ${lines} sockets are connected`) : OK;
  }
}

function isDoubtful(book: BookReading, nowUs: number): boolean {
  const {state, reason, sinceUs} = book.trust;
  // Best prices that agree are all that some markets can have; a batch that is overdue is not that.
  const isDoubted =
    DOUBTFUL.includes(state) || (state === 'UNPROVEN' && reason === 'batch_pending');
  return isDoubted && isHopeful(book) && nowUs - sinceUs > GRACE_US;
}

function isHopeful({trust}: BookReading): boolean {
  return !HOPELESS.includes(trust.reason);
}

/** `2 of 8 books are not to be relied on: 1 STALE, 1 SUSPECT`. */
function describeDoubts(doubtful: readonly BookReading[], all: number): string {
  const counts = Object.entries(countByTrust(doubtful))
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`);
  return `${doubtful.length} of ${all} books are not to be relied on: ${counts.join(', ')}`;
}

function countByTrust(books: readonly BookReading[]): Record<string, number> {
  return Object.fromEntries(
    TRUST_STATES.map((state) => [state, books.filter(({trust}) => trust.state === state).length]),
  );
}

function down(reason: string): Health {
  return {status: 'down', reason};
}

function starting(reason: string): Health {
  return {status: 'starting', reason};
}

function degraded(reason: string): Health {
  return {status: 'degraded', reason};
}

/** One line of JSON; what is unknown is null. */
export function formatHealth(readout: Readout): string {
  const {status, reason} = judgeHealth(readout);
  const {worker, nowUs, startedUs, version, source} = readout;
  const connection = liveSnapshot(readout)?.connection;
  const isSocket = source !== 'replay';
  const lastDataUs = connection?.lastDataUs ?? 0;
  return toJsonLine({
    status,
    reason: reason ?? null,
    version,
    source,
    uptime_s: toSeconds(nowUs - startedUs),
    worker: {state: worker.state, reason: worker.reason ?? null, restarts: worker.restarts},
    connection: {
      phase: isSocket ? (connection?.phase ?? null) : null,
      reason: readout.connectionReason ?? null,
      lines: isSocket ? (connection?.lines ?? null) : null,
      lines_up: isSocket ? (connection?.linesUp ?? null) : null,
    },
    books: countByTrust(selectBooks(readout)),
    data_age_s: lastDataUs === 0 ? null : toSeconds(nowUs - lastDataUs),
  });
}

function toSeconds(us: number): number {
  return Number((us / 1e6).toFixed(3));
}

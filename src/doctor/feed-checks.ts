// What is asked of the market channel, in turn and on one socket: whether it opens, whether books come
// and are proven, whether it answers, and what time it has.

import type {Clock, Timers} from '../domain/clock.js';
import type {Market} from '../domain/market.js';
import {type Check, failed, type Finding, passed} from './check.js';
import type {OffsetEstimate} from '../metrics/clock-offset.js';
import type {FeedProbe} from './feed-probe.js';
import {judgeBooks, judgeNoBook} from './judge-books.js';
import {judgeClock} from './judge-clock.js';
import {judgePings, PINGS} from './judge-pings.js';
import {waitFor} from './wait.js';

/** A first book whose hash does not match may be in the middle of a batch that proves it. */
const PROOF_WAIT_MS = 2_000;

const SOCKET_HINT =
  'A proxy or a filter may let no WebSocket pass, the exchange may refuse it, or --ws-url is wrong';

/** So many changes tell the least delay well enough. */
const ENOUGH_CHANGES = 30;

export type FeedLimits = {
  readonly bookTimeoutMs: number;
  readonly pingIntervalMs: number;
  /** After the last ping an answer is waited for so long. */
  readonly pingTimeoutMs: number;
  /** So long a change is waited for. */
  readonly clockWaitMs: number;
};

export const FEED_LIMITS: FeedLimits = {
  bookTimeoutMs: 10_000,
  pingIntervalMs: 200,
  pingTimeoutMs: 5_000,
  clockWaitMs: 5_000,
};

export type FeedCheckOptions = {
  readonly probe: FeedProbe;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly limits: FeedLimits;
  readonly target: string;
  /** What is subscribed to, once it is known. */
  readonly market: () => Market | undefined;
  /** What REST says of the clocks. */
  readonly restClock: () => OffsetEstimate | undefined;
};

export function buildFeedChecks(
  options: FeedCheckOptions,
  needs: {readonly way: Check; readonly market: Check},
): readonly Check[] {
  const {target, limits} = options;
  const socket: Check = {
    ...{name: 'websocket', target, needs: [needs.way]},
    whenLate: () => failed('it did not open in time', SOCKET_HINT),
    run: (signal) => openSocket(options, signal),
  };
  const book: Check = {
    ...{name: 'book', target, needs: [socket, needs.market]},
    // It ends by itself, and says what came instead.
    timeoutMs: limits.bookTimeoutMs + PROOF_WAIT_MS + 1_000,
    run: (signal) => awaitBooks(options, signal),
  };
  const pings: Check = {
    ...{name: 'pings', target, needs: [socket]},
    timeoutMs: PINGS * limits.pingIntervalMs + limits.pingTimeoutMs + 1_000,
    run: (signal) => countPings(options, signal),
  };
  const clock: Check = {
    ...{name: 'clock', target, needs: [needs.market, pings]},
    run: (signal) => compareClocks(options, signal),
  };
  return [socket, book, pings, clock];
}

async function openSocket({probe}: FeedCheckOptions, signal: AbortSignal): Promise<Finding> {
  probe.open();
  await probe.until(() => probe.isOpen, signal);
  if (probe.isOpen) return passed('upgraded');
  return failed(probe.closedReason ?? 'it did not open', SOCKET_HINT);
}

async function awaitBooks(options: FeedCheckOptions, signal: AbortSignal): Promise<Finding> {
  const {probe, clock, timers, limits, market} = options;
  const startUs = clock.nowUs();
  probe.subscribe(market()!);
  await waitFor(probe, () => probe.hasBooks, limits.bookTimeoutMs, timers, signal);
  if (probe.booksAtUs === undefined) return judgeNoBook(probe, limits.bookTimeoutMs);

  await waitFor(probe, () => probe.isProven, PROOF_WAIT_MS, timers, signal);
  return judgeBooks(probe, (probe.booksAtUs - startUs) / 1000);
}

async function countPings(options: FeedCheckOptions, signal: AbortSignal): Promise<Finding> {
  const {probe, timers, limits} = options;
  for (let sent = 1; sent <= PINGS; sent++) {
    if (probe.closedReason !== undefined) break;
    probe.ping();
    const isLast = sent === PINGS;
    const hasAll = (): boolean => isLast && probe.pingsMs.length === PINGS;
    const waitMs = isLast ? limits.pingTimeoutMs : limits.pingIntervalMs;
    await waitFor(probe, hasAll, waitMs, timers, signal);
  }

  return judgePings(probe.pingsMs, probe.closedReason);
}

async function compareClocks(options: FeedCheckOptions, signal: AbortSignal): Promise<Finding> {
  const {probe, clock, timers, limits, restClock} = options;
  const hasEnough = (): boolean => probe.changes >= ENOUGH_CHANGES;
  await waitFor(probe, hasEnough, limits.clockWaitMs, timers, signal);
  return judgeClock(probe.clockOffset.read(clock.nowUs()), restClock(), limits.clockWaitMs);
}

import {FeedLine, type FeedLineOptions} from '../../src/connection/feed-line.js';
import {
  createWebSocketOpener,
  type WebSocketOptions,
} from '../../src/connection/web-socket-link.js';
import {systemClock, systemTimers} from '../../src/domain/clock.js';

/** Limits as tests like to shorten them. */
export type TestLimits = Pick<WebSocketOptions, 'connectTimeoutMs' | 'maxFrameBytes'> & {
  readonly pingIntervalMs?: number;
  readonly silenceMs?: number;
};

/** The socket's part of the limits. */
export function toSocketLimits({pingIntervalMs, silenceMs}: TestLimits) {
  return {
    ...(pingIntervalMs !== undefined && {pingIntervalUs: pingIntervalMs * 1000}),
    ...(silenceMs !== undefined && {silenceUs: silenceMs * 1000}),
  };
}

/** A line over real WebSockets, whose retries come at once. */
export function createLine(
  url: string,
  limits: TestLimits = {},
  options: Partial<FeedLineOptions> = {},
): FeedLine {
  const {connectTimeoutMs, maxFrameBytes} = limits;
  let epoch = 0;
  return new FeedLine({
    number: 1,
    open: createWebSocketOpener({
      url,
      ...(connectTimeoutMs !== undefined && {connectTimeoutMs}),
      ...(maxFrameBytes !== undefined && {maxFrameBytes}),
    }),
    clock: systemClock,
    timers: systemTimers,
    random: () => 0,
    limits: toSocketLimits(limits),
    nextEpoch: () => ++epoch,
    onFrame: () => undefined,
    onState: () => undefined,
    onSuccessor: () => undefined,
    onLost: () => undefined,
    ...options,
  });
}

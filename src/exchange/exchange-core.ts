// The simulated exchange with its channel, its REST and its faults, but without a socket, a timer or
// a clock of its own: whoever runs it hands time in.

import type {AssetId} from '../domain/market.js';
import {invariant} from '../domain/problem.js';
import {SUBSCRIPTION_DEADLINE_US} from '../protocol/limits.js';
import {levelReply} from './clob-replies.js';
import {createStage} from './faults/exchange-stage.js';
import type {FaultStage} from './faults/fault.js';
import {FaultDirector} from './faults/fault-director.js';
import type {FaultName, FaultPlan} from './faults/fault-table.js';
import {FeedChannel} from './feed-channel.js';
import type {ProcessOptions} from './market-process.js';
import {OverriddenExchange} from './public-exchange.js';
import {RestOverrides} from './rest-overrides.js';
import {RestService} from './rest-service.js';
import {SeriesRoll} from './series-roll.js';
import {SimulatedExchange} from './simulated-exchange.js';

/**
 * Time that is caught up when the process was held up; whatever is older does not happen. It
 * keeps a suspended machine from waking up to hours of frames.
 */
const MAX_CATCH_UP_MS = 250;

/** The real exchange was seen to drop connections 10 to 15 s after their last PING. */
const PING_TIMEOUT_MS = 15_000;

const DEFAULT_RATE = 120;

export type ExchangeCoreOptions = {
  readonly seed: number;
  /** Frames a second over all markets; default 120. */
  readonly rate?: number;
  /** What the exchange's clock shows at the start, Unix time in ms; default now. */
  readonly startMs?: number;
  /** Default 5 s. */
  readonly subscriptionTimeoutMs?: number;
  /** Default 15 s. */
  readonly pingTimeoutMs?: number;
  /** Default: none. */
  readonly faults?: readonly FaultPlan[];
  /** Whether the next window of a series takes the place of one that is over; default: no. */
  readonly rolls?: boolean;
  /** Whether its feed is paused from the start, so that chance has no part in what happens; default: no. */
  readonly isPaused?: boolean;
  readonly onCommit?: ProcessOptions['onCommit'];
};

/** Time as its owner tells it. */
export type ExchangeTime = {
  readonly wallMs: () => number;
  readonly monotonicMs: () => number;
};

/** A book as the exchange itself has it, levels as the exchange writes them, best first. */
export type ExchangeBook = {
  readonly timestampMs: number;
  readonly hash: string;
  readonly bids: readonly LevelText[];
  readonly asks: readonly LevelText[];
};

type LevelText = {readonly price: string; readonly size: string};

export class ExchangeCore {
  readonly exchange: SimulatedExchange;
  readonly channel: FeedChannel;
  readonly rest: RestService;
  readonly #time: ExchangeTime;
  readonly #faults: FaultDirector;
  readonly #stage: FaultStage;
  readonly #roll: SeriesRoll | undefined;
  /** Monotonic time at which it opened, in ms. */
  readonly #openedMs: number;
  /** The exchange's clock minus its owner's. */
  #clockOffsetMs: number;
  #framesGenerated = 0;
  #isPaused: boolean;

  constructor(options: ExchangeCoreOptions, time: ExchangeTime) {
    const wallMs = time.wallMs();
    const startMs = options.startMs ?? wallMs;
    const {seed, rate = DEFAULT_RATE} = options;
    this.#time = time;
    this.#isPaused = options.isPaused === true;
    this.#openedMs = time.monotonicMs();
    this.#clockOffsetMs = startMs - wallMs;
    this.exchange = new SimulatedExchange({seed, rate, startMs, onCommit: options.onCommit});
    const limits = {
      subscriptionTimeoutMs: options.subscriptionTimeoutMs ?? SUBSCRIPTION_DEADLINE_US / 1000,
      pingTimeoutMs: options.pingTimeoutMs ?? PING_TIMEOUT_MS,
    };
    this.#faults = new FaultDirector(options.faults ?? []);
    this.channel = new FeedChannel(this.exchange, limits, this.#faults, time.monotonicMs);
    const overrides = new RestOverrides();
    this.#stage = createStage(this.exchange, this.channel, overrides, (byMs) => {
      this.#clockOffsetMs += byMs;
    });
    if (options.rolls === true) {
      this.#roll = new SeriesRoll(this.exchange, this.channel, overrides);
    }

    this.rest = new RestService(new OverriddenExchange(this.exchange, overrides), this.#faults);
  }

  get framesGenerated(): number {
    return this.#framesGenerated;
  }

  /** Faults that last now. */
  get activeFaults(): readonly FaultName[] {
    return this.#faults.active;
  }

  /** What the book is now; everything that led to it has been sent. */
  book(assetId: AssetId): ExchangeBook | undefined {
    const state = this.exchange.bookState(assetId);
    if (state === undefined) return undefined;
    return {
      timestampMs: state.timestampMs,
      hash: state.hash,
      bids: state.bids.map(levelReply).reverse(),
      asks: state.asks.map(levelReply).reverse(),
    };
  }

  /** Nothing happens on the exchange any more; PING, subscriptions and REST are still answered. */
  pauseFeed(): void {
    this.#isPaused = true;
  }

  /** Goes on where it stopped; the time in between is skipped. */
  resumeFeed(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.exchange.skip(Math.max(0, this.#clockMs() - this.exchange.nowMs));
  }

  /** While it is paused: lets so much of its own time pass at once, with all that is due in it. */
  passTime(byMs: number): void {
    invariant(this.#isPaused, 'time passes by itself unless the feed is paused');
    this.#deliverUntil(this.exchange.nowMs + byMs);
  }

  /** Lets a fault begin now, for its own time or another one. */
  beginFault(name: FaultName, durationMs?: number): void {
    this.#faults.begin(name, durationMs, this.#stage, this.#time.monotonicMs());
  }

  /** Ends a fault before its time. */
  endFault(name: FaultName): void {
    this.#faults.end(name);
  }

  /** Lets everything happen that is due. To be called every few ms. */
  advance(): void {
    const nowMs = this.#time.monotonicMs();
    this.#faults.update(this.#stage, nowMs - this.#openedMs, nowMs);
    if (!this.#isPaused) this.#catchUp();
    this.#roll?.advance();
    this.channel.check();
  }

  #clockMs(): number {
    return this.#time.wallMs() + this.#clockOffsetMs;
  }

  #catchUp(): void {
    const nowMs = this.#clockMs();
    const behindMs = nowMs - this.exchange.nowMs;
    if (behindMs > MAX_CATCH_UP_MS) this.exchange.skip(behindMs - MAX_CATCH_UP_MS);
    this.#deliverUntil(nowMs);
  }

  #deliverUntil(untilMs: number): void {
    const frames = this.exchange.advance(untilMs);
    this.#framesGenerated += frames.length;
    this.channel.deliver(frames);
  }
}

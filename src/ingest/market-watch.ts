// When to ask REST about a market, and what its answers mean for it: state and arithmetic only, time
// comes in.

import type {AssetId, ConditionId} from '../domain/market.js';
import type {FeedEvent} from '../domain/feed-event.js';
import type {MarketFate} from './rest-source.js';
import type {Trust} from '../domain/trust.js';
import type {OrderBookStore} from '../orderbook/order-book-store.js';

const SECOND_US = 1_000_000;

/** A first book that has not come by then is asked for. */
const FIRST_BOOK_US = 5 * SECOND_US;

/** A book that failed gets so long to be put right by the next one from the socket. */
const DISTRUST_US = SECOND_US;

/** A book whose socket was lost gets so long to be brought again by the next one. */
const OFFLINE_US = 3 * SECOND_US;

/** Silence is looked into when it is so many times as long as the usual gap between messages. */
const UNUSUAL_GAPS = 20;

/** Where other books of the same socket are heard, silence means less. */
const UNUSUAL_GAPS_IN_COMPANY = 40;

const LEAST_SILENCE_US = 10 * SECOND_US;
const LEAST_SILENCE_IN_COMPANY_US = 20 * SECOND_US;

/** However quiet a market is: a frozen one is noticed within a minute, REST's own time included. */
const LONGEST_SILENCE_US = 45 * SECOND_US;

/** Pauses between looks at a silence: polite, and still within the minute. */
const SILENCE_PACE_US = [15, 30, 45].map((seconds) => seconds * SECOND_US);

/** Pauses between looks at a book that is not what it should be. */
const TROUBLE_PACE_US = [5, 15, 30, 45].map((seconds) => seconds * SECOND_US);

/** Silence that nobody can explain is distrusted after so many times what makes it unusual. */
const UNEXPLAINED_TIMES = 2;
const LONGEST_UNEXPLAINED_US = 60 * SECOND_US;

/** A book that was trusted for so long has its trouble behind it. */
const TROUBLE_OVER_US = 30 * SECOND_US;

/** How often a suspicion that REST can't mend is a reason for another socket. */
const REPLACE_EVERY_US = 600 * SECOND_US;

/** Looks that must have been in vain before. */
const LOOKS_BEFORE_REPLACING = 2;

/** Weight of the newest gap in the usual one. */
const GAP_WEIGHT = 0.1;

/**
 * Changes and levels kept to be replayed onto a book from REST, each event counting for one as well; where
 * there are more, the next look has to do.
 */
export const MAX_BUFFERED = 20_000;

/** A question to REST that is under way. */
export type Look = {
  /** Exchange times of the books when it was asked: an answer that is older is of no use. */
  readonly baseMs: ReadonlyMap<AssetId, number>;
  /** What the socket has brought since, to be replayed onto the answer. */
  readonly events: FeedEvent[];
  /** Changes and levels in them. */
  buffered: number;
  /** The socket was lost, or brought too much: the answer can't be used. */
  isVoid: boolean;
};

export type WatchedState = {
  readonly trust: Trust;
  readonly hasBook: boolean;
};

export class MarketWatch {
  readonly conditionId: ConditionId;
  readonly assetIds: readonly AssetId[];
  /** Since when a first book is waited for. */
  waitingSinceUs: number;
  /** When the socket last brought something about this market; 0 while it has not. */
  heardUs = 0;
  look: Look | undefined;
  /** REST has newer books, which the socket may still bring: since when. */
  contradiction: {readonly sinceUs: number; readonly books: OrderBookStore} | undefined;
  /** When REST last agreed with the book; 0 while it has not. */
  confirmedUs = 0;
  /** REST could not be asked the last time. */
  isUnanswered = false;
  /** By the exchange's listing. */
  fate: Exclude<MarketFate['kind'], 'unavailable'> = 'open';
  /** REST says that there is no book. */
  hasNoBook = false;
  fateAskedUs = Number.NEGATIVE_INFINITY;
  /** The trust of books that are RESYNC for as long as a look takes. */
  readonly resyncedFrom = new Map<AssetId, Trust>();
  /** The user or the exchange has asked for a look. */
  isRequested = false;
  #gapUs: number | undefined;
  #lookedUs = Number.NEGATIVE_INFINITY;
  #looks = 0;
  #replacedUs = Number.NEGATIVE_INFINITY;

  constructor(conditionId: ConditionId, assetIds: readonly AssetId[], nowUs: number) {
    this.conditionId = conditionId;
    this.assetIds = assetIds;
    this.waitingSinceUs = nowUs;
  }

  /** The socket has brought something about this market. */
  hear(event: FeedEvent, nowUs: number): void {
    if (this.heardUs > 0) {
      const gapUs = nowUs - this.heardUs;
      this.#gapUs =
        this.#gapUs === undefined ? gapUs : this.#gapUs + GAP_WEIGHT * (gapUs - this.#gapUs);
    }

    this.heardUs = nowUs;
    this.contradiction = undefined;
    if (this.look === undefined) return;
    this.#buffer(this.look, event);
  }

  /** Another socket has to bring the books. */
  restart(nowUs: number): void {
    // What never came is waited for since it was asked for first, however many sockets there were.
    if (this.heardUs > 0) this.waitingSinceUs = nowUs;
    this.heardUs = 0;
    if (this.look !== undefined) this.look.isVoid = true;
    this.contradiction = undefined;
  }

  beginLook(baseMs: ReadonlyMap<AssetId, number>, nowUs: number): Look {
    this.#lookedUs = nowUs;
    this.#looks++;
    this.isRequested = false;
    this.look = {baseMs, events: [], buffered: 0, isVoid: false};
    return this.look;
  }

  /** One message may be of 8 MiB: what counts is what is in it. */
  #buffer(look: Look, event: FeedEvent): void {
    if (look.isVoid) return;
    look.buffered += sizeOf(event);
    if (look.buffered <= MAX_BUFFERED) {
      look.events.push(event);
      return;
    }

    look.isVoid = true;
    look.events.length = 0;
  }

  /**
   * When REST is to be asked; in the past if it is due. `othersHeardUs`: when the socket last brought
   * anything at all. Undefined where there is nothing to ask.
   */
  lookDueUs(
    states: readonly WatchedState[],
    othersHeardUs: number,
    nowUs: number,
  ): number | undefined {
    if (this.look !== undefined) return undefined;
    const worst = selectWorst(states);
    if (worst === undefined || worst.trust.state === 'RESOLVED') return undefined;
    if (this.isRequested) return nowUs;

    const firstUs = this.#firstLookUs(worst, othersHeardUs, nowUs);
    const isCalm = worst.trust.state === 'LIVE' || worst.trust.state === 'QUIET';
    if (isCalm && nowUs < firstUs && nowUs - worst.trust.sinceUs >= TROUBLE_OVER_US)
      this.#looks = 0;
    if (this.#looks === 0) return firstUs;
    const pacesUs = isCalm ? SILENCE_PACE_US : TROUBLE_PACE_US;
    const paceUs = pacesUs[Math.min(this.#looks, pacesUs.length) - 1]!;
    return Math.max(firstUs, this.#lookedUs + paceUs);
  }

  /**
   * Whether it is time for another socket: REST was asked in vain, and this was not tried in the
   * last ten minutes. Each yes counts as a try.
   */
  takeReplacement(states: readonly WatchedState[], nowUs: number): boolean {
    const worst = selectWorst(states);
    if (worst === undefined || this.#looks < LOOKS_BEFORE_REPLACING) return false;
    if (nowUs - this.#replacedUs < REPLACE_EVERY_US) return false;
    const {state, reason} = worst.trust;
    const isSuspicious =
      state === 'SUSPECT' ||
      reason === 'batch_pending' ||
      reason === 'unconfirmed' ||
      (!worst.hasBook && this.fate === 'open' && reason !== 'no_book');
    if (!isSuspicious) return false;
    this.#replacedUs = nowUs;
    return true;
  }

  /** Since when nothing came that could have, in µs. */
  silentUs(nowUs: number): number {
    return nowUs - Math.max(this.heardUs, this.waitingSinceUs);
  }

  /**
   * Whether it has been silent for too long without anybody who could say why. Where other books of
   * the same socket are heard, the socket is well, and the market is most likely quiet.
   */
  isUnexplained(othersHeardUs: number, nowUs: number): boolean {
    const afterUs = Math.min(
      LONGEST_UNEXPLAINED_US,
      UNEXPLAINED_TIMES * this.#unusualUs(othersHeardUs, nowUs),
    );
    const sinceUs = nowUs - this.confirmedUs;
    const isAlone = nowUs - othersHeardUs >= afterUs;
    return this.isUnanswered && isAlone && this.silentUs(nowUs) >= afterUs && sinceUs >= afterUs;
  }

  #firstLookUs({trust, hasBook}: WatchedState, othersHeardUs: number, nowUs: number): number {
    if (!hasBook) return this.waitingSinceUs + FIRST_BOOK_US;
    switch (trust.state) {
      case 'LIVE':
      case 'QUIET':
        return Math.max(this.heardUs, this.waitingSinceUs) + this.#unusualUs(othersHeardUs, nowUs);
      case 'STALE':
        return trust.sinceUs + OFFLINE_US;
      default:
        return trust.sinceUs + DISTRUST_US;
    }
  }

  #unusualUs(othersHeardUs: number, nowUs: number): number {
    const gapUs = this.#gapUs ?? LONGEST_SILENCE_US;
    const isInCompany = nowUs - othersHeardUs < LEAST_SILENCE_US;
    const [gaps, leastUs] = isInCompany
      ? [UNUSUAL_GAPS_IN_COMPANY, LEAST_SILENCE_IN_COMPANY_US]
      : [UNUSUAL_GAPS, LEAST_SILENCE_US];
    return Math.min(LONGEST_SILENCE_US, Math.max(leastUs, gaps * gapUs));
  }
}

const SEVERITY: readonly Trust['state'][] = [
  'RESOLVED',
  'LIVE',
  'QUIET',
  'RESYNC',
  'STALE',
  'WAITING',
  'UNPROVEN',
  'SUSPECT',
];

function sizeOf(event: FeedEvent): number {
  switch (event.kind) {
    case 'price_change':
      return 1 + event.changes.length;
    case 'book_snapshot':
      return 1 + event.bids.length + event.asks.length;
    default:
      return 1;
  }
}

/** The one of a market's books that is worst off; undefined where there are none. */
function selectWorst(states: readonly WatchedState[]): WatchedState | undefined {
  let worst: WatchedState | undefined;
  for (const state of states) {
    if (
      worst === undefined ||
      SEVERITY.indexOf(state.trust.state) > SEVERITY.indexOf(worst.trust.state)
    ) {
      worst = state;
    }
  }

  return worst;
}

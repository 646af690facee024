// What is worth knowing of a market after having looked away. Facts as numbers: the words are the
// view's. Prices are those of the market's first outcome, where nothing else is said.

import type {BookSide, TakerSide} from './feed-event.js';
import type {ConditionId} from './market.js';
import type {Price} from './price.js';
import type {SizeMicros} from './size.js';
import type {TrustReason, TrustState} from './trust.js';

export type MarketFact =
  /** Mids, in units of `Price` and halves of them. */
  | {
      readonly kind: 'price_jump';
      readonly fromMid: number;
      readonly toMid: number;
      readonly spanMs: number;
      /** How long the book was not to be believed in between; undefined where it was all the time. */
      readonly gapMs: number | undefined;
    }
  | {
      readonly kind: 'wall_appeared';
      readonly side: BookSide;
      readonly price: Price;
      readonly size: SizeMicros;
      /** How many times the median of the levels around it. */
      readonly timesMedian: number;
    }
  | {
      readonly kind: 'wall_gone';
      readonly side: BookSide;
      readonly price: Price;
      /** The most that it had. */
      readonly size: SizeMicros;
      readonly cause: 'pulled' | 'traded';
      readonly stoodMs: number;
    }
  | {readonly kind: 'spread_wide'; readonly spreadTicks: number; readonly usualTicks: number}
  | {readonly kind: 'spread_usual'; readonly spreadTicks: number; readonly lastedMs: number}
  | {readonly kind: 'side_empty'; readonly side: BookSide | 'both'}
  | {readonly kind: 'sides_back'; readonly lastedMs: number}
  | {
      readonly kind: 'large_trade';
      readonly outcomeIndex: 0 | 1;
      readonly side: TakerSide;
      /** Of the outcome that was traded. */
      readonly price: Price;
      readonly size: SizeMicros;
    }
  | {
      readonly kind: 'tick_changed';
      readonly fromTick: Price | undefined;
      readonly toTick: Price;
    }
  | {
      readonly kind: 'trust_lost';
      readonly state: TrustState;
      readonly reason: TrustReason;
    }
  | {readonly kind: 'trust_back'; readonly state: TrustState; readonly lastedMs: number}
  | {
      readonly kind: 'market_state';
      /** As the exchange or its listing says it. */
      readonly state: 'open' | 'paused' | 'closed' | 'vanished' | 'resolved';
      /** Name of the outcome that won, where it was said. */
      readonly winner: string | undefined;
    }
  | {
      readonly kind: 'connection_lost';
      /** Number of the line, from 1. */
      readonly line: number;
      /** It is gone, or it only says nothing any more. */
      readonly how: 'lost' | 'silent';
      /** A sentence without a full stop. */
      readonly reason: string;
    }
  | {
      readonly kind: 'connection_back';
      readonly line: number;
      readonly lastedMs: number;
      readonly reason: string;
    }
  /** Events of this market that were not told, since it had too many. */
  | {readonly kind: 'more'; readonly count: number};

export type MarketEvent = MarketFact & {
  /** Undefined for what is about a whole connection. */
  readonly market: ConditionId | undefined;
  /** When it was noticed, in Unix ms; of a replay, by the exchange's clock. */
  readonly wallMs: number;
};

export type LoggedEvent = MarketEvent & {
  /** Counts up through the session; identifies the event. */
  readonly sequence: number;
};

/** The log as it is shown. */
export type EventLogView = {
  /** Newest first, bounded. */
  readonly events: readonly LoggedEvent[];
  /** All that ever came, those included that are no longer kept. */
  readonly total: number;
};

export const NO_EVENTS: EventLogView = {events: [], total: 0};

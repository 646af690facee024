// What a fault is: a few hooks into the places where the exchange meets its clients.

import type {ConditionId} from '../../domain/market.js';
import type {Price} from '../../domain/price.js';
import type {ListedMarket} from '../listing.js';
import type {BookState} from '../market-book.js';
import type {ExchangeFrame} from '../market-process.js';
import type {RestBehaviour} from '../rest-behaviour.js';
import type {RestOverrides} from '../rest-overrides.js';

/** What a client no longer gets: nothing of the feed, or nothing at all. */
export type Silence = 'none' | 'data' | 'all';

/** What a fault may do to the exchange, beside its hooks. */
export type FaultStage = {
  /** The exchange's clock, in whole ms. */
  readonly nowMs: () => number;
  /** Open markets that somebody is subscribed to, the busiest first. */
  readonly watchedMarkets: () => readonly ListedMarket[];
  /** Both books of a market, in the order of its outcomes. */
  readonly books: (market: ListedMarket) => readonly [BookState, BookState];
  /** Sends frames as if the exchange had made them. */
  readonly deliver: (frames: readonly ExchangeFrame[]) => void;
  /** Sends the same text to every client. */
  readonly broadcast: (text: string) => void;
  /** Ends every connection with a code, 1006 meaning without one. */
  readonly disconnect: (code: number) => void;
  /** Moves the exchange's clock on or back; what was to come keeps its distance. */
  readonly turnClock: (byMs: number) => void;
  /** Gives a market another tick size and tells it, all of its levels staying where they are. */
  readonly changeTick: (market: ConditionId, tickSize: Price) => void;
  /** Nothing happens in these markets, or (undefined) in any, until what it returns is called once. */
  readonly hold: (markets: readonly ListedMarket[] | undefined) => () => void;
  /** What REST says of markets and books instead of the truth. */
  readonly rest: RestOverrides;
  /** Lets a market make so many frames within a time. */
  readonly rush: (market: ConditionId, frames: number, spanMs: number) => void;
};

/** What is different while a fault lasts. Whatever is left out is as ever. */
export type FaultEffect = {
  /** For the connections that were open when it began; `reachesNew` adds those that come later. */
  readonly silence?: {readonly of: 'data' | 'all'; readonly reachesNew: boolean};
  readonly withholdsFirstBooks?: boolean;
  /** Of these nothing at all is sent, first books included. */
  readonly silentMarkets?: ReadonlySet<ConditionId>;
  /** Frames on their way out: withheld, repeated or in another order. */
  readonly shape?: (frames: readonly ExchangeFrame[]) => readonly ExchangeFrame[];
  /** The text of anything that is data, first books included. */
  readonly rewrite?: (text: string) => string;
  /** By path, or `*`. */
  readonly rest?: Readonly<Record<string, RestBehaviour>>;
  /** Called every few ms. */
  readonly tick?: (elapsedMs: number) => void;
  readonly end?: () => void;
};

export type Fault = {
  /** Unless its plan says otherwise. With 0 it is an event: it begins, and that is all. */
  readonly durationMs: number;
  readonly begin: (stage: FaultStage) => FaultEffect;
};

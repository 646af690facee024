import type {Price} from './price.js';

/** `0x` + 64 hex digits. */
export type ConditionId = string;

/** Decimal uint256, up to 78 digits: never a JavaScript number. */
export type AssetId = string;

/** One side of a binary market, with the token whose book is shown for it. */
export type Outcome = {
  readonly name: string;
  readonly assetId: AssetId;
};

/** What may be done with a market now, in the exchange's own terms. */
export type MarketStatus = 'open' | 'paused' | 'closed';

/** A binary market as the viewer needs it: looked up once, then only its book changes. */
export type Market = {
  readonly conditionId: ConditionId;
  readonly slug: string | undefined;
  readonly question: string;
  /** Short name inside its event (`25 bps decrease`), or the question where it stands alone. */
  readonly label: string;
  readonly eventSlug: string | undefined;
  readonly eventTitle: string | undefined;
  /** Exactly two, in the exchange's order; the first is not always called "Yes". */
  readonly outcomes: readonly [Outcome, Outcome];
  readonly tickSize: Price | undefined;
  /** As text, since the book hash contains it as text (`"5"`). */
  readonly minOrderSize: string | undefined;
  readonly negRisk: boolean | undefined;
  readonly status: MarketStatus;
  readonly volume24h: number | undefined;
};

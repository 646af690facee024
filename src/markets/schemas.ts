// The parts of REST replies that are read. Every field is checked and stands alone: one of the wrong
// type counts as missing, so that only what is needed can make a market unusable.

import * as v from 'valibot';

const text = v.fallback(v.optional(v.pipe(v.string(), v.nonEmpty())), undefined);

const flag = v.fallback(v.optional(v.boolean()), undefined);

/** A number as text, whichever of the two it came as: `0.001` and `"0.001"` alike. */
const decimalText = v.fallback(
  v.optional(
    v.union([
      v.pipe(v.string(), v.nonEmpty()),
      v.pipe(v.number(), v.finite(), v.transform(String)),
    ]),
  ),
  undefined,
);

const quantity = v.fallback(
  v.optional(
    v.pipe(
      v.union([v.number(), v.pipe(v.string(), v.nonEmpty(), v.transform(Number))]),
      v.finite(),
    ),
  ),
  undefined,
);

/** Two token ids have 78 digits each; JSON inside of a text could nest without end. */
const MAX_LIST_TEXT = 16_384;

/**
 * Gamma writes its lists as a string that holds JSON (`"[\"Yes\", \"No\"]"`); real arrays are
 * taken too. Numbers are not: a token id that went through a double is another token.
 */
const textList = v.fallback(
  v.optional(
    v.union([
      v.array(v.string()),
      v.pipe(v.string(), v.maxLength(MAX_LIST_TEXT), v.parseJson(), v.array(v.string())),
    ]),
  ),
  undefined,
);

/** Members are checked one by one later, so that a bad one costs only itself. */
const anyList = v.fallback(v.optional(v.array(v.unknown())), undefined);

export const gammaMarketSchema = v.object({
  conditionId: text,
  slug: text,
  question: text,
  groupItemTitle: text,
  outcomes: textList,
  outcomePrices: textList,
  clobTokenIds: textList,
  /** Only markets of the newer protocol, which this viewer can't show, have them. */
  positionIds: textList,
  orderPriceMinTickSize: decimalText,
  orderMinSize: decimalText,
  negRisk: flag,
  active: flag,
  closed: flag,
  acceptingOrders: flag,
  enableOrderBook: flag,
  closedTime: text,
  volume24hr: quantity,
  liquidityNum: quantity,
  liquidity: quantity,
  endDate: text,
  rewardsMinSize: decimalText,
  /** In cents. */
  rewardsMaxSpread: decimalText,
  clobRewards: anyList,
  /** Lists of markets name the event here; markets inside an event leave it out. */
  events: anyList,
});

export const gammaEventSchema = v.object({slug: text, title: text, markets: anyList});

export const gammaSearchSchema = v.object({events: anyList});

/** One of the programmes that pay for resting orders. */
export const gammaRewardSchema = v.object({rewardsDailyRate: quantity});

/** `rates` is null where nothing is paid. */
const clobRewardsSchema = v.object({
  rates: v.fallback(v.optional(v.nullable(v.array(v.unknown()))), undefined),
  min_size: decimalText,
  max_spread: decimalText,
});

export const clobRateSchema = v.object({rewards_daily_rate: quantity});

export const clobMarketSchema = v.object({
  condition_id: text,
  market_slug: text,
  question: text,
  minimum_tick_size: decimalText,
  minimum_order_size: decimalText,
  neg_risk: flag,
  active: flag,
  closed: flag,
  accepting_orders: flag,
  enable_order_book: flag,
  end_date_iso: text,
  rewards: v.fallback(v.optional(clobRewardsSchema), undefined),
  tokens: anyList,
});

export const clobTokenSchema = v.object({
  token_id: v.string(),
  outcome: v.string(),
  winner: flag,
});

/** What a reply of `/book` says beside its levels. */
export const clobBookMetaSchema = v.object({
  market: v.string(),
  asset_id: v.string(),
  tick_size: decimalText,
  min_order_size: decimalText,
  neg_risk: flag,
});

export const priceHistorySchema = v.object({history: anyList});

/** Unix seconds, and the price as a number. */
export const pricePointSchema = v.object({
  t: v.pipe(v.number(), v.finite()),
  p: v.pipe(v.number(), v.finite()),
});

/** Unlike on the socket, price and size are numbers, and the time is in seconds. */
export const dataTradeSchema = v.object({
  conditionId: v.string(),
  asset: v.string(),
  side: v.picklist(['BUY', 'SELL']),
  price: v.pipe(v.number(), v.finite()),
  size: v.pipe(v.number(), v.finite()),
  timestamp: v.pipe(v.number(), v.finite()),
});

export type GammaMarket = v.InferOutput<typeof gammaMarketSchema>;
export type GammaEvent = v.InferOutput<typeof gammaEventSchema>;
export type ClobMarket = v.InferOutput<typeof clobMarketSchema>;
export type ClobBookMeta = v.InferOutput<typeof clobBookMetaSchema>;

/** The reply as the schema describes it, or undefined where it is something else. */
export function parseReply<const Schema extends v.GenericSchema>(
  schema: Schema,
  reply: unknown,
): v.InferOutput<Schema> | undefined {
  const result = v.safeParse(schema, reply);
  return result.success ? result.output : undefined;
}

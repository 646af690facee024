// What the view model hands to whoever draws: text with style names, no escapes, no React.

/** Steps of a heatmap, from next to nothing to the most there is. */
export const HEAT_STEPS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

export type HeatStep = (typeof HEAT_STEPS)[number];

/** Names of looks; the themes say what each is in the terminal at hand. */
export type StyleName =
  | 'plain'
  | 'dim'
  | 'strong'
  | 'bid'
  | 'ask'
  | 'bid_bar'
  | 'ask_bar'
  | 'price'
  | 'mark'
  | 'good'
  | 'warn'
  | 'bad'
  | 'title'
  | 'key'
  | 'selected'
  /** Under the row of the ladder's cursor. */
  | 'cursor'
  /** Under rows that earn liquidity rewards; where there are no tints it shows nothing. */
  | 'band'
  | 'trade_buy'
  | 'trade_sell'
  | `heat_${HeatStep}`;

/** What a text stands for, where a click on it means something. */
export type Target =
  /** Index into `Catalog.markets`. */
  | {readonly kind: 'market'; readonly index: number}
  /** Index into the picker's choices. */
  | {readonly kind: 'choice'; readonly index: number}
  /** Shares of a recording, 0 to 1: that of the first cell, and that of the last one. */
  | {readonly kind: 'span'; readonly from: number; readonly to: number};

export type PaintRun = {
  readonly text: string;
  readonly style: StyleName;
  /** The look that lies under the text: its background, or where it has none its colour as one. */
  readonly under?: StyleName | undefined;
  readonly target?: Target | undefined;
};

/** One painted row: runs of text, at most as wide as their region; the rest is blank. */
export type PaintRow = readonly PaintRun[];

/** A rectangle of terminal cells, origin at the top left. */
export type Region = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

// What the view model hands to whoever draws: text with style names, no escapes, no React.

/** Names of looks; `palette.ts` says what each is in the terminal at hand. */
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
  | 'selected';

export type PaintRun = {
  readonly text: string;
  readonly style: StyleName;
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

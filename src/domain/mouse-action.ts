// What a mouse did over the terminal's cells. The terminal tells, the view answers.

export type Modifier = 'shift' | 'alt' | 'ctrl';

type At = {
  /** Column and row of the cell, from 0. */
  readonly x: number;
  readonly y: number;
  /** Keys that were held; many terminals keep shift for themselves. */
  readonly modifiers: readonly Modifier[];
};

export type MouseAction =
  /** The first button went down. */
  | ({readonly kind: 'click'} & At)
  /** One step of the wheel; `up` is away from the user. */
  | ({readonly kind: 'wheel'; readonly direction: 'up' | 'down'} & At);

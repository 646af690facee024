// What a key can be: where it applies, what it does, how it is written.

/** What the keys apply to: the book, the help over it, a panel in its place, or a phase of the picker. */
export type KeyMode = 'book' | 'help' | 'latency' | 'history' | 'typing' | 'waiting';

export type KeyAction =
  | 'select_market'
  | 'next_outcome'
  | 'previous_sibling'
  | 'next_sibling'
  | 'open_picker'
  | 'submit'
  | 'mark_choice'
  | 'next_order'
  | 'toggle_watch'
  | 'toggle_follow'
  | 'erase'
  | 'row_up'
  | 'row_down'
  | 'page_up'
  | 'page_down'
  | 'centre'
  | 'coarser_rows'
  | 'finer_rows'
  | 'toggle_mirror'
  | 'toggle_freeze'
  | 'filter_tape'
  | 'resync'
  | 'toggle_latency'
  | 'next_window'
  | 'previous_kind'
  | 'next_kind'
  | 'raise_limit'
  | 'lower_limit'
  | 'toggle_bell'
  | 'toggle_history'
  | 'open_history'
  | 'next_span'
  | 'coarser_prices'
  | 'finer_prices'
  | 'copy_rows'
  | 'copy_book'
  | 'next_theme'
  | 'toggle_mouse'
  | 'toggle_help'
  | 'back'
  | 'suspend'
  | 'quit'
  | 'interrupt';

export type KeyEntry = {
  /** Names as `use-keys.ts` gives them: a character, or `up`, `enter`, `ctrl+c`, … */
  readonly keys: readonly string[];
  /** How the keys are written on the screen. */
  readonly label: string;
  /** The same in ASCII, where it differs. */
  readonly asciiLabel?: string;
  readonly action: KeyAction;
  /** What they do, for the help and the README. */
  readonly help: string;
  /** A word for the footer, by mode; the entry with the highest rank leaves first. */
  readonly footer?: {
    readonly words: Partial<Record<KeyMode, string>>;
    readonly rank: number;
  };
  readonly modes: readonly KeyMode[];
};

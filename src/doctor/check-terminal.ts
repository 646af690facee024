import type {Capabilities} from '../terminal/capabilities.js';
import type {TerminalSize} from '../terminal/size.js';
import {MIN_COLUMNS, MIN_ROWS} from '../view/layout.js';
import {type Finding, passed, warned} from './check.js';

/** What is known of the terminal, by asking it or its environment. */
export type TerminalFacts = {
  readonly isTerminal: boolean;
  readonly size: TerminalSize;
  readonly capabilities: Capabilities;
  /** Whether paints appear in one piece; undefined where the terminal did not say. */
  readonly hasSynchronisedUpdate: boolean | undefined;
};

const COLORS = {
  none: 'no colours',
  '16': '16 colours',
  '256': '256 colours',
  truecolor: 'all colours',
} as const;

export function judgeTerminal(facts: TerminalFacts): Finding {
  const {isTerminal, size, capabilities, hasSynchronisedUpdate} = facts;
  const {columns, rows} = size;
  const {colorDepth, unicode} = capabilities;
  if (!isTerminal) {
    return warned(
      'the output is no terminal',
      'The viewer needs one; --json and --once do without',
      {is_terminal: false},
    );
  }

  const updates =
    hasSynchronisedUpdate === undefined
      ? 'synchronised updates unknown'
      : `${hasSynchronisedUpdate ? '' : 'no '}synchronised updates`;
  const letters = unicode ? 'Unicode' : 'ASCII';
  const words = `${columns}x${rows}, ${COLORS[colorDepth]}, ${letters}, ${updates}`;
  const figures = {
    is_terminal: true,
    columns,
    rows,
    color_depth: colorDepth,
    unicode,
    synchronised_update: hasSynchronisedUpdate ?? null,
  };
  if (columns >= MIN_COLUMNS && rows >= MIN_ROWS) return passed(words, figures);
  return warned(words, `The viewer needs ${MIN_COLUMNS}x${MIN_ROWS} at least: enlarge it`, figures);
}

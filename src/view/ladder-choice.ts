// How the user wants the ladder: ticks to a row, and where its cursor is.

import type {LadderAnchor} from './ladder-window.js';

/** Ticks that one row may stand for. */
export const GROUPS = [1, 2, 5, 10] as const;

export type Group = (typeof GROUPS)[number];

export type LadderChoice = {
  readonly group: Group;
  /** Undefined while the ladder follows the market. */
  readonly cursor: LadderAnchor | undefined;
  /** Counts the wishes to centre: with a new number the ladder lets go of where it stood. */
  readonly centreCount: number;
  /** Whether each price has that of the other outcome beside it. */
  readonly hasMirror: boolean;
};

export const FIRST_LADDER: LadderChoice = {
  group: 1,
  cursor: undefined,
  centreCount: 0,
  hasMirror: false,
};

/** More or fewer ticks to a row, or the same at the ends; rows of another size are centred anew. */
export function moveGroup(choice: LadderChoice, by: 1 | -1): LadderChoice {
  const group = GROUPS[GROUPS.indexOf(choice.group) + by];
  return group === undefined ? choice : {...centre(choice), group};
}

export function centre(choice: LadderChoice): LadderChoice {
  return {...choice, cursor: undefined, centreCount: choice.centreCount + 1};
}

export function toggleMirror(choice: LadderChoice): LadderChoice {
  return {...choice, hasMirror: !choice.hasMirror};
}

// What the frame inspector shows. Pure values and their changes.

import {
  FRAME_KINDS,
  matchesFrame,
  type FrameFilter,
  type FrameLogView,
  type InspectedKind,
  type LoggedFrame,
} from '../domain/inspected-frame.js';
import type {ConditionId} from '../domain/market.js';
import {clamp} from './clamp.js';

export type InspectorChoice = {
  /** Undefined for all. */
  readonly kind: InspectedKind | undefined;
  readonly scope: 'all' | 'market';
  /** What goes on being shown while new frames are only counted. */
  readonly paused: FrameLogView | undefined;
  /** Sequence of the marked frame; undefined follows the newest. */
  readonly cursor: number | undefined;
  /** The frame that is shown line by line, and its first line on the screen. */
  readonly unfolded: {readonly frame: LoggedFrame; readonly top: number} | undefined;
};

export const FIRST_INSPECTOR: InspectorChoice = {
  kind: undefined,
  scope: 'all',
  paused: undefined,
  cursor: undefined,
  unfolded: undefined,
};

/** Which frames are wanted of the feed. `market`: the one that is shown. */
export function selectFilter(
  {kind, scope}: InspectorChoice,
  market: ConditionId | undefined,
): FrameFilter {
  return {kind, market: scope === 'market' ? market : undefined};
}

/** The frames to show, newest first. */
export function selectFrames(
  log: FrameLogView,
  choice: InspectorChoice,
  market: ConditionId | undefined,
): readonly LoggedFrame[] {
  const filter = selectFilter(choice, market);
  return (choice.paused ?? log).frames.filter((frame) => matchesFrame(filter, frame));
}

export function nextFrameKind(choice: InspectorChoice): InspectorChoice {
  const kinds = [undefined, ...FRAME_KINDS];
  const kind = kinds[(kinds.indexOf(choice.kind) + 1) % kinds.length];
  return {...choice, kind, cursor: undefined};
}

export function togglePause(choice: InspectorChoice, log: FrameLogView): InspectorChoice {
  if (choice.paused !== undefined) return {...choice, paused: undefined, cursor: undefined};
  return {...choice, paused: log};
}

/** Index of the marked frame among those shown; one that is no longer kept was the oldest. */
export function markedFrame(frames: readonly LoggedFrame[], {cursor}: InspectorChoice): number {
  if (cursor === undefined) return 0;
  const index = frames.findIndex(({sequence}) => sequence <= cursor);
  return index === -1 ? Math.max(0, frames.length - 1) : index;
}

export function moveFrame(
  choice: InspectorChoice,
  frames: readonly LoggedFrame[],
  rows: number,
): InspectorChoice {
  const index = clamp(markedFrame(frames, choice) + rows, 0, Math.max(0, frames.length - 1));
  return {...choice, cursor: index === 0 ? undefined : frames[index]?.sequence};
}

/** Marks it, too, so that it is found again when it is folded. */
export function unfoldFrame(choice: InspectorChoice, frame: LoggedFrame): InspectorChoice {
  return {...choice, cursor: frame.sequence, unfolded: {frame, top: 0}};
}

export function scrollUnfolded(
  choice: InspectorChoice,
  rows: number,
  lastTop: number,
): InspectorChoice {
  if (choice.unfolded === undefined) return choice;
  const top = clamp(choice.unfolded.top + rows, 0, lastTop);
  return {...choice, unfolded: {...choice.unfolded, top}};
}

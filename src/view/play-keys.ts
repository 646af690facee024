// Keys of recording and of a replay.

import type {PlayCommand} from '../domain/playback.js';
import {toPlainText} from '../domain/plain-text.js';
import {
  applied,
  commanded,
  unchanged,
  type KeyHandler,
  type KeyOutcome,
  type Press,
} from './key-outcome.js';
import type {KeyAction} from './key-table.js';
import {parseMoment} from './parse-moment.js';
import {eraseMoment, MAX_MOMENT_LENGTH, NO_MOMENT, typeMoment, type GoTo} from './play-choice.js';
import {toTypedLetter} from './typed-letter.js';
import type {UiState} from './ui-state.js';

const SKIP_US = 10_000_000;

export const PLAY_HANDLERS = {
  toggle_recording: (ui) => commanded(ui, {type: 'toggle_recording'}),
  toggle_play: (ui) => play(ui, {kind: 'toggle_pause'}),
  batch_back: (ui) => play(ui, {kind: 'step', what: 'batch', steps: -1}),
  batch_on: (ui) => play(ui, {kind: 'step', what: 'batch', steps: 1}),
  frame_back: (ui) => play(ui, {kind: 'step', what: 'frame', steps: -1}),
  frame_on: (ui) => play(ui, {kind: 'step', what: 'frame', steps: 1}),
  skip_back: (ui) => play(ui, {kind: 'skip', us: -SKIP_US}),
  skip_on: (ui) => play(ui, {kind: 'skip', us: SKIP_US}),
  jump_back: (ui) => play(ui, {kind: 'jump', steps: -1}),
  jump_on: (ui) => play(ui, {kind: 'jump', steps: 1}),
  slower: (ui) => play(ui, {kind: 'change_speed', steps: -1}),
  faster: (ui) => play(ui, {kind: 'change_speed', steps: 1}),
  await_tenth: (ui) => chooseGoTo(ui, {kind: 'tenth'}),
  go_to_tenth: (ui, {key}) => play(ui, {kind: 'go_to_share', fraction: Number(key) / 10}),
  open_moment: (ui) => chooseGoTo(ui, NO_MOMENT),
  go_to_moment: goToMoment,
  erase_moment: (ui) => chooseGoTo(ui, eraseMoment(ui.goTo)),
} as const satisfies Partial<Record<KeyAction, KeyHandler>>;

/** Whoever has said where to go is not asked any more. */
export function play(ui: UiState, command: PlayCommand): KeyOutcome {
  return {...chooseGoTo(ui, undefined), commands: [{type: 'play', command}]};
}

export function typeMomentKey(ui: UiState, key: string): KeyOutcome {
  const letter = toTypedLetter(key);
  return letter === undefined ? unchanged(ui) : chooseGoTo(ui, typeMoment(ui.goTo, letter));
}

export function pasteMoment(ui: UiState, text: string): KeyOutcome {
  return chooseGoTo(ui, typeMoment(ui.goTo, toPlainText(text, MAX_MOMENT_LENGTH)));
}

export function chooseGoTo(ui: UiState, goTo: GoTo | undefined): KeyOutcome {
  return goTo === ui.goTo ? unchanged(ui) : applied(ui, {type: 'go_to_chosen', goTo});
}

function goToMoment(ui: UiState, {session, view}: Press): KeyOutcome {
  const {goTo} = ui;
  if (goTo?.kind !== 'moment' || session.playback === undefined || view === undefined) {
    return unchanged(ui);
  }

  const moment = parseMoment(goTo.text, session.playback, view.localTime);
  return moment.kind === 'found'
    ? play(ui, moment.command)
    : chooseGoTo(ui, {...goTo, answer: moment.reason});
}

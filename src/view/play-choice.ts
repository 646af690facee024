// Where in a recording the user is about to go: what has been said of it so far.

import {dropLastGlyph} from './fit-text.js';

/** Longest text of a time; more is a paste gone astray. */
export const MAX_MOMENT_LENGTH = 40;

/** Each is a mode of the keys. */
export type GoTo =
  /** The next key says which tenth. */
  | {readonly kind: 'tenth'}
  | {
      readonly kind: 'moment';
      readonly text: string;
      /** Why the text leads nowhere; undefined until it was asked for. */
      readonly answer: string | undefined;
    };

export const NO_MOMENT: GoTo = {kind: 'moment', text: '', answer: undefined};

export function typeMoment(goTo: GoTo | undefined, typed: string): GoTo | undefined {
  if (goTo?.kind !== 'moment') return goTo;
  const text = (goTo.text + typed).slice(0, MAX_MOMENT_LENGTH).replace(/[\ud800-\udbff]$/, '');
  return {...goTo, text, answer: undefined};
}

export function eraseMoment(goTo: GoTo | undefined): GoTo | undefined {
  if (goTo?.kind !== 'moment') return goTo;
  return {...goTo, text: dropLastGlyph(goTo.text), answer: undefined};
}

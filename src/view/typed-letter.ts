import {toPlainText} from '../domain/plain-text.js';
import {splitGlyphs} from './cell-width.js';

/**
 * The letter that a key types; undefined for names of keys (`home`, `ctrl+x`) and for what a terminal
 * would act on: an override of writing direction can be typed, too.
 */
export function toTypedLetter(key: string): string | undefined {
  const letter = key === 'space' ? ' ' : key;
  const isLetter =
    splitGlyphs(letter).length === 1 &&
    (letter === ' ' || toPlainText(letter, letter.length) === letter);
  return isLetter ? letter : undefined;
}

import type {PaintRow} from './paint-row.js';
import {run} from './row-builder.js';

/** `all [book] change`: brackets say which one is chosen, so that colour need not. */
export function describeOptions(words: readonly string[], chosen: number): PaintRow {
  return words.flatMap((word, i) => [
    ...(i === 0 ? [] : [run(' ')]),
    i === chosen ? run(`[${word}]`, 'strong') : run(word, 'dim'),
  ]);
}

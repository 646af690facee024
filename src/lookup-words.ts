// What a lookup is of, and why it found nothing, as the viewer says it.

import {toPlainText} from './domain/plain-text.js';
import {PolybookError} from './domain/problem.js';
import type {ProgramContext} from './program-context.js';
import {MAX_QUERY_LENGTH} from './view/picker-state.js';

export function describeLookup({options}: ProgramContext): string {
  const {references, demo} = options;
  if (references.length > 0) return references.map(quote).join(', ');
  return demo === undefined ? 'the top markets' : 'the markets of the simulated exchange';
}

/** A sentence for the picker; anything that is not the user's to mend is a fault. */
export function problemText(error: unknown): string {
  if (error instanceof PolybookError) return error.message;
  throw error;
}

function quote(reference: string): string {
  return `"${toPlainText(reference, MAX_QUERY_LENGTH)}"`;
}

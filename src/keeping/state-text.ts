// The kept state as the text of its file, and back. What is shown of it later is made plain here: the
// file may have been written by anybody.

import * as v from 'valibot';
import {toPlainText} from '../domain/plain-text.js';
import {isConditionId} from '../domain/market.js';
import {MAX_WATCHED, NOTHING_KEPT} from './kept-state.js';
import type {KeptMarket, KeptState} from './kept-state.js';

/** Of the file's form. A program that meets a newer one leaves it alone. */
export const STATE_VERSION = 1;

// Longest texts, in characters, as the lookup keeps them.
const MAX_TITLE = 300;
const MAX_NAME = 80;

const plainText = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => toPlainText(text.slice(0, 4 * maxLength), maxLength)),
  );

const marketSchema = v.object({
  conditionId: v.pipe(
    v.string(),
    v.check((text) => isConditionId(text)),
  ),
  slug: v.optional(plainText(MAX_TITLE)),
  question: v.pipe(plainText(MAX_TITLE), v.nonEmpty()),
  outcome: v.pipe(plainText(MAX_NAME), v.nonEmpty()),
});

const versionSchema = v.object({version: v.pipe(v.number(), v.integer(), v.minValue(1))});

const stateSchema = v.object({
  watched: v.optional(v.array(v.unknown()), []),
  last: v.optional(v.unknown()),
});

export type ParsedState =
  /** `lost` entries could not be read. */
  | {readonly kind: 'state'; readonly state: KeptState; readonly lost: number}
  | {readonly kind: 'broken'}
  /** By a program that knows more than this one. */
  | {readonly kind: 'newer'; readonly version: number};

export function formatState({watched, last}: KeptState): string {
  return `${JSON.stringify({version: STATE_VERSION, watched, last}, undefined, 2)}\n`;
}

/** Never throws. */
export function parseState(text: string): ParsedState {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return {kind: 'broken'};
  }

  const versioned = v.safeParse(versionSchema, json);
  if (!versioned.success) return {kind: 'broken'};
  const {version} = versioned.output;
  if (version > STATE_VERSION) return {kind: 'newer', version};
  const parsed = v.safeParse(stateSchema, json);
  if (!parsed.success) return {kind: 'broken'};
  const {watched, last} = parsed.output;
  const markets = watched.map(toMarket);
  const known = new Map(
    markets.flatMap((market) => (market === undefined ? [] : [[market.conditionId, market]])),
  );
  const lastMarket = last === undefined ? undefined : toMarket(last);
  const lost =
    markets.filter((market) => market === undefined).length +
    Math.max(0, known.size - MAX_WATCHED) +
    (last !== undefined && lastMarket === undefined ? 1 : 0);
  const state = {
    ...NOTHING_KEPT,
    watched: [...known.values()].slice(0, MAX_WATCHED),
    last: lastMarket,
  };
  return {kind: 'state', state, lost};
}

function toMarket(json: unknown): KeptMarket | undefined {
  const parsed = v.safeParse(marketSchema, json);
  if (!parsed.success) return undefined;
  const {conditionId, slug, question, outcome} = parsed.output;
  return {
    conditionId,
    slug: slug === '' ? undefined : slug,
    question,
    outcome,
  };
}

// A line of a recording back into an entry. The file may have been written by anybody: what is not as it
// should be is no entry, and what is shown of it later is made plain here.

import * as v from 'valibot';
import type {ConnectionPhase} from '../domain/connection-state.js';
import {isNestedDeeperThan} from '../domain/json-depth.js';
import type {Market, MarketStatus} from '../domain/market.js';
import {toPlainText} from '../domain/plain-text.js';
import type {Price} from '../domain/price.js';
import type {SizeMicros} from '../domain/size.js';
import type {TrustReason, TrustState} from '../domain/trust.js';
import {RAW_KEY} from './encode-entry.js';
import {END_OF_TIME_US} from './entry.js';
import type {Entry} from './entry.js';

const MAX_ID = 128;
const MAX_TITLE = 300;
const MAX_NAME = 80;

/** Where JavaScript's dates end, in Unix ms. */
const MAX_DATE_MS = 8.64e15;

/** Longest note: the books of a market with all the levels that there can be take less. */
const MAX_NOTE_BYTES = 4 * 1024 * 1024;
const MAX_NOTE_DEPTH = 64;

/** A frame's head is short, unless it names messages as withheld: a frame of 8 MiB has so many at most. */
const USUAL_HEAD = 128;
const MAX_HEAD = 1024 * 1024;

const FRAME_START = Buffer.from('{"recv_us":');
const FRAME_HEAD =
  /^\{"recv_us":(\d{1,17}),"mono_us":(\d{1,17}),"socket":(\d{1,9})(?:,"withheld":\[([\d,]*)\])?,"(raw|text|base64)":/;

const moment = v.pipe(v.number(), v.minValue(0), v.maxValue(END_OF_TIME_US));
const time = {at_us: moment, mono_us: moment};
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const number = v.pipe(v.number(), v.finite());
const dateMs = v.pipe(v.number(), v.minValue(-MAX_DATE_MS), v.maxValue(MAX_DATE_MS));
const id = v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(MAX_ID));
const plainText = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => toPlainText(text.slice(0, 4 * maxLength), maxLength)),
  );
const maybe = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.fallback(v.optional(schema), undefined);
const word = <T extends string>(words: readonly T[]) => v.picklist(words);

const PHASES = [
  ...['idle', 'connecting', 'awaiting_snapshot', 'live', 'quiet', 'stale', 'backing_off'],
  'closed',
] as readonly ConnectionPhase[];

const STATES = [
  ...['WAITING', 'LIVE', 'QUIET', 'STALE', 'RESYNC', 'SUSPECT', 'UNPROVEN', 'RESOLVED'],
] as readonly TrustState[];

const REASONS: Readonly<Record<TrustReason, true>> = {
  none: true,
  subscribed: true,
  reconnecting: true,
  worker_restarting: true,
  hash_mismatch: true,
  best_price_mismatch: true,
  crossed: true,
  hash_never_matched: true,
  hash_unknown: true,
  batch_pending: true,
  market_resolved: true,
  changes_before_book: true,
  no_book: true,
  tick_misfit: true,
  from_rest: true,
  polled: true,
  contradicted: true,
  unconfirmed: true,
  woke_up: true,
  market_paused: true,
  market_closed: true,
  market_vanished: true,
  weekly_restart: true,
  requested: true,
};

/** One that another version has, and nobody here knows, is none. */
const reason = v.pipe(
  v.string(),
  v.regex(/^[a-z_]{1,40}$/),
  v.transform((text): TrustReason =>
    Object.hasOwn(REASONS, text) ? (text as TrustReason) : 'none',
  ),
);

const outcomeSchema = v.object({name: plainText(MAX_NAME), assetId: id});

const marketSchema = v.object({
  conditionId: id,
  slug: maybe(plainText(MAX_TITLE)),
  question: plainText(MAX_TITLE),
  label: maybe(plainText(MAX_TITLE)),
  eventSlug: maybe(plainText(MAX_TITLE)),
  eventTitle: maybe(plainText(MAX_TITLE)),
  eventLegs: maybe(count),
  outcomes: v.tuple([outcomeSchema, outcomeSchema]),
  tickSize: maybe(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000))),
  minOrderSize: maybe(v.pipe(v.string(), v.regex(/^[\d.]{1,32}$/))),
  negRisk: maybe(v.boolean()),
  status: v.fallback(word<MarketStatus>(['open', 'paused', 'closed']), 'open'),
  listedPrice: maybe(number),
  volume24h: maybe(number),
  liquidity: maybe(number),
  endDateMs: maybe(dateMs),
  rewards: maybe(v.object({maxSpread: count, minSize: count})),
});

const bookSchema = v.object({
  message: v.record(v.string(), v.unknown()),
  state: word(STATES),
  reason,
  verified: count,
  failed: count,
  isDeaf: v.boolean(),
  revision: count,
  floorMs: maybe(dateMs),
});

const noteSchema = v.variant('type', [
  v.object({
    ...time,
    type: v.literal('start'),
    version: count,
    program: plainText(MAX_NAME),
    source: word(['live', 'demo', 'replay']),
    times: v.fallback(word(['received', 'exchange']), 'received'),
  }),
  v.object({...time, type: v.literal('watch'), market: marketSchema}),
  v.object({...time, type: v.literal('unwatch'), markets: v.array(id)}),
  v.object({
    ...time,
    type: v.literal('connection'),
    line: count,
    phase: word(PHASES),
    attempt: maybe(count),
    reason: maybe(plainText(MAX_TITLE)),
    socket: count,
    reconnects: count,
  }),
  v.object({...time, type: v.literal('lost'), markets: v.array(id)}),
  v.object({...time, type: v.literal('ping'), pingUs: moment}),
  v.object({
    ...time,
    type: v.literal('books'),
    market: id,
    cause: word(['replaced', 'checkpoint']),
    books: v.array(bookSchema),
  }),
  v.object({...time, type: v.literal('checkpoint'), counters: v.record(v.string(), count)}),
  v.object({...time, type: v.literal('trust'), assetId: id, state: word(STATES), reason}),
  v.object({
    ...time,
    type: v.literal('market'),
    market: id,
    state: v.pipe(v.string(), v.regex(/^[a-z_]{1,40}$/)),
    winner: maybe(plainText(MAX_NAME)),
  }),
  v.object({...time, type: v.literal('gap'), entries: count, reason: plainText(MAX_TITLE)}),
  v.object({...time, type: v.literal('end')}),
]);

/** A line without its end. Undefined for what is none of ours. Never throws. */
export function decodeEntry(line: Buffer): Entry | undefined {
  const isFrame = line.subarray(0, FRAME_START.length).equals(FRAME_START);
  return isFrame ? decodeFrameEntry(line) : decodeNote(line);
}

function decodeFrameEntry(line: Buffer): Entry | undefined {
  const match = FRAME_HEAD.exec(headOf(line));
  if (match === null || line.at(-1) !== 0x7d) return undefined;
  const [head, wallUs, monoUs, socket, left, key] = match;
  const value = line.subarray(head.length, line.length - 1);
  const frame =
    `"${key!}":` === RAW_KEY ? value : unquote(value, key === 'text' ? 'utf8' : 'base64');
  const withheld = left === undefined ? [] : parsePlaces(left);
  if (frame === undefined || withheld === undefined) return undefined;
  return {
    kind: 'frame',
    wallUs: Number(wallUs),
    monoUs: Number(monoUs),
    socket: Number(socket),
    withheld,
    frame,
  };
}

function headOf(line: Buffer): string {
  const usual = line.toString('latin1', 0, USUAL_HEAD);
  if (!usual.includes('"withheld":[')) return usual;
  const end = line.indexOf(']');
  // Room for the longest key behind it.
  return end > MAX_HEAD ? usual : line.toString('latin1', 0, end + '],"base64":'.length);
}

function parsePlaces(list: string): readonly number[] | undefined {
  if (list === '') return [];
  const places = list.split(',');
  return places.every(({length}) => length > 0 && length <= 9) ? places.map(Number) : undefined;
}

function unquote(value: Buffer, encoding: 'utf8' | 'base64'): Buffer | undefined {
  // Anything else could be a heap of objects, to be thrown away.
  if (value[0] !== 0x22) return undefined;
  const text = parseJson(value.toString());
  return typeof text === 'string' ? Buffer.from(text, encoding) : undefined;
}

function decodeNote(line: Buffer): Entry | undefined {
  if (line.length > MAX_NOTE_BYTES) return undefined;
  const text = line.toString();
  if (isNestedDeeperThan(text, MAX_NOTE_DEPTH)) return undefined;
  const parsed = v.safeParse(noteSchema, parseJson(text));
  if (!parsed.success) return undefined;
  const {at_us: wallUs, mono_us: monoUs, type: kind, ...rest} = parsed.output;
  if ('market' in rest && typeof rest.market === 'object') {
    return {wallUs, monoUs, kind: 'watch', market: toMarket(rest.market)};
  }

  return {wallUs, monoUs, kind, ...rest} as Entry;
}

function toMarket(json: v.InferOutput<typeof marketSchema>): Market {
  const {tickSize, rewards, label, question} = json;
  return {
    ...json,
    slug: json.slug,
    label: label ?? question,
    eventSlug: json.eventSlug,
    eventTitle: json.eventTitle,
    eventLegs: json.eventLegs,
    tickSize: tickSize as Price | undefined,
    minOrderSize: json.minOrderSize,
    negRisk: json.negRisk,
    listedPrice: json.listedPrice,
    volume24h: json.volume24h,
    liquidity: json.liquidity,
    endDateMs: json.endDateMs,
    rewards:
      rewards === undefined
        ? undefined
        : {maxSpread: rewards.maxSpread as Price, minSize: rewards.minSize as SizeMicros},
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Fields of the exchange's JSON. It writes strings; numbers are taken too, since it once did not.

import type {BookSide, TakerSide} from '../domain/feed-event.js';
import type {AssetId} from '../domain/market.js';
import {toPlainText} from '../domain/plain-text.js';
import {parsePrice, PRICE_ONE, type Price} from '../domain/price.js';
import {parseSize, type SizeMicros} from '../domain/size.js';
import {MAX_DECIMAL_LENGTH, MAX_ID_LENGTH, MAX_TIMESTAMP_MS} from './limits.js';

/** A JSON object whose keys are yet to be looked at; nothing of it is trusted. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(json: unknown): json is JsonRecord {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** Text, or a number as text; undefined for anything else. */
export function readText(json: unknown): string | undefined {
  if (typeof json === 'string') return json;
  return typeof json === 'number' ? String(json) : undefined;
}

const ID = /^[\w-]+$/;

/**
 * An asset id, a condition id, or a hash: a word of bounded length, so that it can go to a screen, a
 * line of output and a `Map` as it is. As a JSON number an id would have lost digits, unless it is
 * small.
 */
export function readId(json: unknown): string | undefined {
  if (typeof json === 'number' && !Number.isSafeInteger(json)) return undefined;
  const text = readText(json);
  return text !== undefined && text.length <= MAX_ID_LENGTH && ID.test(text) ? text : undefined;
}

/** Text for people, of which only what can be shown is kept; undefined where that is nothing. */
export function readName(json: unknown, maxLength: number): string | undefined {
  const text = readText(json);
  // What is hidden takes space too: some more is looked at than is kept, but not a megabyte.
  return text === undefined
    ? undefined
    : toPlainText(text.slice(0, 4 * maxLength), maxLength) || undefined;
}

const DECIMAL = /^(?:\d+\.?\d*|\.\d+)$/;

/** A decimal whose text matters as it came: hashes contain it. */
export function readDecimalText(json: unknown): string | undefined {
  const text = readText(json);
  return text !== undefined && text.length <= MAX_DECIMAL_LENGTH && DECIMAL.test(text)
    ? text
    : undefined;
}

/** The ids of a list; entries that are none are left out. Undefined where it is no list. */
export function readIds(json: unknown): readonly AssetId[] | undefined {
  if (!Array.isArray(json)) return undefined;
  return json.map(readId).filter((id) => id !== undefined);
}

/** Unix time in ms. */
export function readTimestampMs(json: unknown): number | undefined {
  const text = readText(json);
  if (text === undefined || !/^\d{1,16}$/.test(text)) return undefined;
  const timestampMs = Number(text);
  return timestampMs <= MAX_TIMESTAMP_MS ? timestampMs : undefined;
}

export function readPrice(json: unknown): Price | undefined {
  const text = readText(json);
  return text === undefined ? undefined : parsePrice(text);
}

/** A price at which an order can rest, which 0 and 1 are not. */
export function readLevelPrice(json: unknown): Price | undefined {
  const price = readPrice(json);
  return price === 0 || price === PRICE_ONE ? undefined : price;
}

export function readSize(json: unknown): SizeMicros | undefined {
  const text = readText(json);
  return text === undefined ? undefined : parseSize(text);
}

/** The best price of a side, where empty text means an empty side just as `emptySide` itself does. */
export function readBestPrice(json: unknown, emptySide: Price): Price | undefined {
  return json === '' ? emptySide : readPrice(json);
}

/** `BUY` and `SELL` as the side of the book that a resting order is on. */
export function readBookSide(json: unknown): BookSide | undefined {
  if (json === 'BUY' || json === 'buy') return 'bid';
  return json === 'SELL' || json === 'sell' ? 'ask' : undefined;
}

/** `BUY` and `SELL` as what a taker did. */
export function readTakerSide(json: unknown): TakerSide | undefined {
  if (json === 'BUY' || json === 'buy') return 'buy';
  return json === 'SELL' || json === 'sell' ? 'sell' : undefined;
}

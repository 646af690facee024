import type {ControlFrame, DecodedFrame, FeedEvent} from '../domain/feed-event.js';
import {isNestedDeeperThan} from '../domain/json-depth.js';
import {decodeBook} from './decode-book.js';
import {DecodeIssues} from './decode-issues.js';
import {
  decodeBestPrices,
  decodeMarketResolved,
  decodeNewMarket,
  decodeTickSizeChange,
  decodeTrade,
} from './decode-notice.js';
import {decodePriceChange} from './decode-price-change.js';
import {NO_NEW_ASSETS_TEXT, PONG_TEXT} from './encode-command.js';
import {isRecord, type JsonRecord} from './fields.js';
import {MAX_FRAME_BYTES, MAX_FRAME_DEPTH, MAX_UNCHECKED_BYTES} from './limits.js';

type MessageDecoder = (json: JsonRecord, issues: DecodeIssues) => FeedEvent | undefined;

/** A Map, so that an event type called `__proto__` finds nothing. */
const DECODERS: ReadonlyMap<unknown, MessageDecoder> = new Map<unknown, MessageDecoder>([
  ['book', decodeBook],
  ['price_change', decodePriceChange],
  ['last_trade_price', decodeTrade],
  ['tick_size_change', decodeTickSizeChange],
  ['best_bid_ask', decodeBestPrices],
  ['new_market', decodeNewMarket],
  ['market_resolved', decodeMarketResolved],
]);

/**
 * Decodes one frame of the market channel: control text, one message, or an array of messages.
 * Never throws: a message that can't be used is an issue and costs only itself.
 */
export function decodeFrame(frame: string | Uint8Array): DecodedFrame {
  const issues = new DecodeIssues();
  // UTF-8 has at least as many bytes as UTF-16 has units, so no text within the limit is refused.
  if (frame.length > MAX_FRAME_BYTES) {
    issues.add('FRAME_TOO_LARGE', `a frame of ${frame.length} bytes`);
    return {events: [], issues: issues.list, control: undefined};
  }

  const text = typeof frame === 'string' ? frame : decodeUtf8(frame);
  const control = readControl(text);
  if (control !== undefined) return {events: [], issues: [], control};

  const events: FeedEvent[] = [];
  decodeMessages(text, events, issues);
  return {events, issues: issues.list, control: undefined};
}

function decodeMessages(text: string, events: FeedEvent[], issues: DecodeIssues): void {
  if (text.length > MAX_UNCHECKED_BYTES && isNestedDeeperThan(text, MAX_FRAME_DEPTH)) {
    issues.add('TOO_DEEP', text);
    return;
  }

  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    issues.add('NOT_JSON', text);
    return;
  }

  // First books come as an array, and so do some bursts; the rest are single objects.
  const messages: readonly unknown[] = Array.isArray(json) ? json : [json];
  for (const message of messages) {
    const event = decodeMessage(message, issues);
    if (event !== undefined) events.push(event);
  }
}

function decodeMessage(json: unknown, issues: DecodeIssues): FeedEvent | undefined {
  if (!isRecord(json)) {
    issues.add('NOT_AN_EVENT', json);
    return undefined;
  }

  const type = json['event_type'] ?? (hasBook(json) ? 'book' : undefined);
  const decode = DECODERS.get(type);
  if (decode !== undefined) return decode(json, issues);

  if (type === undefined) issues.add('NOT_AN_EVENT', json);
  else issues.add('UNKNOWN_EVENT_TYPE', type);
  return undefined;
}

/** First books without an `event_type` have been reported. */
function hasBook(json: JsonRecord): boolean {
  return (
    (Array.isArray(json['bids']) && Array.isArray(json['asks'])) ||
    (Array.isArray(json['buys']) && Array.isArray(json['sells']))
  );
}

function readControl(text: string): ControlFrame | undefined {
  if (text === PONG_TEXT) return 'pong';
  return text === NO_NEW_ASSETS_TEXT ? 'no_new_assets' : undefined;
}

function decodeUtf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

import type {BookSnapshotEvent, Level} from '../domain/feed-event.js';
import {DecodeIssues} from './decode-issues.js';
import {
  isRecord,
  readDecimalText,
  readId,
  readLevelPrice,
  readSize,
  readTimestampMs,
} from './fields.js';

/**
 * Decodes a whole book: a `book` message, or a reply of REST `/book`, which has ten keys of the
 * same names. A bad level costs itself; the hash of such a book can't match, which is as it
 * should be.
 */
export function decodeBook(
  json: unknown,
  issues = new DecodeIssues(),
): BookSnapshotEvent | undefined {
  if (!isRecord(json)) {
    issues.add('NOT_AN_EVENT', json);
    return undefined;
  }

  const market = readId(json['market']);
  const assetId = readId(json['asset_id']);
  const timestampMs = readTimestampMs(json['timestamp']);
  // A very old format calls the sides `buys` and `sells`.
  const bids = decodeLevels(json['buys'] ?? json['bids'], issues);
  const asks = decodeLevels(json['sells'] ?? json['asks'], issues);

  if (
    market === undefined ||
    assetId === undefined ||
    timestampMs === undefined ||
    bids === undefined ||
    asks === undefined
  ) {
    issues.add('BAD_FIELD', json);
    return undefined;
  }

  const negRisk = json['neg_risk'];
  const lastTrade = json['last_trade_price'];
  return {
    kind: 'book_snapshot',
    market,
    assetId,
    timestampMs,
    hash: readId(json['hash']),
    bids,
    asks,
    tickSize: readLevelPrice(json['tick_size']),
    lastTradePrice: lastTrade === '' ? '' : readDecimalText(lastTrade),
    minOrderSize: readDecimalText(json['min_order_size']),
    negRisk: typeof negRisk === 'boolean' ? negRisk : undefined,
  };
}

/** Undefined where the side is not there at all; `null` is how a server in Go spells an empty list. */
function decodeLevels(json: unknown, issues: DecodeIssues): readonly Level[] | undefined {
  if (json === null) return [];
  if (!Array.isArray(json)) return undefined;

  const levels: Level[] = [];
  for (const entry of json as readonly unknown[]) {
    const price = isRecord(entry) ? readLevelPrice(entry['price']) : undefined;
    const size = isRecord(entry) ? readSize(entry['size']) : undefined;
    if (price === undefined || size === undefined) issues.add('BAD_LEVEL', entry);
    else levels.push({price, size});
  }

  return levels;
}

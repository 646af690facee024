import type {Market} from '../domain/market.js';
import {PolybookError} from '../domain/problem.js';
import {parseTickSize, toMinOrderSize} from './listed-market.js';
import type {RestClient} from './rest-client.js';
import {type ClobBookMeta, clobBookMetaSchema, parseReply} from './schemas.js';

/** `POST /books` takes this many tokens at most. */
const MAX_BOOKS = 500;

/**
 * Fills in what the discovery service left out and the proof of a book needs. Only markets that
 * lack something are asked for, and what can't be had stays undefined: the first book then decides.
 */
export async function completeMarkets(
  client: RestClient,
  markets: readonly Market[],
): Promise<readonly Market[]> {
  const incomplete = markets.filter(
    ({tickSize, minOrderSize, negRisk}) =>
      tickSize === undefined || minOrderSize === undefined || negRisk === undefined,
  );
  if (incomplete.length === 0) return markets;

  const books = await fetchBookMetas(client, incomplete.slice(0, MAX_BOOKS));
  return markets.map((market) => {
    const book = books.get(market.outcomes[0].assetId);
    if (book === undefined) return market;
    return {
      ...market,
      tickSize: market.tickSize ?? parseTickSize(book.tick_size),
      minOrderSize: market.minOrderSize ?? toMinOrderSize(book.min_order_size),
      negRisk: market.negRisk ?? book.neg_risk,
    };
  });
}

/** By asset id of each market's first outcome. Tokens without a book are left out by the server. */
async function fetchBookMetas(
  client: RestClient,
  markets: readonly Market[],
): Promise<ReadonlyMap<string, ClobBookMeta>> {
  const tokens = markets.map(({outcomes}) => ({token_id: outcomes[0].assetId}));
  let reply: unknown;
  try {
    reply = await client.post('clob', '/books', tokens);
  } catch (error) {
    // The markets can be watched without; only a fault of the program may end the look-up here.
    if (!(error instanceof PolybookError)) throw error;
  }

  const books = Array.isArray(reply) ? (reply as unknown[]).slice(0, MAX_BOOKS) : [];
  return new Map(
    books
      .flatMap((book) => parseReply(clobBookMetaSchema, book) ?? [])
      .map((book) => [book.asset_id, book]),
  );
}

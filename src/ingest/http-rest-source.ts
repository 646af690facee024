// The watchdogs' questions over HTTP. The client is loaded with the first of them: most sessions that
// are well ask nothing for a while, and the first book should not wait for it.

import type {AssetId, ConditionId} from '../domain/market.js';
import {PolybookError} from '../domain/problem.js';
import type {findMarketByConditionId} from '../markets/market-lookup.js';
import type {RestClient} from '../markets/rest-client.js';
import {decodeBook} from '../protocol/decode-book.js';
import {MAX_BOOKS_PER_REQUEST} from '../protocol/limits.js';
import type {RestAccess} from './messages.js';
import type {MarketFate, RestBook, RestSource} from './rest-source.js';

/** Tokens that a reply left out are asked for one by one, as only that tells "none"; no more than these. */
const MAX_SINGLE_BOOKS = 10;

export type RestDesk = {
  readonly client: RestClient;
  readonly findMarket: typeof findMarketByConditionId;
};

export type LoadDesk = (access: RestAccess) => Promise<RestDesk>;

export class HttpRestSource implements RestSource {
  readonly #access: RestAccess;
  readonly #loadDesk: LoadDesk;
  #desk: Promise<RestDesk> | undefined;

  constructor(access: RestAccess, loadDesk: LoadDesk = loadHttpDesk) {
    this.#access = access;
    this.#loadDesk = loadDesk;
  }

  async fetchBooks(assetIds: readonly AssetId[]): Promise<ReadonlyMap<AssetId, RestBook>> {
    const books = new Map<AssetId, RestBook>();
    try {
      const {client} = await this.#load();
      const wanted = new Set(assetIds);
      const tokens = assetIds.slice(0, MAX_BOOKS_PER_REQUEST).map((token_id) => ({token_id}));
      const reply = await client.post('clob', '/books', tokens);
      const items = Array.isArray(reply) ? (reply as unknown[]) : [];
      for (const item of items.slice(0, MAX_BOOKS_PER_REQUEST)) {
        const event = decodeBook(item);
        if (event === undefined || !wanted.has(event.assetId)) continue;
        books.set(event.assetId, {kind: 'book', event});
      }

      const missing = assetIds.filter((assetId) => !books.has(assetId)).slice(0, MAX_SINGLE_BOOKS);
      await Promise.all(
        missing.map(async (assetId) => {
          books.set(assetId, await fetchBook(client, assetId));
        }),
      );
    } catch (error) {
      const reason = reasonOf(error);
      for (const assetId of assetIds) {
        if (!books.has(assetId)) books.set(assetId, {kind: 'unavailable', reason});
      }
    }

    return books;
  }

  async fetchFate(market: ConditionId): Promise<MarketFate> {
    try {
      const {client, findMarket} = await this.#load();
      const listing = await findMarket(client, market);
      if (listing === undefined) return {kind: 'unknown'};
      if (listing.kind === 'unlisted') return {kind: 'paused'};
      const {status} = listing.market;
      return status === 'closed' ? {kind: status, winner: listing.winner} : {kind: status};
    } catch (error) {
      reasonOf(error);
      return {kind: 'unavailable'};
    }
  }

  #load(): Promise<RestDesk> {
    this.#desk ??= this.#loadDesk(this.#access);
    return this.#desk;
  }
}

async function loadHttpDesk({endpoints, proxies}: RestAccess): Promise<RestDesk> {
  const {RestClient} = await import('../markets/rest-client.js');
  const {findMarketByConditionId: findMarket} = await import('../markets/market-lookup.js');
  const proxied = Object.entries(proxies).filter(([, proxy]) => proxy !== undefined);
  if (proxied.length === 0) return {client: new RestClient({endpoints, maxTries: 1}), findMarket};
  const {createProxyFetch} = await import('../markets/proxy-fetch.js');
  const fetch = createProxyFetch((url) => {
    const api = proxied.find(([name]) => url.startsWith(endpoints[name as keyof typeof endpoints]));
    return api?.[1];
  });
  return {client: new RestClient({endpoints, fetch, maxTries: 1}), findMarket};
}

async function fetchBook(client: RestClient, assetId: AssetId): Promise<RestBook> {
  try {
    const reply = await client.get('clob', '/book', {token_id: assetId});
    if (reply === undefined) return {kind: 'none'};
    const event = decodeBook(reply);
    return event === undefined
      ? {kind: 'unavailable', reason: 'its book cannot be read'}
      : {kind: 'book', event};
  } catch (error) {
    return {kind: 'unavailable', reason: reasonOf(error)};
  }
}

/** Whatever is not the network's or the exchange's trouble is a fault of ours. */
function reasonOf(error: unknown): string {
  if (!(error instanceof PolybookError)) throw error;
  return error.message;
}

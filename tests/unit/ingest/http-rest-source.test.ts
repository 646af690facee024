import {expect, test} from 'vitest';
import {HttpRestSource} from '../../../src/ingest/http-rest-source.js';
import {DEFAULT_ENDPOINTS} from '../../../src/markets/endpoints.js';
import {RestClient} from '../../../src/markets/rest-client.js';
import {MARKET, NO, ScriptedMarket, YES} from '../orderbook/scripted-market.js';
import {encodeBook} from './encode-event.js';

/** A source whose exchange answers everything with these books. */
function sourceOf(books: readonly unknown[]): HttpRestSource {
  const fetch = () => Promise.resolve(new Response(JSON.stringify(books)));
  const client = new RestClient({endpoints: DEFAULT_ENDPOINTS, fetch, maxTries: 1});
  return new HttpRestSource({endpoints: DEFAULT_ENDPOINTS, proxies: {}}, () =>
    Promise.resolve({client, findMarket: () => Promise.resolve(undefined)}),
  );
}

test('books that nobody asked for are not taken, however many there are', async () => {
  const asked = JSON.parse(encodeBook(new ScriptedMarket().book(YES, 1000))) as object;
  const others = Array.from({length: 2000}, (_, i) => ({...asked, asset_id: String(5e9 + i)}));
  const books = await sourceOf([asked, null, ...others]).fetchBooks([YES, NO]);
  expect([...books.keys()]).toEqual([YES, NO]);
  expect(books.get(YES)).toMatchObject({kind: 'book', event: {market: MARKET}});
  expect(books.get(NO)).toMatchObject({kind: 'unavailable'});
});

import {expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {isEvent, subscription} from '../support/channel-frames.js';
import {FeedClient} from '../support/feed-client.js';

const OPTIONS = {seed: 11, rate: 300, startMs: Date.UTC(2026, 8, 21, 14), isPaused: true};

const booksOf = (server: ExchangeServer) =>
  server.markets.flatMap(({assetIds}) => assetIds.map((assetId) => server.book(assetId)));

test('an exchange that begins paused has the same books in each run, however its time is passed', async () => {
  await using one = await ExchangeServer.start(OPTIONS);
  await using other = await ExchangeServer.start(OPTIONS);
  expect(booksOf(one)).toEqual(booksOf(other));
  one.passTime(20_000);
  expect(booksOf(one)).not.toEqual(booksOf(other));
  for (let i = 0; i < 8; i++) other.passTime(2_500);
  expect(booksOf(one)).toEqual(booksOf(other));
  expect([one.nowMs, other.nowMs]).toEqual([OPTIONS.startMs + 20_000, OPTIONS.startMs + 20_000]);
});

test('what happens in the time that is passed is sent, and leads to the books that there are then', async () => {
  await using server = await ExchangeServer.start(OPTIONS);
  const {assetIds} = server.markets.find(({slug}) => slug.startsWith('lumen-'))!;
  await using client = await FeedClient.open(server.wsUrl);
  client.send(subscription(assetIds));
  await client.until(() => true);
  expect(client.frames).toHaveLength(1);
  server.passTime(5_000);
  const {hash} = server.book(assetIds[0])!;
  await client.until((frame) => isEvent('price_change')(frame) && frame.includes(hash));
});

test('time that passes by itself cannot be passed by hand', async () => {
  await using server = await ExchangeServer.start({...OPTIONS, isPaused: false});
  expect(() => {
    server.passTime(1_000);
  }).toThrow('unless the feed is paused');
});

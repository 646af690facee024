// What a raw client sees of the faults of frames: lost, repeated, late, or spelt in another way.

import {describe, expect, test} from 'vitest';
import type {ExchangeServer} from '../../src/exchange/exchange-server.js';
import type {FaultName} from '../../src/exchange/faults/fault-table.js';
import {
  isArray,
  isEvent,
  parse,
  roundTrip,
  type ChannelMessage,
} from '../support/channel-frames.js';
import {eventually} from '../support/eventually.js';
import {allAssetIds, openSubscribed, startFaulty} from '../support/faulty-exchange.js';
import type {FeedClient} from '../support/feed-client.js';

const isChange = isEvent('price_change');
const isBook = isEvent('book');

/** Everything that the exchange makes reaches this client, since it is subscribed to all. */
async function openToAll(server: ExchangeServer): Promise<FeedClient> {
  server.pauseFeed();
  return openSubscribed(server, allAssetIds(server));
}

/** Frames that followed the first books. */
function dataOf({frames}: FeedClient): string[] {
  return frames.filter((frame) => frame.startsWith('{'));
}

/** Changes of each market, in order. */
function changesOf(client: FeedClient): Map<string, ChannelMessage[]> {
  const changes = new Map<string, ChannelMessage[]>();
  for (const message of client.frames.filter(isChange).map(parse)) {
    changes.set(message.market, [...(changes.get(message.market) ?? []), message]);
  }

  return changes;
}

const openMarkets = ({markets}: ExchangeServer) =>
  markets.filter(({temper}) => temper !== undefined && temper.share > 0);

describe('lost, repeated and late frames', () => {
  test('drop: ten changes of each market are lost, and nothing else', async () => {
    await using server = await startFaulty({rate: 3000});
    await using client = await openToAll(server);
    const before = server.counters.framesGenerated;
    server.beginFault('drop');
    server.resumeFeed();
    // Every second one came so far: with ten of them the ten between them are gone.
    const markets = openMarkets(server);
    await eventually(() => {
      const changes = [...changesOf(client).values()];
      return changes.length === markets.length && changes.every(({length}) => length > 10);
    }, 'more than ten changes of each market');
    server.pauseFeed();
    await roundTrip(client);
    const missing = server.counters.framesGenerated - before - dataOf(client).length;
    expect(missing).toBe(10 * markets.length);
  });

  test('duplicate: every frame comes twice', async () => {
    await using server = await startFaulty();
    await using client = await openToAll(server);
    const before = server.counters.framesGenerated;
    server.beginFault('duplicate');
    server.resumeFeed();
    await eventually(() => dataOf(client).length > 100, '100 frames');
    server.pauseFeed();
    await roundTrip(client);
    const data = dataOf(client);
    expect(data).toHaveLength(2 * (server.counters.framesGenerated - before));
    for (let i = 0; i < data.length; i += 2) expect(data[i]).toBe(data[i + 1]);
  });

  test('reorder: changes come after the next transaction has begun, and none is lost', async () => {
    await using server = await startFaulty();
    await using client = await openToAll(server);
    const before = server.counters.framesGenerated;
    server.beginFault('reorder');
    server.resumeFeed();
    const isLate = ({timestamp}: ChannelMessage, index: number, all: ChannelMessage[]) =>
      index > 0 && Number(timestamp) < Number(all[index - 1]!.timestamp);
    await eventually(
      () => [...changesOf(client).values()].some((changes) => changes.filter(isLate).length > 3),
      'late changes',
    );
    server.endFault('reorder');
    server.pauseFeed();
    await roundTrip(client);
    expect(dataOf(client)).toHaveLength(server.counters.framesGenerated - before);
  });

  test('crossed: a bid above the best ask, and no book that takes it away before its end', async () => {
    await using server = await startFaulty();
    await using client = await openSubscribed(server);
    const crossedAt = client.frames.length;
    server.pauseFeed();
    server.beginFault('crossed');
    const crossing = await client.until(isChange, crossedAt);
    const [bid, ask] = parse(crossing).price_changes;
    const {bids, asks} = server.book(bid!.asset_id)!;
    expect(bid!.side).toBe('BUY');
    expect(Number(bid!.price)).toBeGreaterThan(Number(asks[0]!.price));
    expect(bids.map(({price}) => price)).not.toContain(bid!.price);
    expect(ask).toMatchObject({side: 'SELL', size: bid!.size});
    expect(Number(ask!.price)).toBeCloseTo(1 - Number(bid!.price), 9);

    server.resumeFeed();
    await client.until(isEvent('last_trade_price'), crossedAt); // Its books would have come before.
    expect(client.frames.filter(isBook)).toEqual([]);
    const later = client.frames.slice(client.frames.indexOf(crossing) + 1).filter(isChange);
    const bidsThere = later
      .flatMap((frame) => parse(frame).price_changes)
      .filter(
        ({asset_id, side, price}) =>
          asset_id === bid!.asset_id && side + price === `BUY${bid!.price}`,
      );
    expect(bidsThere).toEqual([]);
    server.endFault('crossed');
    await client.until(isBook);
  });
});

describe('frames that say nothing', () => {
  test('empty-array', async () => {
    await using server = await startFaulty();
    await using client = await openSubscribed(server);
    server.pauseFeed();
    await roundTrip(client);
    const sentAt = client.frames.length;
    server.beginFault('empty-array');
    await roundTrip(client);
    expect(client.frames.slice(sentAt)).toEqual(['[]', 'PONG']);
    expect(server.activeFaults).toEqual([]);
  });

  test('garbage: none of it is JSON', async () => {
    await using server = await startFaulty();
    await using client = await openSubscribed(server);
    server.pauseFeed();
    await roundTrip(client);
    const sentAt = client.frames.length;
    server.beginFault('garbage');
    await roundTrip(client);
    const garbage = client.frames.slice(sentAt, -1);
    expect(garbage).toHaveLength(5);
    for (const text of garbage) expect(() => parse(text)).toThrow(SyntaxError);
  });
});

describe('other spellings', () => {
  /** First books and some hundred frames, all told while a fault lasts. */
  async function record(server: ExchangeServer, name: FaultName): Promise<string[]> {
    server.beginFault(name);
    await using client = await openToAll(server);
    server.resumeFeed();
    await eventually(
      () =>
        ['book', 'last_trade_price', 'best_bid_ask'].every((type) =>
          client.frames.some((frame) => frame.includes(`"${type}"`)),
        ) && client.frames.filter((frame) => frame.includes('"bids"')).length > 2,
      'frames of all kinds',
    );
    return client.frames;
  }

  const FIELDS = /"(?:price|size|best_bid|best_ask|spread|tick_size)": ?("?)(\d*\.?\d+)\1[,}]/g;

  test('numbers: every price and size is a JSON number', async () => {
    await using server = await startFaulty();
    const values = (await record(server, 'numbers')).flatMap((frame) => [
      ...frame.matchAll(FIELDS),
    ]);
    expect(values.length).toBeGreaterThan(1000);
    expect(values.filter(([, quote]) => quote === '"')).toEqual([]);
  });

  test('bare-decimals: no price or size below one has a digit before its point', async () => {
    await using server = await startFaulty();
    const values = (await record(server, 'bare-decimals')).flatMap((frame) =>
      Array.from(frame.matchAll(FIELDS), (match) => match[2]!),
    );
    expect(values.length).toBeGreaterThan(1000);
    expect(values.filter((value) => value.startsWith('0.'))).toEqual([]);
    expect(values.filter((value) => value.startsWith('.')).length).toBeGreaterThan(500);
  });

  test('no-event-type: books do not say what they are, and all else does', async () => {
    await using server = await startFaulty();
    server.beginFault('no-event-type');
    await using client = await openSubscribed(server);
    await client.until((frame) => frame.startsWith('{') && frame.includes('"bids"'));
    await client.until(isEvent('last_trade_price'));
    for (const frame of client.frames) {
      const messages = isArray(frame) ? (JSON.parse(frame) as ChannelMessage[]) : [parse(frame)];
      for (const message of messages) {
        expect('event_type' in message).toBe(!('bids' in message));
      }
    }
  });
});

// What a raw client sees of the faults of connections and of REST.

import {describe, expect, test} from 'vitest';
import type {FaultName} from '../../src/exchange/faults/fault-table.js';
import {isArray, isEvent, parse, roundTrip, subscription} from '../support/channel-frames.js';
import {eventually} from '../support/eventually.js';
import {generates, openSubscribed, startFaulty} from '../support/faulty-exchange.js';
import {FeedClient} from '../support/feed-client.js';
import {marketOf} from '../support/listed-market.js';

const isChange = isEvent('price_change');

describe('silence', () => {
  test('freeze: PONG and nothing else, while a new connection is well; then it goes on', async () => {
    await using server = await startFaulty();
    await using frozen = await openSubscribed(server);
    server.beginFault('freeze');
    await roundTrip(frozen);
    const frozenAt = frozen.frames.length;
    await using fresh = await openSubscribed(server);
    await fresh.until(isChange);
    await generates(server, 50);
    frozen.send(subscription([...marketOf(server).outcomes.map(({assetId}) => assetId)]));
    await roundTrip(frozen);
    expect(frozen.frames.slice(frozenAt)).toEqual(['PONG']);

    server.endFault('freeze');
    await frozen.until(isChange, frozenAt);
  });

  test('freeze-new: a new connection gets no more than PONG either', async () => {
    await using server = await startFaulty();
    await using old = await openSubscribed(server);
    server.beginFault('freeze-new');
    await roundTrip(old);
    const frozenAt = old.frames.length;
    await using fresh = await FeedClient.open(server.wsUrl);
    fresh.send(subscription(marketOf(server).outcomes.map(({assetId}) => assetId)));
    await generates(server, 50);
    await Promise.all([roundTrip(old), roundTrip(fresh)]);
    expect(old.frames.slice(frozenAt)).toEqual(['PONG']);
    expect(fresh.frames).toEqual(['PONG']);

    server.endFault('freeze-new');
    await Promise.all([old.until(isChange, frozenAt), fresh.until(isChange)]);
  });

  test('no-initial-book: changes come without the books that they change', async () => {
    await using server = await startFaulty();
    server.beginFault('no-initial-book');
    await using client = await FeedClient.open(server.wsUrl);
    client.send(subscription(marketOf(server).outcomes.map(({assetId}) => assetId)));
    await client.until(isChange);
    expect(client.frames.filter(isArray)).toEqual([]);
    server.endFault('no-initial-book');
    await using fresh = await openSubscribed(server);
    expect(fresh.frames.filter(isArray)).toHaveLength(1);
  });

  test('half-open: TCP stays, and neither frames nor PONG nor a good-bye come', async () => {
    await using server = await startFaulty({pingTimeoutMs: 100, subscriptionTimeoutMs: 100});
    await using client = await openSubscribed(server);
    await using leaving = await openSubscribed(server);
    server.beginFault('half-open');
    await using fresh = await openSubscribed(server);
    await fresh.until(isChange); // All that was sent to the others before has arrived as well.
    const [framesAt, leavingAt] = [client.frames.length, leaving.frames.length];
    client.send('PING');
    leaving.socket.close(1000);
    // The time-outs of the exchange pass, which would have ended any other connection.
    expect(await fresh.closed).toBe(1006);
    await generates(server, 50);
    expect(client.frames).toHaveLength(framesAt);
    expect(leaving.frames).toHaveLength(leavingAt);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    expect(leaving.socket.readyState).toBe(leaving.socket.CLOSING);

    server.endFault('half-open');
    await client.until((frame) => frame === 'PONG', framesAt);
    await client.until(isChange, framesAt);
    expect(await leaving.closed).toBe(1000);
  });
});

test.each([1000, 1001, 1006, 1011] as const)(
  'close-%i ends every connection so, and new ones are well',
  async (code) => {
    await using server = await startFaulty();
    await using first = await openSubscribed(server);
    await using second = await openSubscribed(server);
    server.beginFault(`close-${code}`);
    expect(await Promise.all([first.closed, second.closed])).toEqual([code, code]);
    expect(server.activeFaults).toEqual([]);
    await using third = await openSubscribed(server);
    await third.until(isChange);
  },
);

describe('REST', () => {
  test('book-404: no book exists, and the rest of REST is well', async () => {
    await using server = await startFaulty();
    const token = marketOf(server).outcomes[0].assetId;
    const book = () => fetch(`${server.restUrl}/book?token_id=${token}`);
    server.beginFault('book-404');
    const reply = await book();
    expect(reply.status).toBe(404);
    expect(await reply.json()).toEqual({
      error: 'No orderbook exists for the requested token id',
    });
    const body = JSON.stringify([{token_id: token}]);
    const books = await fetch(`${server.restUrl}/books`, {method: 'POST', body});
    expect([books.status, await books.json()]).toEqual([200, []]);
    expect((await fetch(`${server.restUrl}/time`)).status).toBe(200);
    server.endFault('book-404');
    expect((await book()).status).toBe(200);
  });

  test('rest-429: every path is refused in HTML', async () => {
    await using server = await startFaulty();
    server.beginFault('rest-429');
    for (const path of ['/time', '/events', '/book']) {
      const reply = await fetch(server.restUrl + path);
      expect(reply.status).toBe(429);
      expect(reply.headers.get('content-type')).toMatch('text/html');
      expect(await reply.text()).toMatch(/^<!DOCTYPE html>.*429/);
    }

    server.endFault('rest-429');
    expect((await fetch(`${server.restUrl}/time`)).status).toBe(200);
  });

  test('rest-slow: replies are right, and 5 s late', async () => {
    await using server = await startFaulty();
    server.beginFault('rest-slow');
    const askedMs = performance.now();
    const reply = await fetch(`${server.restUrl}/time`);
    expect(performance.now() - askedMs).toBeGreaterThan(4990);
    expect(reply.status).toBe(200);
    expect(await reply.json()).toBeTypeOf('number');
  });
});

describe('plans', () => {
  test('begin so long after the exchange has opened, and end after their time', async () => {
    const startedMs = performance.now();
    await using server = await startFaulty({
      faults: [
        {name: 'close-1011', atMs: 2400},
        {name: 'rest-429', atMs: 0, durationMs: 2600},
        {name: 'close-1001', atMs: 1200},
      ],
    });
    expect(server.activeFaults).toEqual(['rest-429']);
    await using first = await openSubscribed(server);
    expect(await first.closed).toBe(1001);
    expect(performance.now() - startedMs).toBeGreaterThan(1200);
    await using second = await openSubscribed(server);
    expect(await second.closed).toBe(1011);
    expect(performance.now() - startedMs).toBeGreaterThan(2400);
    await eventually(() => server.activeFaults.length === 0, 'the end of the last one');
    expect(performance.now() - startedMs).toBeGreaterThan(2600);
  });

  test('of several faults at once each does its own', async () => {
    await using server = await startFaulty();
    const together: FaultName[] = ['numbers', 'duplicate', 'no-event-type'];
    for (const name of together) server.beginFault(name);
    await using client = await openSubscribed(server);
    expect(client.frames[0]).not.toMatch(/"event_type"|"price":"/);
    await client.until(isChange);
    server.pauseFeed();
    await roundTrip(client);
    const changes = client.frames.filter(isChange);
    expect(changes.length % 2).toBe(0);
    expect(changes[0]).toBe(changes[1]);
    expect(parse(changes[0]!).price_changes[0]!.price).toBeTypeOf('number');
  });
});

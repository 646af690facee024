// What a raw client sees of the faults of markets and of the exchange's clock.

import {expect, test} from 'vitest';
import type {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {isEvent, parse, roundTrip} from '../support/channel-frames.js';
import {eventually} from '../support/eventually.js';
import {generates, openSubscribed, startFaulty} from '../support/faulty-exchange.js';
import type {FeedClient} from '../support/feed-client.js';
import {BUSIEST_SLUG} from '../support/listed-market.js';
import {NaiveLadder} from '../support/naive-ladder.js';

const isChange = isEvent('price_change');

function listed(server: ExchangeServer, slug = BUSIEST_SLUG) {
  return server.markets.find((market) => market.slug === slug)!;
}

/** The text of a message, as any JSON. */
function fieldsOf(frame: string): Record<string, unknown> {
  return JSON.parse(frame) as Record<string, unknown>;
}

async function bookOf(server: ExchangeServer, token: string): Promise<Record<string, unknown>> {
  const reply = await fetch(`${server.restUrl}/book?token_id=${token}`);
  return (await reply.json()) as Record<string, unknown>;
}

test('tick-change: both assets are told of a finer tick, hashes have it, and then it is taken back', async () => {
  await using server = await startFaulty();
  await using client = await openSubscribed(server);
  const {conditionId: market, assetIds} = listed(server);
  const token = assetIds[0];
  const notices = () => client.frames.filter(isEvent('tick_size_change')).map(fieldsOf);
  const noticeOf = (asset_id: string, old_tick_size: string, new_tick_size: string) => ({
    event_type: 'tick_size_change',
    market,
    asset_id,
    old_tick_size,
    new_tick_size,
    timestamp: expect.stringMatching(/^\d{13}$/) as string,
  });

  /** The newest hash that was told is that of the exchange's levels with this tick. */
  async function expectHashWith(tickSize: string): Promise<void> {
    const toldAt = client.frames.length;
    await client.until(isChange, toldAt);
    server.pauseFeed();
    await roundTrip(client);
    const book = await bookOf(server, token);
    expect(book['tick_size']).toBe(tickSize);
    const ladder = new NaiveLadder();
    const {bids, asks} = server.book(token)!;
    ladder.replace(bids, asks);
    const terms = {market, assetId: token, minOrderSize: '5', tickSize, negRisk: false};
    const hash = ladder.hash(terms, String(book['timestamp']), String(book['last_trade_price']));
    const told = client.frames.filter(isChange).at(-1)!;
    expect(told).toContain(`"hash":"${hash}"`);
    server.resumeFeed();
  }

  await expectHashWith('0.01');
  server.beginFault('tick-change');
  await eventually(() => notices().length === 2, 'two notices');
  expect(notices()).toEqual(assetIds.map((id) => noticeOf(id, '0.01', '0.001')));
  await expectHashWith('0.001');
  server.endFault('tick-change');
  await eventually(() => notices().length === 4, 'two more');
  expect(notices().slice(2)).toEqual(assetIds.map((id) => noticeOf(id, '0.001', '0.01')));
  await expectHashWith('0.01');
});

test('tick-change leaves alone what nobody watches, and the finest tick', async () => {
  await using server = await startFaulty();
  const finest = listed(server, 'comet-named-zurich-tokyo-express');
  await using client = await openSubscribed(server, finest.assetIds);
  const cup = listed(server, 'will-harbor-foxes-win-the-aurora-cup').assetIds[0];
  const ticks = async () =>
    (await Promise.all([bookOf(server, finest.assetIds[0]), bookOf(server, cup)])).map(
      (book) => book['tick_size'],
    );
  server.beginFault('tick-change');
  expect(await ticks()).toEqual(['0.0001', '0.001']);
  await using second = await openSubscribed(server, [cup]);
  server.endFault('tick-change');
  server.beginFault('tick-change');
  expect(await ticks()).toEqual(['0.0001', '0.0001']);
  server.endFault('tick-change');
  expect(await ticks()).toEqual(['0.0001', '0.001']);
  await roundTrip(client);
  expect(client.frames.filter(isEvent('tick_size_change'))).toEqual([]);
  await second.until(isEvent('tick_size_change'));
});

/** Resolves the busiest market, and sees that it says nothing more while another one does. */
async function resolveBusiest(
  server: ExchangeServer,
  name: 'resolved' | 'resolved-bare',
): Promise<Record<string, unknown>> {
  const other = listed(server, 'acl-hfx-grc-2026-11-29');
  const {conditionId, assetIds} = listed(server);
  await using bystander = await openSubscribed(server, [other.assetIds[0]]);
  // Told to all who want custom features, of markets that they did not ask for too.
  await using client = await openSubscribed(server, assetIds);
  server.beginFault(name);
  const isNotice = (frame: string) => isEvent('market_resolved', conditionId)(frame);
  const frame = await client.until(isNotice);
  expect(await bystander.until(isNotice)).toBe(frame);
  await bystander.until(isEvent('market_resolved', other.conditionId));

  await generates(server, 50);
  await roundTrip(client);
  const isMarket = (text: string) => text.startsWith('{') && parse(text).market === conditionId;
  expect(client.frames.filter(isMarket).at(-1)).toBe(frame);
  server.endFault(name);
  await client.until(isChange, client.frames.length);
  return fieldsOf(frame);
}

test('resolved: as documented, and the market goes quiet', async () => {
  await using server = await startFaulty();
  const {conditionId, assetIds, outcomes, slug, question} = listed(server);
  const message = await resolveBusiest(server, 'resolved');
  expect(message).toMatchObject({
    event_type: 'market_resolved',
    market: conditionId,
    slug,
    question,
    outcomes,
    assets_ids: assetIds,
    event_message: {slug, title: question},
  });
  const winner = assetIds.indexOf(message['winning_asset_id'] as string);
  expect(message['winning_outcome']).toBe(outcomes[winner]);
});

test('resolved-bare: with no more than the ids and the winner', async () => {
  await using server = await startFaulty();
  const {conditionId, assetIds, outcomes} = listed(server);
  const message = await resolveBusiest(server, 'resolved-bare');
  expect(Object.keys(message)).toEqual([
    ...['id', 'market', 'assets_ids', 'winning_asset_id', 'winning_outcome', 'event_message'],
    ...['timestamp', 'event_type', 'tags'],
  ]);
  expect(message).toMatchObject({market: conditionId, assets_ids: assetIds, event_message: null});
  const winner = assetIds.indexOf(message['winning_asset_id'] as string);
  expect(message['winning_outcome']).toBe(outcomes[winner]);
});

test('new-market-flood: a hundred markets a second that nobody asked for, each another one', async () => {
  await using server = await startFaulty();
  await using client = await openSubscribed(server);
  const flood = () => client.frames.filter(isEvent('new_market'));
  const beganMs = performance.now();
  server.beginFault('new-market-flood');
  await eventually(() => flood().length >= 50, '50 new markets');
  expect(performance.now() - beganMs).toBeGreaterThan(450);
  server.endFault('new-market-flood');
  await roundTrip(client);
  const told = flood();
  expect(new Set(told.map((frame) => parse(frame).market)).size).toBe(told.length);
  const known = new Set(server.markets.map(({conditionId}) => conditionId));
  for (const frame of told) {
    const {market, condition_id, assets_ids, clob_token_ids, slug} = fieldsOf(frame);
    expect(known.has(market as string)).toBe(false);
    expect(market).toMatch(/^0x[0-9a-f]{64}$/);
    expect(condition_id).toBe(market);
    expect(assets_ids).toEqual(clob_token_ids);
    for (const id of assets_ids as string[]) expect(id).toMatch(/^\d{77}$/);
    expect(slug).toBeTypeOf('string');
  }

  await generates(server, 20);
  await roundTrip(client);
  expect(flood()).toHaveLength(told.length);
});

test.each([
  ['clock-ahead', 5000],
  ['clock-behind', -5000],
] as const)('%s: timestamps are 5 s off, and then right again', async (name, offMs) => {
  await using server = await startFaulty();
  await using client = await openSubscribed(server);

  async function clockErrorMs(): Promise<number> {
    await roundTrip(client);
    const sinceMs = Date.now();
    const frame = await client.until(isChange, client.frames.length);
    const timestamp = Number(parse(frame).timestamp);
    return timestamp - sinceMs;
  }

  /** A frame is made after it was asked for, and arrives well within 2 s. */
  function expectNear(actualMs: number, expectedMs: number): void {
    expect(actualMs).toBeGreaterThan(expectedMs - 300); // What a busy machine makes it late.
    expect(actualMs).toBeLessThan(expectedMs + 2000);
  }

  expectNear(await clockErrorMs(), 0);
  server.beginFault(name);
  expectNear(await clockErrorMs(), offMs);
  server.endFault(name);
  expectNear(await clockErrorMs(), 0);
});

/** Changes and what comes with them: trades are told later, and are no part of a burst. */
function burstOf({frames}: FeedClient, fromIndex: number): string[] {
  return frames
    .slice(fromIndex)
    .filter((frame) => frame.startsWith('{') && !isEvent('last_trade_price')(frame));
}

test('burst-39: 39 frames of a market that is quiet otherwise', async () => {
  await using server = await startFaulty({rate: 1});
  await using client = await openSubscribed(server);
  const burstAt = client.frames.length;
  server.beginFault('burst-39');
  await eventually(() => burstOf(client, burstAt).length >= 39, '39 frames');
  await roundTrip(client);
  expect(burstOf(client, burstAt).length).toBeLessThan(39 + 31); // One batch more at most.
});

test(
  'burst-10k: 10,000 frames of the busiest market that is watched',
  {timeout: 90_000},
  async () => {
    await using server = await startFaulty({rate: 1});
    await using client = await openSubscribed(server);
    await using bystander = await openSubscribed(
      server,
      listed(server, 'acl-hfx-grc-2026-11-29').assetIds,
    );
    const {framesGenerated} = server.counters;
    server.beginFault('burst-10k');
    await eventually(
      () => server.counters.framesGenerated - framesGenerated >= 10_000,
      '10,000 frames',
      60_000,
    );
    await roundTrip(client);
    expect(client.frames.length).toBeGreaterThan(9500); // Trades are among the generated.
    await roundTrip(bystander);
    expect(bystander.frames.length).toBeLessThan(100);
  },
);

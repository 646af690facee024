import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {MarketListing} from '../../../src/markets/listed-market.js';
import {eventFromGamma, marketFromGamma} from '../../../src/markets/market-from-gamma.js';
import {conditionIdOf, tokenOf, wireEvent, wireMarket} from '../../support/gamma-stub.js';
import {readRecording, testWithRecordings} from '../../support/recordings.js';

function listed(reply: unknown) {
  const listing = marketFromGamma(reply);
  if (listing?.kind !== 'listed') throw new Error('The market of this test is not listed');
  return listing;
}

describe('a market from Gamma', () => {
  test('has the names, ids and numbers of the reply', () => {
    const reply = {...wireMarket(3), events: [{slug: 'the-event', title: 'The event'}]};

    expect(listed(reply)).toEqual({
      kind: 'listed',
      market: {
        conditionId: conditionIdOf(3),
        slug: 'market-3',
        question: 'Question 3?',
        label: 'Label 3',
        eventSlug: 'the-event',
        eventTitle: 'The event',
        eventLegs: undefined,
        outcomes: [
          {name: 'Yes', assetId: tokenOf(3, 0)},
          {name: 'No', assetId: tokenOf(3, 1)},
        ],
        tickSize: 10,
        minOrderSize: '5',
        negRisk: true,
        status: 'open',
        listedPrice: 0.4,
        volume24h: 3,
        liquidity: undefined,
        endDateMs: undefined,
        rewards: undefined,
      },
      closedOn: undefined,
      winner: undefined,
    });
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['real arrays', {outcomes: ['Up', 'Down'], clobTokenIds: ['12', '34']}, {}],
    ['a tick of 0.0001', {orderPriceMinTickSize: 0.0001}, {tickSize: 1}],
    ['a tick of 0.1 as text', {orderPriceMinTickSize: '0.1'}, {tickSize: 1000}],
    ['a tick finer than a price', {orderPriceMinTickSize: 0.00001}, {tickSize: undefined}],
    ['a tick that prints as 1e-7', {orderPriceMinTickSize: 1e-7}, {tickSize: undefined}],
    ['a tick of 0', {orderPriceMinTickSize: 0}, {tickSize: undefined}],
    ['a smallest order as text', {orderMinSize: '15.0'}, {minOrderSize: '15'}],
    ['a broken smallest order', {orderMinSize: -5}, {minOrderSize: undefined}],
    ['a volume as text', {volume24hr: '12.5'}, {volume24h: 12.5}],
    ['no volume', {volume24hr: null}, {volume24h: undefined}],
    ['liquidity', {liquidityNum: 8.25, liquidity: '9'}, {liquidity: 8.25}],
    ['liquidity as text alone', {liquidity: '8.25'}, {liquidity: 8.25}],
    ['an end', {endDate: '2026-04-15T00:00:00Z'}, {endDateMs: Date.UTC(2026, 3, 15)}],
    ['an end that is no time', {endDate: 'soon'}, {endDateMs: undefined}],
    ['no label', {groupItemTitle: ''}, {label: 'Question 1?'}],
    ['no question', {question: undefined}, {question: 'market-1', label: 'Label 1'}],
    ['no word on risk', {negRisk: undefined}, {negRisk: undefined}],
    ['no orders accepted', {acceptingOrders: false}, {status: 'paused'}],
    ['closed', {closed: true, acceptingOrders: false}, {status: 'closed'}],
    ['fields of the wrong type', {slug: 5, volume24hr: {}, negRisk: 'x'}, {slug: undefined}],
  ])('with %s is listed', (_title, fields, expected) => {
    expect(listed(wireMarket(1, fields)).market).toMatchObject(expected);
  });

  const PAID = {rewardsMinSize: 20, rewardsMaxSpread: 3.5};
  const REWARDS = {minSize: 20_000_000, maxSpread: 350};

  test.each<[string, Record<string, unknown>, unknown]>([
    ['both values', PAID, REWARDS],
    ['values as text', {rewardsMinSize: '20', rewardsMaxSpread: '3.5'}, REWARDS],
    ['a rate', {...PAID, clobRewards: [{rewardsDailyRate: 0.001}]}, REWARDS],
    ['one rate of two', {...PAID, clobRewards: [{}, {rewardsDailyRate: 5}]}, REWARDS],
    ['a rate of 0', {...PAID, clobRewards: [{rewardsDailyRate: 0}]}, undefined],
    ['an empty list of rates', {...PAID, clobRewards: []}, undefined],
    ['zeros', {rewardsMinSize: 0, rewardsMaxSpread: 0}, undefined],
    ['no smallest size', {rewardsMaxSpread: 3.5}, undefined],
    ['no spread', {rewardsMinSize: 20}, undefined],
    ['a spread above a dollar', {rewardsMinSize: 20, rewardsMaxSpread: 350}, undefined],
    ['values that are none', {rewardsMinSize: {}, rewardsMaxSpread: 'wide'}, undefined],
    ['values of a closed market', {...PAID, closed: true}, undefined],
  ])('with %s pays rewards only where orders earn any', (_title, fields, rewards) => {
    expect(listed(wireMarket(1, fields)).market.rewards).toEqual(rewards);
  });

  testWithRecordings('as it really was tells its rewards in cents, or zeros for none', () => {
    const reply = JSON.parse(readRecording('gamma-markets-2026-04-18.json')) as unknown[];
    const markets = reply.map((item) => listed(item).market);

    const spreads = markets.map(({rewards}) => rewards && [rewards.maxSpread, rewards.minSize]);
    expect(spreads.filter((spread) => spread === undefined)).toHaveLength(4);
    expect(spreads.filter((spread) => spread?.[0] === 350)).toHaveLength(15);
    expect(spreads).toContainEqual([450, 200_000_000]);
    expect(markets[0]).toMatchObject({
      liquidity: 23_694_873.565,
      endDateMs: Date.UTC(2026, 3, 15),
    });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['no order book', {enableOrderBook: false}, 'no_order_book'],
    ['an outcome not yet in play', {active: false}, 'not_active'],
    ['no token ids', {clobTokenIds: undefined, positionIds: ['1', '2']}, 'not_supported'],
    ['no condition id', {conditionId: ''}, 'not_supported'],
    ['token ids that are numbers', {clobTokenIds: '[12345678901234567890, 2]'}, 'not_supported'],
    ['broken JSON for token ids', {clobTokenIds: '["1", '}, 'not_supported'],
    ['one token', {clobTokenIds: '["1"]'}, 'malformed'],
    ['the same token twice', {clobTokenIds: '["1", "1"]'}, 'malformed'],
    ['tokens that are not decimal', {clobTokenIds: '["1", "../x"]'}, 'malformed'],
    ['three outcomes', {outcomes: '["a", "b", "c"]'}, 'malformed'],
    ['a short condition id', {conditionId: '0x12'}, 'malformed'],
  ])('with %s has no book to watch, and the reason is named', (_title, fields, reason) => {
    expect(marketFromGamma(wireMarket(1, fields))).toEqual({
      kind: 'unlisted',
      name: 'Question 1?',
      reason,
    });
  });

  test('that is closed has its day and its winner', () => {
    const fields = {
      closed: true,
      closedTime: '2026-07-24 00:00:16+00',
      outcomes: '["Up", "Down"]',
      outcomePrices: '["0", "1"]',
    };

    expect(listed(wireMarket(1, fields))).toMatchObject({closedOn: '2026-07-24', winner: 'Down'});
    expect(listed(wireMarket(1, {...fields, outcomePrices: '["0.5", "0.5"]'})).winner).toBe(
      undefined,
    );
    expect(listed(wireMarket(1, {...fields, closedTime: 'soon'})).closedOn).toBe(undefined);
  });

  test('reaches the screen without what its author hid in the names', () => {
    const reply = {
      ...wireMarket(1, {
        question: 'Fed\x1b[2J cut\u202e?\nnow',
        groupItemTitle: '\x1b]0;pwned\x0725 bps',
        outcomes: JSON.stringify(['Y\x07es', '\x9b31mNo']),
        slug: 'fed\x1bc-cut',
      }),
      events: [{slug: 'e\x00', title: `T\u2066${'x'.repeat(5000)}`}],
    };
    const {market} = listed(reply);

    expect(market).toMatchObject({
      question: 'Fed cut? now',
      label: '25 bps',
      slug: 'fed-cut',
      eventSlug: 'e',
    });
    expect(market.outcomes.map((outcome) => outcome.name)).toEqual(['Yes', 'No']);
    expect(market.eventTitle).toHaveLength(300);
  });

  test('is never more than a market, whatever the reply is', () => {
    const kinds: (MarketListing['kind'] | undefined)[] = ['listed', 'unlisted', undefined];
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(wireMarket(1))), (value, key) => {
        expect(kinds).toContain(marketFromGamma(value)?.kind);
        expect(kinds).toContain(marketFromGamma(wireMarket(1, {[key]: value}))?.kind);
        expect(eventFromGamma(value)?.markets ?? []).toEqual([]);
      }),
      {seed: 11, numRuns: 300},
    );
  });
});

describe('an event from Gamma', () => {
  test('loses a bad market and nothing else', () => {
    const {markets} = wireEvent('e', [wireMarket(1), wireMarket(2)]);
    const event = eventFromGamma({
      slug: 'e',
      title: 'E',
      markets: [markets[0], null, 'x', {}, wireMarket(9, {clobTokenIds: undefined}), markets[1]],
    });

    expect(event?.markets.map(({market}) => market.slug)).toEqual(['market-1', 'market-2']);
    expect(event?.markets.map(({market}) => market.eventTitle)).toEqual(['E', 'E']);
    expect(event?.unlisted).toEqual([
      {kind: 'unlisted', name: 'Question 9?', reason: 'not_supported'},
    ]);
  });

  test('tells its markets how many may still come true: all but those that are settled against', () => {
    const settled = (prices: string) => ({closed: true, outcomePrices: prices});
    const {markets} = wireEvent('e', [
      wireMarket(1),
      wireMarket(2, settled('["0", "1"]')),
      wireMarket(3, settled('["1", "0"]')),
      wireMarket(4, settled('["0.5", "0.5"]')),
      wireMarket(5, {acceptingOrders: false}),
      wireMarket(6, {active: false}),
      wireMarket(7, {clobTokenIds: undefined}),
    ]);
    const event = eventFromGamma({slug: 'e', title: 'E', markets});

    expect(event?.markets.map(({market}) => market.eventLegs)).toEqual([6, 6, 6, 6, 6]);
  });

  test.each([[undefined], [null], [[]], [{slug: 'e'}], [{slug: 'e', markets: 'x'}], ['text']])(
    '%j is none',
    (reply) => {
      expect(eventFromGamma(reply)).toBe(undefined);
    },
  );
});

describe('recorded replies', () => {
  testWithRecordings('all 20 top markets are listed and open', () => {
    const replies = JSON.parse(readRecording('gamma-markets-2026-04-18.json')) as unknown[];
    const markets = replies.map((reply) => listed(reply).market);

    expect(markets).toHaveLength(20);
    expect(new Set(markets.map((market) => market.status))).toEqual(new Set(['open']));
    expect(new Set(markets.map((market) => market.tickSize))).toEqual(new Set([10]));
    expect(new Set(markets.map((market) => market.minOrderSize))).toEqual(new Set(['5']));
    expect(markets.every((market) => market.eventSlug !== undefined)).toBe(true);
    expect(new Set(markets.flatMap((m) => m.outcomes.map((o) => o.assetId))).size).toBe(40);
  });

  testWithRecordings('the event has its 5 markets in the order of the reply', () => {
    const event = eventFromGamma(JSON.parse(readRecording('gamma-events-2026-05-17.json')));

    expect(event?.slug).toBe('fed-decision-in-june-825');
    expect(event?.unlisted).toEqual([]);
    expect(event?.markets).toHaveLength(5);
    expect(event?.markets[0]?.market).toMatchObject({
      label: '25 bps decrease',
      eventTitle: 'Fed Decision in June?',
      eventLegs: 5,
      negRisk: true,
      tickSize: 10,
    });
  });

  testWithRecordings('the search has 9 markets of 2 events, 4 of them closed with a winner', () => {
    const reply = JSON.parse(readRecording('gamma-public-search-2026-05-17.json')) as {
      events: unknown[];
    };
    const events = reply.events.map((event) => eventFromGamma(event));
    const closed = events[1]?.markets ?? [];

    expect(events.map((event) => event?.markets.length)).toEqual([5, 4]);
    expect(closed.map(({market}) => market.status)).toEqual(Array(4).fill('closed'));
    expect(closed.filter(({winner}) => winner === 'Yes').map(({market}) => market.label)).toEqual([
      'No change',
    ]);
    expect(closed.every(({closedOn}) => /^\d{4}-\d{2}-\d{2}$/.test(closedOn ?? ''))).toBe(true);
  });
});

import {describe, expect, test} from 'vitest';
import {marketFromClob} from '../../../src/markets/market-from-clob.js';
import {conditionIdOf, tokenOf} from '../../support/gamma-stub.js';

function wireMarket(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    condition_id: conditionIdOf(1),
    market_slug: 'rain',
    question: 'Rain?\x1b[2J',
    minimum_tick_size: 0.01,
    minimum_order_size: 15,
    neg_risk: false,
    active: true,
    closed: false,
    accepting_orders: true,
    enable_order_book: true,
    tokens: [
      {token_id: tokenOf(1, 0), outcome: 'Up', price: 0.3, winner: false},
      {token_id: tokenOf(1, 1), outcome: 'Down', price: 0.7, winner: false},
    ],
    ...fields,
  };
}

describe('a market from the order book service', () => {
  test('has no event and no volume, but all that its book needs', () => {
    expect(marketFromClob(wireMarket())).toEqual({
      kind: 'listed',
      market: {
        conditionId: conditionIdOf(1),
        slug: 'rain',
        question: 'Rain?',
        label: 'Rain?',
        eventSlug: undefined,
        eventTitle: undefined,
        eventLegs: undefined,
        outcomes: [
          {name: 'Up', assetId: tokenOf(1, 0)},
          {name: 'Down', assetId: tokenOf(1, 1)},
        ],
        tickSize: 100,
        minOrderSize: '15',
        negRisk: false,
        status: 'open',
        listedPrice: undefined,
        volume24h: undefined,
        liquidity: undefined,
        endDateMs: undefined,
        rewards: undefined,
      },
      closedOn: undefined,
      winner: undefined,
    });
  });

  test.each<[string, unknown, unknown]>([
    ['a rate', [{rewards_daily_rate: 5}], {minSize: 50_000_000, maxSpread: 350}],
    ['no word of a rate', undefined, {minSize: 50_000_000, maxSpread: 350}],
    ['a rate of 0', [{rewards_daily_rate: 0}], undefined],
    ['rates that are null', null, undefined],
  ])('with %s pays rewards only where orders earn any', (_title, rates, rewards) => {
    const reply = wireMarket({
      rewards: {rates, min_size: 50, max_spread: 3.5},
      end_date_iso: '2026-05-31T00:00:00Z',
    });

    expect(marketFromClob(reply)).toMatchObject({
      market: {rewards, endDateMs: Date.UTC(2026, 4, 31)},
    });
  });

  test('whose rewards are no such thing is a market all the same', () => {
    expect(marketFromClob(wireMarket({rewards: 'many'}))).toMatchObject({
      market: {rewards: undefined},
    });
  });

  test('that is paused or closed says so, and who won', () => {
    expect(marketFromClob(wireMarket({accepting_orders: false}))).toMatchObject({
      market: {status: 'paused'},
    });
    expect(
      marketFromClob(
        wireMarket({
          closed: true,
          enable_order_book: false,
          tokens: [
            {token_id: '1', outcome: 'Up', winner: false},
            {token_id: '2', outcome: 'Down', winner: true},
          ],
        }),
      ),
    ).toMatchObject({market: {status: 'closed'}, winner: 'Down'});
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['no order book', {enable_order_book: false}, 'no_order_book'],
    ['no tokens', {tokens: []}, 'malformed'],
    ['token ids that are numbers', {tokens: [{token_id: 1, outcome: 'Up'}]}, 'malformed'],
  ])('with %s has no book to watch', (_title, fields, reason) => {
    expect(marketFromClob(wireMarket(fields))).toEqual({kind: 'unlisted', name: 'Rain?', reason});
  });

  test.each([[undefined], [null], ['x'], [[]], [{error: 'market not found'}]])(
    '%j is none',
    (reply) => {
      expect(marketFromClob(reply)).toBe(undefined);
    },
  );
});

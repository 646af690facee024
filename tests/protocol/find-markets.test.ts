import {describe, expect, test} from 'vitest';
import {findMarkets, MAX_MARKETS} from '../../src/find-markets.js';
import {RestClient} from '../../src/markets/rest-client.js';
import {serveGamma, wireEvent, wireMarket, type WireEvent} from '../support/gamma-stub.js';
import {RestStub} from '../support/rest-stub.js';

type Asked = Partial<Parameters<typeof findMarkets>[0]>;

async function find(events: readonly WireEvent[], asked: Asked) {
  await using stub = await RestStub.start(serveGamma(events));
  const {url} = stub;
  const client = new RestClient({endpoints: {gamma: url, clob: url, data: url}});
  const found = await findMarkets(
    {references: [], demo: undefined, outcome: undefined, usualOutcome: undefined, ...asked},
    client,
  );
  const slugs = (markets: readonly {slug: string | undefined}[]) => markets.map(({slug}) => slug);
  return {
    ...found,
    markets: slugs(found.markets),
    named: slugs(found.named),
    choices: found.choices && {...found.choices, markets: slugs(found.choices.markets)},
  };
}

const GROUP = wireEvent('group', [wireMarket(1), wireMarket(2), wireMarket(3)]);
const PAIR = wireEvent('pair', [wireMarket(8), wireMarket(9)]);
const SINGLE = wireEvent('market-5', [wireMarket(5)]);

test('the demo knows how many markets its events have', async () => {
  const other = wireEvent('other', [wireMarket(6, {negRisk: false})]);
  await using stub = await RestStub.start(serveGamma([GROUP, other]));
  const {url} = stub;
  const client = new RestClient({endpoints: {gamma: url, clob: url, data: url}});
  const demo = {seed: 1, rate: 1, faults: []} as unknown as NonNullable<Asked['demo']>;
  const found = await findMarkets(
    {references: [], demo, outcome: undefined, usualOutcome: undefined},
    client,
  );
  expect(found.markets.map(({slug, eventLegs}) => [slug, eventLegs])).toEqual([
    ['market-6', undefined],
    ['market-3', 3],
    ['market-2', 3],
    ['market-1', 3],
  ]);
});

describe('markets to watch', () => {
  test('a market brings its siblings, but was named alone; an event is named whole', async () => {
    const found = await find([GROUP, PAIR], {references: ['market-2', 'pair']});
    expect(found).toMatchObject({
      markets: ['market-1', 'market-2', 'market-3', 'market-8', 'market-9'],
      named: ['market-2', 'market-8', 'market-9'],
      startIndex: 1,
      choices: undefined,
      notices: [],
    });
  });

  test('what is named twice is watched once', async () => {
    const found = await find([GROUP], {references: ['market-1', 'market-2', 'market-1']});
    expect(found.markets).toEqual(['market-1', 'market-2', 'market-3']);
    expect(found.named).toEqual(['market-1', 'market-2']);
  });

  test('no more than there is room for, those named before their siblings, and it is said', async () => {
    const many = Array.from({length: 400}, (_, i) => wireMarket(1000 + i));
    const more = Array.from({length: 400}, (_, i) => wireMarket(2000 + i));
    const events = [wireEvent('many', many), wireEvent('more', more)];
    const found = await find(events, {references: ['market-1150', 'more']});
    expect(found.markets).toHaveLength(MAX_MARKETS);
    expect(found.markets).toEqual(
      expect.arrayContaining(['market-1150', 'market-2000', 'market-2399']),
    );
    expect(found.markets[found.startIndex]).toBe('market-1150');
    expect(found.notices.at(-1)).toMatch(/^Watching 512 of 800 markets/);
  });

  test('an outcome is found in the market that is shown first', async () => {
    const found = await find([GROUP], {references: ['market-2'], outcome: 'no'});
    expect(found.startOutcome).toBe(1);
    await expect(find([GROUP], {references: ['market-2'], outcome: 'maybe'})).rejects.toMatchObject(
      {
        code: 'OUTCOME_NOT_FOUND',
      },
    );
  });
});

describe('what is yet to be chosen', () => {
  test('words of several markets are a choice, beside what was found', async () => {
    const found = await find([GROUP, SINGLE], {references: ['market-5', 'label']});
    expect(found.markets).toEqual(['market-5']);
    expect(found.choices).toMatchObject({query: 'label'});
    expect(found.choices?.markets).toEqual(['market-1', 'market-2', 'market-3', 'market-5']);
  });

  test('a second choice is not lost without a word', async () => {
    const found = await find([GROUP], {references: ['label', 'question']});
    expect(found.choices?.query).toBe('label');
    expect(found.notices).toEqual(['"question" matches 3 markets: search for it with /']);
  });

  test('without a name the busiest markets are a choice, and in the demo all of them are watched', async () => {
    expect(await find([GROUP], {})).toMatchObject({
      markets: [],
      choices: {query: '', markets: ['market-3', 'market-2', 'market-1']},
    });
    expect(await find([GROUP], {demo: {seed: 1, rate: 1, faults: []}})).toMatchObject({
      markets: ['market-3', 'market-2', 'market-1'],
      named: ['market-3', 'market-2', 'market-1'],
      choices: undefined,
    });
  });

  test('one reference that nobody knows is told by its name', async () => {
    await expect(find([GROUP], {references: ['market-1', 'zebra']})).rejects.toMatchObject({
      code: 'MARKET_NOT_FOUND',
      message: expect.stringContaining('"zebra"') as string,
    });
  });
});

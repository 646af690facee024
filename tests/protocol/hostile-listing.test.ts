// A listing that is written to harm: what of it reaches screen, output and sentences can be seen, and
// does nothing.

import {describe, expect, test} from 'vitest';
import type {Market} from '../../src/domain/market.js';
import {PolybookError} from '../../src/domain/problem.js';
import {searchMarkets} from '../../src/markets/browse-markets.js';
import {findOutcome} from '../../src/markets/find-outcome.js';
import {resolveMarkets} from '../../src/markets/resolve-market.js';
import {RestClient} from '../../src/markets/rest-client.js';
import {formatBookTable} from '../../src/output/book-table.js';
import {formatRecord} from '../../src/output/ndjson.js';
import {sentenceOf} from '../../src/problem-text.js';
import {buildViewModel} from '../../src/view/build-view-model.js';
import {createUiState, reduceUi} from '../../src/view/ui-state.js';
import {ACTING_TEXT, findActing} from '../support/acting-text.js';
import {serveGamma, tokenOf, wireEvent, wireMarket, type WireEvent} from '../support/gamma-stub.js';
import {bookRecord, tradeRecord} from '../support/made-records.js';
import {RestStub, type StubReply} from '../support/rest-stub.js';
import {sampleInput, sampleSession, SAMPLE_NOW_US, screenText} from '../support/view-sample.js';

function clientOf(url: string, fetch?: typeof globalThis.fetch): RestClient {
  const endpoints = {gamma: url, clob: url, data: url};
  return new RestClient({endpoints, maxTries: 1, ...(fetch && {fetch})});
}

/** An event whose every text is hostile, except for the slug by which it is found. */
function hostileEvent(title: string, closed = false): WireEvent {
  const texts = {question: title, groupItemTitle: title, closedTime: title};
  const names = ['Yes', 'No'].map((name) => `${name} ${title}`.slice(0, 2_000));
  const outcomes = JSON.stringify(names);
  const slugs = ['a', 'b'].map((letter) => `rain-${letter}`);
  const markets = slugs.map((slug, n) => wireMarket(n + 1, {...texts, slug, outcomes, closed}));
  const nameless = wireMarket(3, {question: title, slug: title, clobTokenIds: '[]', closed});
  return {...wireEvent('rain', [...markets, nameless]), title, closed};
}

async function withStub<T>(
  reply: Parameters<typeof RestStub.start>[0],
  use: (client: RestClient) => Promise<T>,
): Promise<T> {
  await using stub = await RestStub.start(reply);
  return await use(clientOf(stub.url));
}

async function sentenceFrom(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PolybookError);
  const problem = error as PolybookError;
  // The picker shows the message alone.
  expect(findActing(problem.message)).toBeUndefined();
  expect(problem.message).not.toContain('\n');
  return sentenceOf(problem);
}

async function hostileMarkets(title = ACTING_TEXT) {
  return withStub(serveGamma([hostileEvent(title)]), (client) => resolveMarkets('rain-a', client));
}

describe('texts of a listing', () => {
  test('are what can be seen of them, in every field of a market and every notice', async () => {
    const resolution = await hostileMarkets();
    expect(resolution.markets).toHaveLength(2);
    expect(resolution.markets[0]).toMatchObject({
      question: 'Will it rain soon?',
      label: 'Will it rain soon?',
      eventTitle: 'Will it rain soon?',
      eventLegs: 3,
      outcomes: [{name: 'Yes Will it rain soon?'}, {name: 'No Will it rain soon?'}],
    });
    expect(findActing(Object.values(resolution).flat().map(String).join(' '))).toBeUndefined();
    const notices = resolution.kind === 'markets' ? resolution.notices : [];
    expect(notices).toEqual(['Left out: 1 market of this event without a book']);
  });

  test('reach no row of the screen: book, picker, notices', async () => {
    const {markets} = await hostileMarkets();
    const assetIds = markets.flatMap(({outcomes}) => outcomes.map(({assetId}) => assetId));
    const session = sampleSession({catalog: {markets, assetIds}});
    const ui = createUiState({atUs: SAMPLE_NOW_US});
    const action = {query: 'rain', choices: markets, atUs: SAMPLE_NOW_US};
    const choosing = reduceUi(ui, {type: 'picker_opened', ...action});
    for (const state of [ui, choosing]) {
      const rows = screenText(buildViewModel(sampleInput({session, ui: state})));
      expect(rows.join('\n')).toContain('Will it rain soon?');
      expect(rows.map(findActing).filter((found) => found !== undefined)).toEqual([]);
    }
  });

  test('reach no line of --json and no table of --once', async () => {
    const [market] = (await hostileMarkets()).markets as readonly [Market, Market];
    const {question, conditionId, outcomes} = market;
    const ids = {market: conditionId, assetId: outcomes[0].assetId};
    const names = {
      source: 'live',
      slugOf: () => market.slug,
      outcomeOf: () => outcomes[0].name,
    } as const;
    const texts = [
      formatRecord(bookRecord(ids), names),
      formatRecord(tradeRecord(ids), names),
      formatBookTable(bookRecord(ids), {question, outcome: outcomes[0].name}),
    ];
    for (const text of texts) {
      expect(text).toContain('Will it rain soon?');
      expect(findActing(text)).toBeUndefined();
    }
  });

  test('a line of --json escapes what still came so far, and a reader gets the same text', () => {
    const names = {
      source: 'live',
      slugOf: () => ACTING_TEXT,
      outcomeOf: () => ACTING_TEXT,
    } as const;
    const line = formatRecord(bookRecord(), names);
    expect(findActing(line)).toBeUndefined();
    expect(JSON.parse(line)).toMatchObject({slug: ACTING_TEXT, outcome: ACTING_TEXT});
  });

  test('are kept no longer than a title, however many megabytes they have', async () => {
    const {markets} = await hostileMarkets(`${ACTING_TEXT} ${'and on '.repeat(100_000)}`);
    for (const {question, label, eventTitle} of markets) {
      expect(question.length).toBeLessThanOrEqual(300);
      expect(label.length).toBeLessThanOrEqual(80);
      expect(eventTitle!.length).toBeLessThanOrEqual(300);
    }
  });
});

describe('sentences', () => {
  const refusals: readonly (readonly [string, StubReply])[] = [
    ['an error whose body is hostile', {status: 400, type: 'text/plain', body: ACTING_TEXT}],
    ['a page', {type: 'text/html', body: `<html>${ACTING_TEXT}`}],
    ['broken JSON', {body: `{"${ACTING_TEXT}`}],
    ['an answer that is cut off', 'cut'],
  ];

  test.each(refusals)('about %s can be seen as a whole', async (_what, reply) => {
    const sentence = await withStub(
      () => reply,
      (client) => sentenceFrom(resolveMarkets('rain-a', client)),
    );
    expect(findActing(sentence)).toBeUndefined();
  });

  test('about a closed event, its winner and its outcomes can be seen as a whole', async () => {
    const closed = await withStub(serveGamma([hostileEvent(ACTING_TEXT, true)]), (client) =>
      sentenceFrom(resolveMarkets('rain-a', client)),
    );
    expect(closed).toContain('"Will it rain soon?"');
    expect(findActing(closed)).toBeUndefined();

    const [market] = (await hostileMarkets()).markets;
    const asked = (): Promise<unknown> =>
      Promise.resolve().then(() => findOutcome(market!, `Maybe${ACTING_TEXT}`));
    expect(findActing(await sentenceFrom(asked()))).toBeUndefined();
  });

  test.each([
    ACTING_TEXT,
    `https://polymarket.com/event/${encodeURIComponent(ACTING_TEXT)}`,
    `https://polymarket.com/nowhere/${ACTING_TEXT}`,
    `https://other.example/${ACTING_TEXT}`,
    `0x\x1b[2J\x9b`,
    `0xabc?\x9b\u202e`,
  ])('about what was typed can be seen as a whole: %j', async (typed) => {
    const sentence = await withStub(serveGamma([]), (client) =>
      sentenceFrom(resolveMarkets(typed, client)),
    );
    expect(findActing(sentence)).toBeUndefined();
  });

  test('about a failure in words of the network can be seen as a whole', async () => {
    const client = clientOf('http://127.0.0.1:9', () => Promise.reject(new Error(ACTING_TEXT)));
    expect(findActing(await sentenceFrom(client.get('gamma', '/markets')))).toBeUndefined();
  });
});

describe('sizes', () => {
  test('a reply without end is given up at 32 MiB, and its connection with it', async () => {
    let sent = 0;
    let isCancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent++;
        controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20));
      },
      cancel() {
        isCancelled = true;
      },
    });
    const client = clientOf('http://stub', () => Promise.resolve(new Response(endless)));
    expect(await sentenceFrom(client.get('gamma', '/markets'))).toBe(
      'polybook-tui: stub answered /markets with more than 32 MiB, which is not read to its end.\n' +
        'A proxy or a filter of the network may answer in its place.',
    );
    expect(isCancelled).toBe(true);
    expect(sent).toBeLessThan(36);
  });

  test('a reply in pieces that split characters is put together, without its byte order mark', async () => {
    const bytes = Buffer.from('\ufeff{"question":"Ó 中文 👩‍🚀"}');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const client = clientOf('http://stub', () => Promise.resolve(new Response(body)));
    expect(await client.get('gamma', '/markets')).toEqual({question: 'Ó 中文 👩‍🚀'});
  });

  test('nesting without end is broken JSON, and a text that holds it is no list of outcomes', async () => {
    const body = '['.repeat(4_000_000) + ']'.repeat(4_000_000);
    const sentence = await withStub(
      () => ({body}),
      (client) => sentenceFrom(client.get('gamma', '/markets')),
    );
    expect(sentence).toContain('with broken JSON instead of data');

    const event = wireEvent('rain', [wireMarket(1, {slug: 'rain-a', outcomes: body})]);
    const named = await withStub(serveGamma([event]), (client) =>
      sentenceFrom(resolveMarkets('rain-a', client)),
    );
    expect(named).toContain('is not described as two outcomes');
  });

  test('a search that is answered with thousands of markets finds a thousand', async () => {
    const markets = Array.from({length: 3_000}, (_, n) => wireMarket(n, {question: `Rain ${n}?`}));
    const found = await withStub(serveGamma([wireEvent('rain', markets)]), (client) =>
      searchMarkets(client, 'rain'),
    );
    expect(found).toHaveLength(1_000);
    expect(found[0]?.outcomes[0].assetId).toBe(tokenOf(0, 0));
  });
});

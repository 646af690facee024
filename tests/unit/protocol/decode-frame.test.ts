import {describe, expect, test} from 'vitest';
import type {FeedEvent} from '../../../src/domain/feed-event.js';
import {decodeFrame} from '../../../src/protocol/decode-frame.js';
import {
  MAX_FRAME_BYTES,
  MAX_ISSUES_PER_FRAME,
  MAX_UNCHECKED_BYTES,
} from '../../../src/protocol/limits.js';

const MARKET = `0x${'ab'.repeat(32)}`;
const YES = '114602688616062054693464639818826590702731982636255124778328943187816056373369';
const NO = '112222077780534073126353733665449794547376835979729917699348268168151417239731';

const book = {
  market: MARKET,
  asset_id: YES,
  timestamp: '1788786290337',
  hash: '6308f06a',
  bids: [
    {price: '0.01', size: '26.68'},
    {price: '0.62', size: '35187.53'},
  ],
  asks: [{price: '0.63', size: '298.28'}],
  tick_size: '0.01',
  event_type: 'book',
  last_trade_price: '0.620',
};

const priceChange = {
  market: MARKET,
  price_changes: [
    {
      asset_id: NO,
      price: '0.09',
      size: '0',
      side: 'BUY',
      hash: '8f58',
      best_bid: '0.37',
      best_ask: '0.38',
    },
    {
      asset_id: YES,
      price: '0.91',
      size: '5.45',
      side: 'SELL',
      hash: '992e',
      best_bid: '0.62',
      best_ask: '0.63',
    },
  ],
  timestamp: '1788786330404',
  event_type: 'price_change',
};

const trade = {
  market: MARKET,
  asset_id: YES,
  price: '0.62',
  size: '7.555554',
  fee_rate_bps: '0',
  side: 'SELL',
  timestamp: '1788786353325',
  event_type: 'last_trade_price',
  transaction_hash: '0x99fc',
};

function decodeOne(message: unknown): FeedEvent {
  const {events, issues, control} = decodeFrame(JSON.stringify(message));
  expect(issues).toEqual([]);
  expect(control).toBeUndefined();
  expect(events).toHaveLength(1);
  return events[0]!;
}

function issueCodes(frame: string): string[] {
  return decodeFrame(frame).issues.map(({code}) => code);
}

describe('each message kind becomes one event', () => {
  test('book', () => {
    expect(decodeOne(book)).toEqual({
      kind: 'book_snapshot',
      market: MARKET,
      assetId: YES,
      timestampMs: 1788786290337,
      hash: '6308f06a',
      bids: [
        {price: 100, size: 26_680_000},
        {price: 6200, size: 35_187_530_000},
      ],
      asks: [{price: 6300, size: 298_280_000}],
      tickSize: 100,
      lastTradePrice: '0.620',
      minOrderSize: undefined,
      negRisk: undefined,
    });
  });

  test('book as REST replies with it', () => {
    const reply = {...book, event_type: undefined, min_order_size: '5', neg_risk: true};
    expect(decodeOne(reply)).toMatchObject({minOrderSize: '5', negRisk: true, tickSize: 100});
  });

  test('price_change, with several assets', () => {
    expect(decodeOne(priceChange)).toEqual({
      kind: 'price_change',
      market: MARKET,
      timestampMs: 1788786330404,
      changes: [
        {assetId: NO, side: 'bid', price: 900, size: 0, hash: '8f58', bestBid: 3700, bestAsk: 3800},
        {
          assetId: YES,
          side: 'ask',
          price: 9100,
          size: 5_450_000,
          hash: '992e',
          bestBid: 6200,
          bestAsk: 6300,
        },
      ],
    });
  });

  test('price_change of before September 2025: asset and hash stand beside the changes', () => {
    const old = {
      asset_id: YES,
      market: MARKET,
      changes: [{price: '.48', side: 'SELL', size: '30'}],
      timestamp: '1700000000000',
      hash: 'abcd',
      event_type: 'price_change',
    };
    expect(decodeOne(old)).toMatchObject({
      changes: [
        {
          assetId: YES,
          side: 'ask',
          price: 4800,
          size: 30_000_000,
          hash: 'abcd',
          bestBid: undefined,
          bestAsk: undefined,
        },
      ],
    });
  });

  test('last_trade_price', () => {
    expect(decodeOne(trade)).toEqual({
      kind: 'trade',
      market: MARKET,
      assetId: YES,
      timestampMs: 1788786353325,
      price: 6200,
      size: 7_555_554,
      side: 'sell',
      transactionHash: '0x99fc',
    });
  });

  test('tick_size_change', () => {
    const message = {
      event_type: 'tick_size_change',
      asset_id: YES,
      market: MARKET,
      old_tick_size: '0.01',
      new_tick_size: '0.001',
      timestamp: '1',
    };
    expect(decodeOne(message)).toMatchObject({oldTickSize: 100, newTickSize: 10, timestampMs: 1});
  });

  test('best_bid_ask', () => {
    const message = {
      market: MARKET,
      asset_id: YES,
      best_bid: '0.63',
      best_ask: '0.638',
      spread: '0.008',
      timestamp: '2',
      event_type: 'best_bid_ask',
    };
    expect(decodeOne(message)).toMatchObject({kind: 'best_prices', bestBid: 6300, bestAsk: 6380});
  });

  test('new_market', () => {
    const message = {
      id: '1',
      question: 'Will it?',
      market: MARKET,
      slug: 'will-it',
      assets_ids: [YES, NO],
      outcomes: ['Yes', 'No'],
      event_message: {id: '2'},
      timestamp: '3',
      event_type: 'new_market',
    };
    expect(decodeOne(message)).toEqual({
      kind: 'new_market',
      market: MARKET,
      slug: 'will-it',
      question: 'Will it?',
      assetIds: [YES, NO],
      timestampMs: 3,
    });
  });

  test('market_resolved, with the few fields that real frames have', () => {
    const message = {
      id: '1',
      market: MARKET,
      assets_ids: [YES, NO],
      winning_asset_id: NO,
      winning_outcome: 'No',
      event_message: null,
      timestamp: '4',
      event_type: 'market_resolved',
      tags: [],
    };
    expect(decodeOne(message)).toMatchObject({
      kind: 'market_resolved',
      assetIds: [YES, NO],
      winningAssetId: NO,
      winningOutcome: 'No',
    });
  });
});

describe('other spellings mean the same', () => {
  test('a book without event_type', () => {
    expect(decodeOne({...book, event_type: undefined})).toEqual(decodeOne(book));
  });

  test('buys and sells', () => {
    const {bids: buys, asks: sells, ...rest} = book;
    expect(decodeOne({...rest, event_type: undefined, buys, sells})).toEqual(decodeOne(book));
  });

  test('numbers for strings', () => {
    const numbers = {
      ...book,
      timestamp: 1788786290337,
      bids: [
        {price: 0.01, size: 26.68},
        {price: 0.62, size: 35187.53},
      ],
      asks: [{price: 0.63, size: 298.28}],
      tick_size: 0.01,
    };
    expect(decodeOne(numbers)).toEqual(decodeOne(book));
  });

  test('prices without a leading zero and with trailing ones', () => {
    const spelled = {
      ...book,
      bids: [
        {price: '.01', size: '26.680'},
        {price: '0.6200', size: '35187.53'},
      ],
    };
    expect(decodeOne(spelled)).toEqual(decodeOne(book));
  });

  test('an empty side is 0 or empty text for bids, 1 or empty text for asks', () => {
    const change = (best_bid: unknown, best_ask: unknown) =>
      decodeOne({
        ...priceChange,
        price_changes: [{...priceChange.price_changes[0], best_bid, best_ask}],
      });
    const empty = {changes: [{bestBid: 0, bestAsk: 10_000}]};
    expect(change('', '')).toMatchObject(empty);
    expect(change('0', '1')).toMatchObject(empty);
    expect(change(undefined, null)).toMatchObject({
      changes: [{bestBid: undefined, bestAsk: undefined}],
    });
  });

  test('empty sides of a book are empty lists, or null', () => {
    const emptied = {...book, bids: [], asks: null};
    expect(decodeOne(emptied)).toMatchObject({bids: [], asks: []});
  });

  test('a market that never traded keeps its empty text', () => {
    expect(decodeOne({...book, last_trade_price: ''})).toMatchObject({lastTradePrice: ''});
  });

  test('unknown keys are passed over', () => {
    expect(decodeOne({...trade, novelty: {a: [1]}})).toEqual(decodeOne(trade));
  });

  test('bytes', () => {
    const bytes = new TextEncoder().encode(`  ${JSON.stringify(book)}`);
    expect(decodeFrame(bytes.subarray(2)).events).toEqual([decodeOne(book)]);
  });

  test('an array of several kinds, in order', () => {
    const {events} = decodeFrame(JSON.stringify([book, priceChange, trade]));
    expect(events.map(({kind}) => kind)).toEqual(['book_snapshot', 'price_change', 'trade']);
  });
});

describe('frames without events', () => {
  test.each([
    ['PONG', 'pong'],
    ['NO NEW ASSETS', 'no_new_assets'],
  ])('%s is control text', (frame, control) => {
    expect(decodeFrame(frame)).toEqual({events: [], issues: [], control});
    expect(decodeFrame(Buffer.from(frame))).toEqual({events: [], issues: [], control});
  });

  test('an empty array is nothing at all', () => {
    expect(decodeFrame('[]')).toEqual({events: [], issues: [], control: undefined});
  });
});

describe('what is bad costs itself only', () => {
  test.each([
    ['garbage', 'hello', ['NOT_JSON']],
    ['empty text', '', ['NOT_JSON']],
    ['a cut message', JSON.stringify(book).slice(0, -1), ['NOT_JSON']],
    ['a page of HTML', '<html>502</html>', ['NOT_JSON']],
    ['a number', '42', ['NOT_AN_EVENT']],
    ['null', 'null', ['NOT_AN_EVENT']],
    ['an array in an array', '[[]]', ['NOT_AN_EVENT']],
    ['an object without anything', '{}', ['NOT_AN_EVENT']],
    ['an unknown type', '{"event_type":"weather"}', ['UNKNOWN_EVENT_TYPE']],
    ['a type that is no text', '{"event_type":{"a":1}}', ['UNKNOWN_EVENT_TYPE']],
    ['a type of the prototype', '{"event_type":"__proto__"}', ['UNKNOWN_EVENT_TYPE']],
    ['a type of every object', '{"event_type":"constructor"}', ['UNKNOWN_EVENT_TYPE']],
    ['a book in the prototype', `{"__proto__":${JSON.stringify(book)}}`, ['NOT_AN_EVENT']],
    ['a trade without a price', JSON.stringify({...trade, price: undefined}), ['BAD_FIELD']],
    ['a trade above 1', JSON.stringify({...trade, price: '1.01'}), ['BAD_FIELD']],
    ['a trade of no side', JSON.stringify({...trade, side: 'HOLD'}), ['BAD_FIELD']],
    ['a book without a time', JSON.stringify({...book, timestamp: 'now'}), ['BAD_FIELD']],
    ['a book of half a side', JSON.stringify({...book, asks: undefined}), ['BAD_FIELD']],
    ['an id that lost digits', JSON.stringify({...book, asset_id: 1.1e77}), ['BAD_FIELD']],
    ['changes that are none', JSON.stringify({...priceChange, price_changes: {}}), ['BAD_FIELD']],
  ])('%s', (_, frame, codes) => {
    const {events} = decodeFrame(frame);
    expect(events).toEqual([]);
    expect(issueCodes(frame)).toEqual(codes);

    const json = codes[0] === 'NOT_JSON' ? '"garbage"' : frame;
    const among = decodeFrame(`[${JSON.stringify(book)},${json},${JSON.stringify(trade)}]`);
    expect(among.events.map(({kind}) => kind)).toEqual(['book_snapshot', 'trade']);
    expect(among.issues).toHaveLength(1);
  });

  test.each([
    ['price above 1', {price: '1.5', size: '1'}],
    ['price of 1', {price: '1', size: '1'}],
    ['price of 0', {price: '0', size: '1'}],
    ['negative price', {price: '-0.1', size: '1'}],
    ['price finer than its unit', {price: '0.00001', size: '1'}],
    ['size in exponents', {price: '0.5', size: '1e3'}],
    ['size that is no number', {price: '0.5', size: 'NaN'}],
    ['size missing', {price: '0.5'}],
    ['level that is null', null],
    ['level that is a list', ['0.5', '1']],
  ])('a level with a %s leaves the rest of its book', (_, level) => {
    const {events, issues} = decodeFrame(JSON.stringify({...book, bids: [...book.bids, level]}));
    expect(events).toEqual([decodeOne(book)]);
    expect(issues.map(({code}) => code)).toEqual(['BAD_LEVEL']);
  });

  test.each([
    ['side', {side: 'MIDDLE'}],
    ['price', {price: '7'}],
    ['size', {size: '-1'}],
    ['asset', {asset_id: ''}],
  ])('a change with a bad %s leaves the other changes', (_, bad) => {
    const entries = [{...priceChange.price_changes[0], ...bad}, ...priceChange.price_changes];
    const {events, issues} = decodeFrame(JSON.stringify({...priceChange, price_changes: entries}));
    expect(events).toEqual([decodeOne(priceChange)]);
    expect(issues.map(({code}) => code)).toEqual(['BAD_LEVEL']);
  });

  test('an unreadable best price costs the check, not the change', () => {
    const entry = {...priceChange.price_changes[0], best_bid: 'soon'};
    const {events, issues} = decodeFrame(JSON.stringify({...priceChange, price_changes: [entry]}));
    expect(events).toMatchObject([{changes: [{price: 900, bestBid: undefined, bestAsk: 3800}]}]);
    expect(issues).toEqual([{code: 'BAD_FIELD', detail: 'soon'}]);
  });
});

describe('hostile frames', () => {
  test('a frame above the limit is not even parsed, as text or as bytes', () => {
    const text = `[${' '.repeat(MAX_FRAME_BYTES)}]`;
    expect(issueCodes(text)).toEqual(['FRAME_TOO_LARGE']);
    expect(decodeFrame(new Uint8Array(MAX_FRAME_BYTES + 1)).issues).toEqual([
      {code: 'FRAME_TOO_LARGE', detail: 'a frame of 8388609 bytes'},
    ]);
  });

  test('nesting without end is an issue, closed or not, and also inside a good message', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(issueCodes(deep)).toEqual(['TOO_DEEP']);
    expect(issueCodes('['.repeat(MAX_FRAME_BYTES))).toEqual(['TOO_DEEP']);
    expect(issueCodes(`{"event_type":"book","bids":${deep}}`)).toEqual(['TOO_DEEP']);
    expect(issueCodes('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000))).toEqual(['TOO_DEEP']);
  });

  test('nesting in a small frame is parsed, and is no event', () => {
    const half = MAX_UNCHECKED_BYTES / 2;
    expect(issueCodes('['.repeat(half) + ']'.repeat(half))).toEqual(['NOT_AN_EVENT']);
    expect(issueCodes('['.repeat(half))).toEqual(['NOT_JSON']);
  });

  test('brackets inside of a text nest nothing, however many and after whatever quotes', () => {
    const slug = '\\"[{'.repeat(MAX_UNCHECKED_BYTES) + '\\';
    const notice = {event_type: 'new_market', market: '0xm', slug, timestamp: '1', question: '[{'};
    const {events, issues} = decodeFrame(JSON.stringify(notice));
    expect(issues).toEqual([]);
    expect(events).toMatchObject([{kind: 'new_market', question: '[{'}]);
  });

  test('a million bad messages are not a million issues', () => {
    expect(issueCodes(`[${'0,'.repeat(1_000_000)}0]`)).toHaveLength(MAX_ISSUES_PER_FRAME);
  });

  test('no escape sequence and no novel survives in the detail of an issue', () => {
    const {issues} = decodeFrame(`\u001b[2J\u0007${'x'.repeat(5000)}`);
    expect(issues[0]?.detail).toMatch(/^x{79}…$/);
  });

  test('keys of the prototype pollute nothing', () => {
    decodeFrame(`[{"__proto__":{"polluted":1}},{"constructor":{"prototype":{"polluted":1}}}]`);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test.each([
    ['an escape sequence', '1001\x1b[2J'],
    ['an 8-bit control', '1001\x9b2J'],
    ['an override of direction', '1001\u202e'],
    ['a line end', '1001\n'],
    ['a space', '10 01'],
    ['nothing', ''],
    ['a megabyte', '1'.repeat(1_000_000)],
  ])('%s is no id, of an asset, a market or a hash', (_what, id) => {
    const fields = {event_type: 'last_trade_price', market: '0xm', asset_id: '1001'};
    const trade = {...fields, price: '0.5', size: '1', side: 'BUY', timestamp: '1'};
    expect(issueCodes(JSON.stringify({...trade, asset_id: id}))).toEqual(['BAD_FIELD']);
    expect(issueCodes(JSON.stringify({...trade, market: id}))).toEqual(['BAD_FIELD']);
    const {events} = decodeFrame(JSON.stringify({...trade, transaction_hash: id}));
    expect(events).toMatchObject([{kind: 'trade', transactionHash: undefined}]);
    const book = {...fields, event_type: 'book', timestamp: '1', bids: [], asks: [], hash: id};
    expect(decodeFrame(JSON.stringify(book)).events).toMatchObject([{hash: undefined}]);
  });

  test.each(['0.62\x1b[2J', '1e-7', '-0.5', 'NaN', '.', ' 0.5', '0x10', '9'.repeat(400)])(
    'the texts of a book that its hash contains are decimals, and %j is none',
    (text) => {
      const book = {market: '0xm', asset_id: '1001', timestamp: '1', bids: [], asks: []};
      const terms = {last_trade_price: text, min_order_size: text};
      expect(decodeFrame(JSON.stringify({...book, ...terms})).events).toMatchObject([
        {lastTradePrice: undefined, minOrderSize: undefined},
      ]);
    },
  );

  test('names in notices are plain text of a bounded length', () => {
    const said = `\x1b]0;pwned\x07\x9b31m\u202e${'Yes '.repeat(200_000)}`;
    const fields = {market: '0xm', timestamp: '1', slug: said, question: said};
    for (const event_type of ['new_market', 'market_resolved']) {
      const frame = JSON.stringify({...fields, event_type, winning_outcome: said});
      const [event] = decodeFrame(frame).events;
      const texts = Object.values(event ?? {}).filter((value) => typeof value === 'string');
      for (const text of texts) expect(text).toMatch(/^[\w ]{1,299}…?$/);
      expect(texts.some((text) => text.startsWith('Yes Yes'))).toBe(true);
    }
  });
});

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {BookRecord} from '../../../src/domain/record.js';
import {AssetChoice, nameOf} from '../../../src/tables/asset-choice.js';
import {BestPrices} from '../../../src/tables/best-prices.js';
import {COLUMNS, type TableName} from '../../../src/tables/columns.js';
import {createEncoder} from '../../../src/tables/create-encoder.js';
import type {TableRecord} from '../../../src/tables/table-record.js';
import {bookRecord, columns, MARKET, tradeRecord} from '../../support/made-records.js';
import {parseCsv} from '../../support/parse-csv.js';

const NAMES = {
  slugOf: (market: string) => (market === MARKET ? 'will-it' : undefined),
  outcomeOf: (assetId: string) => (assetId === '1001' ? 'Yes, "really"' : undefined),
};
const RECV_US = 1_788_786_330_450_000;

async function encode(
  format: 'csv' | 'ndjson',
  table: TableName,
  records: readonly TableRecord[],
): Promise<string> {
  const encoder = await createEncoder(format, table, NAMES);
  for (const record of records) encoder.add(record, RECV_US);
  return encoder.end() as string;
}

describe('CSV', () => {
  test('a book is a row a level, best first, bids before asks', async () => {
    const text = await encode('csv', 'books', [bookRecord()]);
    expect(text.split('\n').map((line) => line.split(',').slice(-5).join())).toEqual([
      'hash_ok,side,level,price,size',
      'true,bid,0,0.62,26.68',
      'true,bid,1,0.6,2000',
      'true,ask,0,0.631,0.5',
      '',
    ]);
  });

  test('a book without any level is a row that says so', async () => {
    const empty = bookRecord({
      bids: columns('bid', []),
      asks: columns('ask', []),
      hashOk: undefined,
    });
    const [, row] = (await encode('csv', 'books', [empty])).split('\n');
    expect(row).toMatch(/,8f58489c,,,,,$/);
  });

  test('what is unknown is empty, and a name with commas and quotes is one cell', async () => {
    const records = [
      tradeRecord(),
      tradeRecord({assetId: '1002', market: '0x1', transactionHash: undefined}),
    ];
    expect(parseCsv(await encode('csv', 'trades', records))).toEqual([
      {
        recv_us: String(RECV_US),
        timestamp_ms: '1788786353325',
        asset_id: '1001',
        market: MARKET,
        slug: 'will-it',
        outcome: 'Yes, "really"',
        price: '0.62',
        size: '7.555554',
        side: 'SELL',
        transaction_hash: '0x99fc',
      },
      expect.objectContaining({market: '0x1', slug: '', outcome: '', transaction_hash: ''}),
    ]);
  });

  test.each(Object.keys(COLUMNS) as TableName[])(
    'of %s without any row is the header',
    async (table) => {
      expect(await encode('csv', table, [])).toBe(
        `${COLUMNS[table].map(({name}) => name).join(',')}\n`,
      );
    },
  );
});

describe('NDJSON', () => {
  test('best prices are an object with what they are of', async () => {
    const oneSided = bookRecord({asks: columns('ask', []), trust: 'SUSPECT', reason: 'crossed'});
    expect(JSON.parse(await encode('ndjson', 'bbo', [oneSided]))).toEqual({
      type: 'bbo',
      asset_id: '1001',
      market: MARKET,
      slug: 'will-it',
      outcome: 'Yes, "really"',
      timestamp: '1788786330404',
      trust: 'SUSPECT',
      reason: 'crossed',
      best_bid: '0.62',
      bid_size: '26.68',
      best_ask: null,
      ask_size: null,
      recv_us: RECV_US,
    });
  });

  test('a trade is that of --json, with its slug and when it was received', async () => {
    const text = await encode('ndjson', 'trades', [tradeRecord()]);
    expect(JSON.parse(text)).toMatchObject({type: 'trade', slug: 'will-it', recv_us: RECV_US});
  });
});

test.each(['csv', 'ndjson'] as const)('%s: a record of another table is no row', async (format) => {
  expect(await encode(format, 'trades', [bookRecord()])).toBe(await encode(format, 'trades', []));
  expect(await encode(format, 'bbo', [tradeRecord()])).toBe(await encode(format, 'bbo', []));
});

test('best prices are told exactly where they differ from those before of their asset', () => {
  const size = fc.constantFrom('0.01', '5', '100');
  const side = (prices: readonly string[]) =>
    fc.array(fc.tuple(fc.constantFrom(...prices), size), {maxLength: 2});
  const book = fc.record({
    assetId: fc.constantFrom('1', '2'),
    bids: side(['0.4', '0.5']).map((levels) => columns('bid', levels)),
    asks: side(['0.6', '0.7']).map((levels) => columns('ask', levels)),
  });
  fc.assert(
    fc.property(fc.array(book), (fields) => {
      const books = fields.map((field) => bookRecord(field));
      const best = new BestPrices();
      const told = books.map((record) => best.hasChanged(record));
      const expected = books.map((record, i) => {
        const before = books.slice(0, i).findLast(({assetId}) => assetId === record.assetId);
        return before === undefined || bestOf(before) !== bestOf(record);
      });
      expect(told).toEqual(expected);
    }),
  );
});

function bestOf({bids, asks}: BookRecord): string {
  return [bids.prices[0], bids.sizes[0], asks.prices[0], asks.sizes[0]].join();
}

describe('--asset', () => {
  const token = {assetId: '1001', market: MARKET};
  const names = {
    ...NAMES,
    outcomeOf: (assetId: string) => (assetId === '1001' ? 'Yes' : undefined),
  };

  test.each(['1001', MARKET, 'will-it', 'WILL-IT', 'yes', 'will-it/Yes'])('%s names it', (wish) => {
    const choice = new AssetChoice([wish], names);
    expect(choice.has({assetId: '1002', market: '0x1'})).toBe(false);
    expect(choice.has(token)).toBe(true);
    expect(choice.unused).toEqual([]);
  });

  test('what names nothing is told, also beside what does', () => {
    const choice = new AssetChoice(['No', 'Yes', '100'], names);
    expect(choice.has(token)).toBe(true);
    expect(choice.unused).toEqual(['No', '100']);
  });

  test('without it all are meant', () => {
    expect(new AssetChoice([], names).has(token)).toBe(true);
  });

  test('an asset without a name is told by its id', () => {
    expect(nameOf(token, names)).toBe('will-it/Yes');
    expect(nameOf({assetId: '7', market: '0x1'}, names)).toBe('7');
  });
});

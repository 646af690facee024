import {describe, expect, test} from 'vitest';
import type {StreamRecord} from '../../../src/domain/record.js';
import {formatRecord} from '../../../src/output/ndjson.js';
import {
  bookRecord,
  columns,
  MARKET,
  statsRecord,
  statusRecord,
  summaryRecord,
  tradeRecord,
} from '../../support/made-records.js';

const NAMES = {
  source: 'live',
  slugOf: (market: string) => (market === MARKET ? 'will-it-rain' : undefined),
  outcomeOf: (assetId: string) => (assetId === '1001' ? 'Yes' : undefined),
} as const;

/** Holds the line letter by letter: order of the keys, nulls, and which values are text. */
function checkLine(record: StreamRecord, line: string): void {
  expect(formatRecord(record, NAMES)).toBe(line);
}

describe('a book', () => {
  test('has its levels best first as the exchange writes them', () => {
    checkLine(
      bookRecord(),
      `{"type":"book","asset_id":"1001","market":"${MARKET}","slug":"will-it-rain","outcome":"Yes",` +
        '"source":"live","timestamp":"1788786330404","revision":7,"trust":"LIVE","reason":null,' +
        '"hash":"8f58489c","hash_ok":true,"best_bid":"0.62","best_ask":"0.631",' +
        '"bids":[["0.62","26.68"],["0.6","2000"]],"asks":[["0.631","0.5"]],"last_trade_price":"0.620"}',
    );
  });

  test('that is empty and of which little is known says null, and a market never traded is ""', () => {
    checkLine(
      bookRecord({
        assetId: '9',
        market: '0x9',
        trust: 'UNPROVEN',
        reason: 'hash_unknown',
        hash: undefined,
        hashOk: undefined,
        bids: columns('bid', []),
        asks: columns('ask', []),
        lastTradePrice: undefined,
      }),
      '{"type":"book","asset_id":"9","market":"0x9","slug":null,"outcome":null,"source":"live",' +
        '"timestamp":"1788786330404","revision":7,"trust":"UNPROVEN","reason":"hash_unknown",' +
        '"hash":null,"hash_ok":null,"best_bid":null,"best_ask":null,"bids":[],"asks":[],' +
        '"last_trade_price":null}',
    );
    expect(formatRecord(bookRecord({lastTradePrice: ''}), NAMES)).toContain(
      '"last_trade_price":""}',
    );
  });

  test('whose hash is wrong says false, not null', () => {
    const line = formatRecord(
      bookRecord({trust: 'SUSPECT', reason: 'hash_mismatch', hashOk: false}),
      {...NAMES, source: 'replay'},
    );
    expect(line).toContain('"source":"replay"');
    expect(line).toContain('"trust":"SUSPECT","reason":"hash_mismatch"');
    expect(line).toContain('"hash_ok":false');
  });
});

describe('the other lines', () => {
  test('trade: sizes to the last decimal, the side is the taker’s, in the exchange’s words', () => {
    checkLine(
      tradeRecord(),
      `{"type":"trade","asset_id":"1001","market":"${MARKET}","outcome":"Yes",` +
        '"timestamp":"1788786353325","price":"0.62","size":"7.555554","side":"SELL",' +
        '"transaction_hash":"0x99fc"}',
    );
    checkLine(
      tradeRecord({assetId: '2', side: 'buy', transactionHash: undefined}),
      `{"type":"trade","asset_id":"2","market":"${MARKET}","outcome":null,` +
        '"timestamp":"1788786353325","price":"0.62","size":"7.555554","side":"BUY",' +
        '"transaction_hash":null}',
    );
  });

  test('status: scope, id, state and why', () => {
    checkLine(
      statusRecord(),
      '{"type":"status","scope":"book","id":"1001","state":"LIVE","reason":null}',
    );
    checkLine(
      statusRecord({
        scope: 'connection',
        id: 'ws://127.0.0.1:1/',
        state: 'backing_off',
        reason: 'connection refused',
      }),
      '{"type":"status","scope":"connection","id":"ws://127.0.0.1:1/","state":"backing_off","reason":"connection refused"}',
    );
  });

  test('stats: numbers, rounded to what they can tell, and null where there is none yet', () => {
    checkLine(
      statsRecord(),
      '{"type":"stats","frames":100,"bytes":60000,"events":120,"messages_per_s":50,' +
        '"feed_p50_ms":12.3,"feed_p95_ms":45.7,"feed_p99_ms":89,"clock_offset_ms":-3.2,' +
        '"ping_ms":20.6,"pipeline_p50_us":41,"pipeline_p99_us":231,"reconnects":1,"issues":2,' +
        '"corrected_p50_ms":15.6,"corrected_p95_ms":48.9,"corrected_p99_ms":92.2,' +
        '"clock_uncertainty_ms":11.3,"verify_p99_us":61,"event_loop_p99_ms":1.2}',
    );
    const unknown = {
      feedP50Ms: Number.NaN,
      feedP95Ms: Number.NaN,
      feedP99Ms: Number.NaN,
      correctedP50Ms: Number.NaN,
      correctedP95Ms: Number.NaN,
      correctedP99Ms: Number.NaN,
      clockUncertaintyMs: Number.NaN,
      verifyP99Us: Number.NaN,
      eventLoopP99Ms: Number.NaN,
      clockOffsetMs: Number.NaN,
      pingMs: Number.NaN,
      pipelineP50Us: Number.NaN,
      pipelineP99Us: Number.NaN,
    };
    checkLine(
      statsRecord(unknown),
      '{"type":"stats","frames":100,"bytes":60000,"events":120,"messages_per_s":50,' +
        '"feed_p50_ms":null,"feed_p95_ms":null,"feed_p99_ms":null,"clock_offset_ms":null,' +
        '"ping_ms":null,"pipeline_p50_us":null,"pipeline_p99_us":null,"reconnects":1,"issues":2,' +
        '"corrected_p50_ms":null,"corrected_p95_ms":null,"corrected_p99_ms":null,' +
        '"clock_uncertainty_ms":null,"verify_p99_us":null,"event_loop_p99_ms":null}',
    );
  });

  test('summary: every counter, in the order of the contract', () => {
    checkLine(
      summaryRecord(),
      '{"type":"summary","frames":1,"events":2,"books":3,"batches":4,"verified":5,' +
        '"hash_failed":6,"bbo_failed":7,"crossed":8,"ignored":9,"issues":10,"dropped":11,' +
        '"reconnects":12}',
    );
  });

  test('no line has a line break in it, whatever a name says', () => {
    const line = formatRecord(bookRecord(), {...NAMES, slugOf: () => 'a\nb\u2028"'});
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toMatchObject({slug: 'a\nb\u2028"'});
  });
});

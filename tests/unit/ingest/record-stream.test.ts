import {describe, expect, test} from 'vitest';
import type {StreamRecord} from '../../../src/domain/record.js';
import {RecordStream} from '../../../src/ingest/record-stream.js';
import {
  bookRecord,
  statsRecord,
  statusRecord,
  summaryRecord,
  tradeRecord,
} from '../../support/made-records.js';

/** Batches that may be on their way, and records of a full batch. */
const IN_FLIGHT = 4;
const FULL_BATCH = 256;
const MAX_WAITING = 50_000;

class Reader {
  readonly batches: (readonly StreamRecord[])[] = [];
  readonly stream = new RecordStream((records) => this.batches.push(records));

  get records(): StreamRecord[] {
    return this.batches.flat();
  }

  /** Nothing more is sent until a batch is acknowledged. */
  block(): void {
    for (let batch = 0; batch < IN_FLIGHT; batch++) {
      for (let i = 0; i < FULL_BATCH; i++) this.stream.write(tradeRecord({timestampMs: i}));
    }

    expect(this.stream.isBehind).toBe(true);
    this.batches.length = 0;
  }

  /** Acknowledges everything that was and will be sent. */
  drain(): void {
    for (let i = 0; i < IN_FLIGHT; i++) this.stream.acknowledge();
    for (let acknowledged = 0; acknowledged < this.batches.length; acknowledged++) {
      this.stream.acknowledge();
    }
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a reader that keeps up', () => {
  test('gets the records of one turn of the event loop in one batch, in their order', async () => {
    const {stream, batches} = new Reader();
    const written = [
      statusRecord(),
      bookRecord({revision: 1}),
      tradeRecord(),
      bookRecord({revision: 2}),
      statsRecord(),
    ];
    for (const record of written) stream.write(record);
    expect(batches).toEqual([]);
    await turn();
    expect(batches).toEqual([written]);
    stream.write(tradeRecord());
    await turn();
    expect(batches).toHaveLength(2);
  });

  test('gets a batch at once when there is enough for one', () => {
    const {stream, batches} = new Reader();
    for (let i = 0; i < FULL_BATCH; i++) stream.write(tradeRecord());
    expect(batches).toHaveLength(1);
    expect(stream.isBehind).toBe(false);
  });

  test('gets every book, also two of one asset in one turn', async () => {
    const reader = new Reader();
    for (let revision = 1; revision <= 50; revision++) {
      reader.stream.write(bookRecord({revision}));
      await turn();
      reader.stream.acknowledge();
    }

    expect(reader.records).toHaveLength(50);
  });
});

describe('a reader that is behind', () => {
  test('has at most four batches on their way', async () => {
    const reader = new Reader();
    for (let i = 0; i < 10; i++) {
      reader.stream.write(tradeRecord({timestampMs: i}));
      await turn();
    }

    expect(reader.batches).toHaveLength(IN_FLIGHT);
    expect(reader.stream.isBehind).toBe(true);
    reader.stream.acknowledge();
    expect(reader.batches).toHaveLength(IN_FLIGHT + 1);
    expect(reader.batches.at(-1)).toHaveLength(6);
  });

  test('gets of each book the newest state, at the place of the oldest that it replaces', () => {
    const reader = new Reader();
    reader.block();
    const {stream} = reader;
    stream.write(bookRecord({assetId: 'a', revision: 1}));
    stream.write(tradeRecord({timestampMs: 1}));
    stream.write(bookRecord({assetId: 'b', revision: 1}));
    for (let revision = 2; revision <= 1000; revision++) {
      stream.write(bookRecord({assetId: 'a', revision}));
    }

    stream.write(tradeRecord({timestampMs: 2}));
    reader.drain();
    expect(reader.records).toEqual([
      bookRecord({assetId: 'a', revision: 1000}),
      tradeRecord({timestampMs: 1}),
      bookRecord({assetId: 'b', revision: 1}),
      tradeRecord({timestampMs: 2}),
    ]);
    expect(stream.dropped).toBe(0);
  });

  test('loses trades only beyond the limit, and they are counted; the summary always comes', () => {
    const reader = new Reader();
    reader.block();
    for (let i = 0; i < MAX_WAITING + 3; i++) reader.stream.write(tradeRecord({timestampMs: i}));
    reader.stream.write(statusRecord());
    expect(reader.stream.dropped).toBe(4);
    reader.stream.write(bookRecord());
    reader.stream.write(summaryRecord({dropped: reader.stream.dropped}));
    reader.drain();
    const {records} = reader;
    expect(records).toHaveLength(MAX_WAITING + 2);
    expect(records[MAX_WAITING - 1]).toMatchObject({timestampMs: MAX_WAITING - 1});
    expect(records.slice(-2).map(({type}) => type)).toEqual(['book', 'summary']);

    reader.stream.write(tradeRecord());
    expect(reader.stream.dropped).toBe(4);
  });

  test('that acknowledges what another stream has sent is not thought to be ahead', async () => {
    const {stream, batches} = new Reader();
    for (let i = 0; i < 3; i++) stream.acknowledge();
    for (let i = 0; i < 10; i++) {
      stream.write(tradeRecord());
      await turn();
    }

    expect(batches).toHaveLength(IN_FLIGHT);
  });
});

describe('whoever waits', () => {
  test('for a reader that is not behind goes on at once', async () => {
    await new Reader().stream.whenReady();
  });

  test('for one that is behind goes on when it is not any more', async () => {
    const reader = new Reader();
    reader.block();
    let isReady = false;
    const ready = reader.stream.whenReady().then(() => {
      isReady = true;
    });
    await turn();
    expect(isReady).toBe(false);
    reader.stream.acknowledge();
    await ready;
  });

  test('is not woken while what had waited fills the way again', async () => {
    const reader = new Reader();
    reader.block();
    for (let i = 0; i < 10; i++) reader.stream.write(tradeRecord());
    let isReady = false;
    const ready = reader.stream.whenReady().then(() => {
      isReady = true;
    });
    reader.stream.acknowledge();
    await turn();
    expect(reader.batches).toHaveLength(1);
    expect(isReady).toBe(false);
    reader.stream.acknowledge();
    await ready;
  });

  test('for the end goes on when all was sent and acknowledged, and not before', async () => {
    const reader = new Reader();
    reader.block();
    reader.stream.write(summaryRecord());
    let isEmpty = false;
    const empty = reader.stream.whenEmpty().then(() => {
      isEmpty = true;
    });
    for (let i = 0; i < IN_FLIGHT; i++) {
      reader.stream.acknowledge();
      await turn();
      expect(isEmpty).toBe(false);
    }

    expect(reader.records).toEqual([summaryRecord()]);
    reader.stream.acknowledge();
    await empty;
  });

  test('for the end of a stream that never had anything goes on at once', async () => {
    await new Reader().stream.whenEmpty();
  });
});

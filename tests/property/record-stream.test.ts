import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {StreamRecord} from '../../src/domain/record.js';
import type {SizeMicros} from '../../src/domain/size.js';
import {RecordStream} from '../../src/ingest/record-stream.js';
import {bookRecord, statusRecord, tradeRecord} from '../support/made-records.js';

const MAX_ASSETS = 3;

type Step =
  | {readonly kind: 'book'; readonly asset: number}
  | {readonly kind: 'trades'; readonly count: number}
  | {readonly kind: 'status'}
  | {readonly kind: 'acknowledge'; readonly count: number}
  | {readonly kind: 'turn'};

const kind = <Kind extends Step['kind']>(name: Kind) => fc.constant(name);

const step: fc.Arbitrary<Step> = fc.oneof(
  {weight: 6, arbitrary: fc.record({kind: kind('book'), asset: fc.nat(MAX_ASSETS - 1)})},
  {weight: 3, arbitrary: fc.record({kind: kind('trades'), count: fc.nat(300)})},
  {weight: 1, arbitrary: fc.record({kind: kind('status')})},
  {weight: 2, arbitrary: fc.record({kind: kind('acknowledge'), count: fc.nat(5)})},
  {weight: 3, arbitrary: fc.record({kind: kind('turn')})},
);

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('whatever the reader does, nothing but older books is missing, and the order stays', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, {maxLength: 60}), async (steps) => {
      const sent: StreamRecord[] = [];
      let inFlight = 0;
      const stream = new RecordStream((records) => {
        inFlight++;
        expect(inFlight).toBeLessThanOrEqual(4);
        sent.push(...records);
      });
      const written: StreamRecord[] = [];
      const write = (record: StreamRecord): void => {
        written.push(record);
        stream.write(record);
      };
      const acknowledge = (): void => {
        inFlight--;
        stream.acknowledge();
      };

      for (const [n, current] of steps.entries()) {
        switch (current.kind) {
          case 'book':
            write(bookRecord({assetId: String(current.asset), revision: n}));
            break;
          case 'trades':
            for (let i = 0; i < current.count; i++)
              write(tradeRecord({timestampMs: n, size: i as SizeMicros}));
            break;
          case 'status':
            write(statusRecord({id: String(n)}));
            break;
          case 'acknowledge':
            for (let i = 0; i < current.count && inFlight > 0; i++) acknowledge();
            break;
          case 'turn':
            await turn();
            break;
        }
      }

      const empty = stream.whenEmpty();
      while (inFlight > 0) acknowledge();
      await empty;

      const isOther = ({type}: StreamRecord) => type !== 'book';
      expect(sent.filter(isOther)).toEqual(written.filter(isOther));
      expect(stream.dropped).toBe(0);
      for (let asset = 0; asset < MAX_ASSETS; asset++) {
        const of = (records: readonly StreamRecord[]) =>
          records.flatMap((record) =>
            record.type === 'book' && record.assetId === String(asset) ? [record.revision] : [],
          );
        const revisions = of(sent);
        expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
        expect(revisions.at(-1)).toBe(of(written).at(-1));
      }
    }),
    {seed: 20260921, numRuns: 150},
  );
});

test('what waits for a reader that has stopped is bounded: one book an asset, and the rest', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(MAX_ASSETS - 1), {maxLength: 2000}), (assets) => {
      const batches: (readonly StreamRecord[])[] = [];
      const stream = new RecordStream((records) => batches.push(records));
      while (!stream.isBehind) stream.write(tradeRecord());
      for (const [revision, asset] of assets.entries()) {
        stream.write(bookRecord({assetId: String(asset), revision}));
      }

      stream.acknowledge();
      const distinct = new Set(assets).size;
      expect(batches.length).toBe(distinct === 0 ? 4 : 5);
      expect(batches[4] ?? []).toHaveLength(distinct);
    }),
    {seed: 20260922, numRuns: 100},
  );
});

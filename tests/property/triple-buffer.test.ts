import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
  allocateTripleBuffer,
  TripleBufferReader,
  TripleBufferWriter,
} from '../../src/snapshot/triple-buffer.js';

const SLOT_LENGTH = 16;

function pair() {
  const memory = allocateTripleBuffer(SLOT_LENGTH);
  return {writer: new TripleBufferWriter(memory), reader: new TripleBufferReader(memory)};
}

test('a reader sees nothing before the first publish', () => {
  const {reader} = pair();
  expect(reader.isFresh).toBe(false);
  expect(reader.acquireLatest()).toBeUndefined();
});

test('in any order of publishes and reads, a read gives the newest value once, whole', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('publish', 'read'), {maxLength: 100}), (steps) => {
      const {writer, reader} = pair();
      let published = 0;
      let read = 0;
      let held: Float64Array | undefined;
      for (const step of steps) {
        if (step === 'publish') {
          published++;
          writer.publish((slot) => {
            expect(slot).not.toBe(held);
            slot.fill(published);
          });
        } else {
          expect(reader.isFresh).toBe(published > read);
          const slot = reader.acquireLatest();
          if (published === read) expect(slot).toBeUndefined();
          else held = slot;
          read = published;
        }

        // What the reader holds stays as it was, however much is published meanwhile.
        if (held !== undefined) expect([...held]).toEqual(new Array(SLOT_LENGTH).fill(read));
      }
    }),
    {seed: 20260925, numRuns: 1000},
  );
});

test('writer, reader and the way between them never hold the same slot', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), {minLength: 1, maxLength: 50}), (reads) => {
      const {writer, reader} = pair();
      const numbers = new Set<number>();
      for (const mayRead of reads) {
        writer.publish((slot, slotNumber) => {
          numbers.add(slotNumber);
          slot[0] = slotNumber;
        });
        if (mayRead) reader.acquireLatest();
      }

      expect([...numbers].every((number) => [0, 1, 2].includes(number))).toBe(true);
      const slot = reader.acquireLatest();
      let next = -1;
      writer.publish((_, slotNumber) => {
        next = slotNumber;
      });
      if (slot !== undefined) expect(next).not.toBe(slot[0]);
    }),
    {seed: 20260926, numRuns: 300},
  );
});

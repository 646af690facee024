import {expect, test} from 'vitest';
import {HEAD, SLOT_LENGTH} from '../../../src/snapshot/layout.js';
import {NewestSnapshot} from '../../../src/snapshot/newest-snapshot.js';
import {
  allocateTripleBuffer,
  TripleBufferReader,
  TripleBufferWriter,
} from '../../../src/snapshot/triple-buffer.js';

class Published {
  readonly #memory = allocateTripleBuffer(SLOT_LENGTH);
  readonly #writer = new TripleBufferWriter(this.#memory);
  readonly reader = new TripleBufferReader(this.#memory);

  publish(sequence: number): void {
    this.#writer.publish((slot) => {
      slot.fill(0);
      slot[HEAD.sequence] = sequence;
    });
  }
}

test('what others have looked at is still fresh for the screen, however often', () => {
  const published = new Published();
  const newest = new NewestSnapshot(() => published.reader);
  expect(newest.isFresh).toBe(false);
  published.publish(1);
  expect([newest.look()?.sequence, newest.look()?.sequence]).toEqual([1, 1]);
  expect(newest.isFresh).toBe(true);
  expect(newest.take()?.sequence).toBe(1);
  expect(newest.isFresh).toBe(false);
});

test('what the screen has taken is not fresh for it when others look at it', () => {
  const published = new Published();
  const newest = new NewestSnapshot(() => published.reader);
  published.publish(1);
  newest.take();
  expect(newest.look()?.sequence).toBe(1);
  expect(newest.isFresh).toBe(false);
  published.publish(2);
  expect(newest.isFresh).toBe(true);
  expect(newest.take()?.sequence).toBe(2);
});

test('the screen takes the newest, also where others have looked at some in between', () => {
  const published = new Published();
  const newest = new NewestSnapshot(() => published.reader);
  published.publish(1);
  newest.look();
  published.publish(2);
  expect(newest.take()?.sequence).toBe(2);
});

test('nothing of a worker that is gone is told as the next one’s', () => {
  let published = new Published();
  const newest = new NewestSnapshot(() => published.reader);
  published.publish(1);
  newest.look();
  published = new Published();
  newest.forget();
  expect(newest.isFresh).toBe(false);
  expect(newest.take()).toBeUndefined();
  published.publish(1);
  expect(newest.take()?.sequence).toBe(1);
});

test('without a worker there is nothing to read', () => {
  const newest = new NewestSnapshot(() => undefined);
  expect(newest.isFresh).toBe(false);
  expect(newest.look()).toBeUndefined();
});

import {Writable} from 'node:stream';
import {describe, expect, test} from 'vitest';
import {LineWriter} from '../../../src/output/line-writer.js';

/** A stream whose reader takes a piece only when it is told to. */
class SlowStream extends Writable {
  readonly taken: string[] = [];
  readonly #waiting: {text: string; done: (error?: Error) => void}[] = [];

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.#waiting.push({text: chunk.toString(), done});
  }

  /** As a pipe does: what is on its way fails. */
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    for (const piece of this.#waiting.splice(0)) piece.done(new Error('ECANCELED'));
    done(error);
  }

  take(): void {
    const piece = this.#waiting.shift();
    if (piece === undefined) return;
    this.taken.push(piece.text);
    piece.done();
  }
}

function writerTo(stream: NodeJS.WritableStream) {
  const calls = {closed: 0};
  const writer = new LineWriter({
    stream,
    onClosed: () => {
      calls.closed++;
    },
  });
  return {writer, calls};
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Whether a promise has resolved by the end of this turn of the event loop. */
async function isDone(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await turn();
  return done;
}

describe('LineWriter', () => {
  test('writes one line each, and is done only when the reader has taken them', async () => {
    const stream = new SlowStream();
    const {writer} = writerTo(stream);
    const first = writer.write(['a', 'b']);
    const second = writer.write(['c']);
    expect(await isDone(first)).toBe(false);
    stream.take();
    expect(await isDone(first)).toBe(true);
    expect(await isDone(second)).toBe(false);
    stream.take();
    expect(await isDone(second)).toBe(true);
    expect(stream.taken).toEqual(['a\nb\n', 'c\n']);
  });

  test('writes nothing where there is nothing to write', async () => {
    const stream = new SlowStream();
    const {writer} = writerTo(stream);
    await writer.write([]);
    expect(stream.writableLength).toBe(0);
  });

  test('a reader that goes away is told once, and whoever waits goes on', async () => {
    const stream = new SlowStream();
    const {writer, calls} = writerTo(stream);
    const writes = [writer.write(['a']), writer.write(['b'])];
    stream.destroy(Object.assign(new Error('write EPIPE'), {code: 'EPIPE'}));
    await Promise.all(writes);
    await turn();
    expect(calls.closed).toBe(1);
    await writer.write(['c']);
    expect(stream.taken).toEqual([]);
    expect(calls.closed).toBe(1);
  });

  test('a stream that ends without an error counts as gone too', async () => {
    const stream = new SlowStream();
    const {writer, calls} = writerTo(stream);
    stream.destroy();
    await turn();
    expect(calls.closed).toBe(1);
    await writer.write(['a']);
  });
});

import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readFrames} from '../../../src/recording/read-frames.js';
import {splitLines} from '../../../src/recording/split-lines.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polybook-'));
});

afterAll(async () => {
  await rm(folder, {recursive: true});
});

async function framesOf(content: string | Buffer, name = 'frames.jsonl') {
  const path = join(folder, name);
  await writeFile(path, content);
  const frames: {text: string; recvMs: number | undefined}[] = [];
  for await (const some of readFrames(path)) {
    for (const {frame, recvMs} of some) frames.push({text: Buffer.from(frame).toString(), recvMs});
  }

  return frames;
}

describe('readFrames', () => {
  test('raw frames come as they are, blank lines are skipped, a last line needs no end', async () => {
    expect(await framesOf('[{"a":1}]\n\n \r\nPONG\n{"b":2}')).toEqual([
      {text: '[{"a":1}]', recvMs: undefined},
      {text: 'PONG', recvMs: undefined},
      {text: '{"b":2}', recvMs: undefined},
    ]);
  });

  test('gzip is known by its content, whatever the name', async () => {
    expect(await framesOf(gzipSync('{"a":1}\n{"b":2}\n'))).toHaveLength(2);
  });

  test('wrapped frames give their receive time in ms, from s, ms, µs, ns and ISO 8601', async () => {
    const wrapped = [
      '{"recv":1788786290.5,"raw":"{\\"a\\":1}"}',
      '{"ts":1788786290500,"msg":{"a":1}}',
      '{"received_at":"1788786290500000","data":"{\\"a\\":1}"}',
      '{"ts":1788786290500000000,"frame":"{\\"a\\":1}"}',
      '{"received_at":"2026-09-07T13:04:50.500Z","raw":"{\\"a\\":1}"}',
    ];
    for (const frame of await framesOf(wrapped.join('\n'))) {
      expect(frame.text).toBe('{"a":1}');
      expect(frame.recvMs).toBeCloseTo(1_788_786_290_500, 0);
    }
  });

  test('a receive time that cannot be one makes the line a frame without one, and costs no other', async () => {
    const times = [1e300, -5, 8.9e24, '1e300', 'soon', true, [1], {toString: 1, valueOf: 1}];
    const wrapped = [...times, '9'.repeat(400), 1_788_786_290.5].map((recv) =>
      JSON.stringify({recv, raw: '{}'}),
    );
    const first = JSON.stringify({recv: {toString: 1, valueOf: 1}, raw: '{}'});
    const frames = await framesOf([first, ...wrapped].join('\n'), 'times.jsonl');
    expect(frames.map(({text}) => text)).toEqual(Array(wrapped.length + 1).fill('{}'));
    expect(frames.map(({recvMs}) => recvMs)).toEqual([
      ...Array<undefined>(wrapped.length).fill(undefined),
      1_788_786_290_500,
    ]);
  });

  test('a line without end is not waited for, also one that was compressed to little', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 'x'));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    await expect(framesOf(bomb, 'bomb.gz')).rejects.toMatchObject({
      code: 'UNREADABLE_RECORDING',
      message: expect.stringMatching(/a line is longer than 16777216 bytes$/) as string,
    });
  });

  test.each([
    ['a file that is not there', undefined, /no such file/],
    ['an empty file', '\n\n', /holds no frame/],
    ['a foreign file', '%PDF-1.7\nstream', /begins with "%PDF-1.7"/],
    [
      'gzip that ends too early',
      gzipSync('{"a":1}\n'.repeat(5000)).subarray(0, 60),
      /end too early/,
    ],
  ])('%s is refused with a sentence that says why', async (name, content, message) => {
    const reading =
      content === undefined
        ? readFrames(join(folder, 'missing')).next()
        : framesOf(content, name.replaceAll(' ', '-'));
    await expect(reading).rejects.toMatchObject({
      code: 'UNREADABLE_RECORDING',
      message: expect.stringMatching(message) as string,
    });
  });
});

test('lines are the same however the bytes are cut into chunks', async () => {
  const bytes = Buffer.from('one\ntwo\n\nthree');
  for (let size = 1; size <= bytes.length; size++) {
    const lines: string[] = [];
    async function* chunks() {
      for (let i = 0; i < bytes.length; i += size) {
        yield await Promise.resolve(bytes.subarray(i, i + size));
      }
    }

    for await (const some of splitLines(chunks())) lines.push(...some.map(String));
    expect(lines).toEqual(['one', 'two', '', 'three']);
  }
});

test('a line without end is given up at a limit, however many chunks bring it', async () => {
  let brought = 0;
  async function* chunks() {
    for (;;) {
      brought++;
      yield await Promise.resolve(Buffer.alloc(1024 * 1024, 'x'));
    }
  }

  const reading = async (): Promise<void> => {
    for await (const lines of splitLines(chunks())) expect(lines).toEqual([]);
  };
  await expect(reading()).rejects.toThrow(/a line is longer than 16777216 bytes/);
  expect(brought).toBe(17);
});

test('a line that nests without end is handed on as it is, or is no recording', async () => {
  const deep = `{"ts":1,"raw":${'['.repeat(4_000_000)}${']'.repeat(4_000_000)}}`;
  const frames = await framesOf(`{"ts":1,"raw":{}}\n${deep}\n`);
  expect(frames.map(({text}) => text.length)).toEqual([2, deep.length]);
  await expect(framesOf(deep, 'deep.jsonl')).rejects.toMatchObject({code: 'UNREADABLE_RECORDING'});
});

test('a foreign file is quoted without what a terminal would act on', async () => {
  await expect(framesOf('\x1b[2J\x9b2J\u202eMZ', 'foreign')).rejects.toMatchObject({
    message: expect.stringMatching(/^[\x20-\x7e]+$/) as string,
  });
});

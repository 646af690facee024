import {EventEmitter} from 'node:events';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {MouseAction} from '../../../src/domain/mouse-action.js';
import {TerminalInput} from '../../../src/terminal/input.js';
import fc from 'fast-check';
import {InputParser} from '../../../src/terminal/input-parser.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

class FakeTty extends EventEmitter {
  isTTY = true;
  readonly calls: string[] = [];
  setRawMode(isRaw: boolean): void {
    this.calls.push(`raw ${isRaw}`);
  }
  setEncoding(encoding: string): void {
    this.calls.push(encoding);
  }
  resume(): void {
    this.calls.push('resume');
  }
  pause(): void {
    this.calls.push('pause');
  }
  ref(): void {
    this.calls.push('ref');
  }
  unref(): void {
    this.calls.push('unref');
  }
}

function setUp() {
  const source = new FakeTty();
  const keys: string[] = [];
  const pastes: string[] = [];
  const actions: MouseAction[] = [];
  const onClosed = vi.fn();
  const input = new TerminalInput({
    source,
    onPaste: (text) => pastes.push(text),
    onMouse: (action) => actions.push(action),
    onClosed,
  });
  // As Ink reads.
  input.on('readable', () => {
    for (let key = input.read(); key !== null; key = input.read()) keys.push(key);
  });
  input.setRawMode(true);
  return {source, input, keys, pastes, actions, onClosed};
}

const UP = '\u001b[A';

test.each([
  ['one key', ['q'], ['q']],
  ['merged keys are split', ['jjj'], ['j', 'j', 'j']],
  ['keys and sequences in one read', [`j${UP}${UP}k`], ['j', UP, UP, 'k']],
  ['a sequence split between reads', ['\u001b', '[', 'A'], [UP]],
  ['a sequence with parameters, split', ['\u001b[1;', '5C'], ['\u001b[1;5C']],
  ['SS3 keys', ['\u001bOA'], ['\u001bOA']],
  ['keys of the Linux console', ['\u001b[[Aq'], ['\u001b[[A', 'q']],
  ['escape twice, then a key', ['\u001b\u001b', 'q'], ['\u001b', '\u001bq']],
  ['alt and a key stay together', ['\u001bx'], ['\u001bx']],
  ['what the backspace key sends', ['\u007f\b'], ['\b', '\b']],
  ['characters beyond the BMP', ['é🙂'], ['é', '🙂']],
  ['control keys', ['\u0003\u001a\r\t'], ['\u0003', '\u001a', '\r', '\t']],
  ['mouse reports are no keys', ['a\u001b[<0;10;5M\u001b[<0;10;5mb'], ['a', 'b']],
  ['mouse reports (X10) are dropped', ['a\u001b[M !!b'], ['a', 'b']],
  ['mouse reports (X10), split, are dropped', ['a\u001b[M', ' !', '!b'], ['a', 'b']],
  ['focus reports are dropped', ['\u001b[Ia\u001b[O'], ['a']],
  ['the cursor position is dropped', ['\u001b[12;40R'], []],
  ['device attributes are dropped', ['\u001b[?62;4c\u001b[>1;10;0c'], []],
  ['mode reports are dropped', ['\u001b[?2026;2$y'], []],
  ['colour replies are no keys', ['\u001b]11;rgb:0000/0000/0000\u0007q'], ['q']],
  ['colour replies, split, are dropped', ['\u001b]11;rgb:00', '00/0\u001b', '\\q'], ['q']],
  ['DCS replies are dropped', ['\u001bP1+r544e=787465\u001b\\q'], ['q']],
  ['a stray end of a paste is dropped', ['\u001b[201~q'], ['q']],
] as const)('%s', (_name, reads, expected) => {
  const {source, keys} = setUp();
  for (const read of reads) source.emit('data', read);
  expect(keys).toEqual(expected);
});

test('a lone escape is the Escape key after 30 ms, not before', () => {
  const {source, keys} = setUp();
  source.emit('data', '\u001b');
  vi.advanceTimersByTime(29);
  expect(keys).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(keys).toEqual(['\u001b']);
  source.emit('data', '[');
  expect(keys).toEqual(['\u001b', '[']);
});

test('a sequence that never ends is dropped, and the keys after it work', () => {
  const {source, keys} = setUp();
  source.emit('data', '\u001b[12');
  vi.advanceTimersByTime(30);
  source.emit('data', 'q');
  expect(keys).toEqual(['q']);
});

test('clicks and the wheel are told apart from keys, however slowly they come', () => {
  const {source, keys, actions} = setUp();
  source.emit('data', 'a\u001b[<65;3;2Mb\u001b');
  vi.advanceTimersByTime(30);
  source.emit('data', '[<0;10');
  vi.advanceTimersByTime(1000);
  source.emit('data', ';5Mc');
  expect(actions).toEqual([
    {kind: 'wheel', direction: 'down', x: 2, y: 1, modifiers: []},
    {kind: 'click', x: 9, y: 4, modifiers: []},
  ]);
  // The lone escape was the Escape key as far as anyone could know.
  expect(keys).toEqual(['a', 'b', '\u001b', 'c']);
});

test('an answer that pauses presses no key, and a lost one holds keys up for half a second', () => {
  const {source, keys} = setUp();
  source.emit('data', '\u001b]11;rgb:ff');
  vi.advanceTimersByTime(499);
  source.emit('data', 'ff/ffff/ffff\u0007a');
  expect(keys).toEqual(['a']);
  source.emit('data', '\u001b]11;rgb:ff');
  vi.advanceTimersByTime(500);
  source.emit('data', 'q');
  expect(keys).toEqual(['a', 'q']);
});

test('pasted text is one text, never keys, however it is split', () => {
  const {source, keys, pastes} = setUp();
  for (const read of ['a\u001b[20', '0~qui', 't\r\u0003 n', 'ow\u001b[A\u001b[2', '01~b']) {
    source.emit('data', read);
  }

  expect(keys).toEqual(['a', 'b']);
  expect(pastes).toEqual(['quit\r now[A']);
});

test('a paste without its end is delivered after a pause, and keys work again', () => {
  const {source, keys, pastes} = setUp();
  source.emit('data', '\u001b[200~lost');
  vi.advanceTimersByTime(499);
  expect(pastes).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(pastes).toEqual(['lost']);
  source.emit('data', 'q');
  expect(keys).toEqual(['q']);
});

test('an endless paste and an endless reply take bounded memory', () => {
  const parser = new InputParser();
  parser.feed('\u001b[200~');
  for (let i = 0; i < 100; i++) parser.feed('x'.repeat(1000));
  const [paste] = parser.feed('\u001b[201~');
  expect(paste).toEqual({kind: 'paste', text: 'x'.repeat(10_000)});

  for (let i = 0; i < 10; i++) parser.feed(`\u001b]${'x'.repeat(1000)}`);
  expect(parser.flush().length).toBeLessThanOrEqual(1);
});

test('any text in any pieces gives the keys of the whole text, and never throws', () => {
  const piece = fc.oneof(
    fc.constantFrom('\u001b', '[', 'O', ']', 'M', '<0;1;1M', '200~', '\u001b[201~', '\u0007', 'j'),
    fc.string({unit: 'binary', maxLength: 3}),
  );
  fc.assert(
    fc.property(fc.array(piece, {maxLength: 12}), (pieces) => {
      const text = pieces.join('');
      const whole = new InputParser();
      const split = new InputParser();
      const expected = [...whole.feed(text), ...whole.flush()];
      // Split between characters, as the stream's decoder does.
      const tokens = Array.from(text).flatMap((character) => split.feed(character));
      expect([...tokens, ...split.flush()]).toEqual(expected);
    }),
    {seed: 11, numRuns: 2000},
  );
});

test('reading begins and ends with raw mode, and the process can end after', () => {
  const {source, input} = setUp();
  expect(source.calls).toEqual(['raw true', 'utf8', 'resume']);
  source.calls.length = 0;
  input.setRawMode(true);
  input.setRawMode(false);
  input.unref();
  expect(source.calls).toEqual(['raw true', 'raw false', 'pause', 'unref']);
  expect(source.listenerCount('data')).toBe(0);
});

test('a hang-up is told once, however it shows', () => {
  const {source, onClosed} = setUp();
  source.emit('error', Object.assign(new Error('read EIO'), {code: 'EIO'}));
  source.emit('end');
  source.emit('error', new Error('again'));
  expect(onClosed).toHaveBeenCalledTimes(1);
});

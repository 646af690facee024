import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {decodeEntry} from '../../src/recording/decode-entry.js';
import {encodeEntry} from '../../src/recording/encode-entry.js';
import type {Entry, EntryTime, FrameEntry} from '../../src/recording/entry.js';
import {LineBuffer} from '../../src/recording/line-buffer.js';
import {entries, frameBytes, frameEntries, noteEntries} from '../support/entry-arbitrary.js';

const AT: EntryTime = {wallUs: 1_788_786_353_325_000, monoUs: 12_345_678};

function decodeLine(line: Buffer): Entry | undefined {
  expect(line.at(-1)).toBe(10);
  expect(line.indexOf(10)).toBe(line.length - 1);
  return decodeEntry(line.subarray(0, -1));
}

/** A note as somebody else may write it. */
function decodeJson(json: Record<string, unknown>): Entry | undefined {
  return decodeEntry(Buffer.from(JSON.stringify({at_us: 1, mono_us: 1, ...json})));
}

describe('an entry', () => {
  test('that is a frame decodes to itself, byte for byte, whatever its bytes', () => {
    fc.assert(
      fc.property(frameEntries, (entry) => {
        const decoded = decodeLine(encodeEntry(entry)) as Entry & FrameEntry;
        expect(Buffer.from(decoded.frame).equals(entry.frame)).toBe(true);
        expect({...decoded, frame: undefined}).toEqual({...entry, frame: undefined});
      }),
      {numRuns: 1_000},
    );
  });

  test('that is a note decodes to itself', () => {
    fc.assert(
      fc.property(noteEntries, (entry) => {
        expect(decodeLine(encodeEntry(entry))).toEqual(entry);
      }),
      {numRuns: 1_000},
    );
  });

  test.each([
    [12.4, 12],
    [-1, 0],
    [Number.NaN, 0],
    [8e18, 9e16],
    [Number.POSITIVE_INFINITY, 9e16],
  ])('has a time that can be one, whatever it was recorded with: %d', (us, written) => {
    const time = {wallUs: us, monoUs: us};
    const frame = Buffer.from('{}');
    for (const rest of [{kind: 'end'}, {kind: 'frame', frame, socket: 1, withheld: []}] as const) {
      expect(decodeLine(encodeEntry({...time, ...rest}))).toMatchObject({
        wallUs: written,
        monoUs: written,
      });
    }
  });

  test('takes at most twice the room of its frame, and what base64 takes', () => {
    fc.assert(
      fc.property(frameBytes, (frame) => {
        const line = encodeEntry({...AT, kind: 'frame', frame, socket: 1, withheld: []});
        expect(line.length).toBeLessThan(2 * frame.length + 120);
      }),
    );
  });

  test('that is gathered in a block has the line that it has alone', () => {
    fc.assert(
      fc.property(fc.array(entries, {maxLength: 20}), (some) => {
        const lines = new LineBuffer();
        for (const entry of some) {
          if (entry.kind === 'frame') lines.addFrame(entry, entry, entry.frame);
          else {
            const {wallUs, monoUs, ...note} = entry;
            lines.addNote({wallUs, monoUs}, note);
          }
        }

        expect(lines.entries).toBe(some.length);
        expect(lines.take().equals(Buffer.concat(some.map(encodeEntry)))).toBe(true);
      }),
    );
  });
});

describe('decoding', () => {
  test('never throws, whatever the line is', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({maxLength: 200}),
        fc.string(),
        fc.jsonValue(),
        (raw, text, json) => {
          decodeEntry(Buffer.from(raw));
          decodeEntry(Buffer.from(`{"recv_us":1,"mono_us":1,"socket":1,${text}}`));
          decodeEntry(
            Buffer.from(JSON.stringify({at_us: 1, mono_us: 1, type: text, market: json})),
          );
        },
      ),
    );
  });

  test('never throws, however a line that was written is broken', () => {
    const edits = fc.array(
      fc.tuple(fc.nat(), fc.constantFrom(0, 10, 34, 44, 57, 91, 92, 93, 123, 125, 255)),
      {minLength: 1, maxLength: 6},
    );
    fc.assert(
      fc.property(entries, edits, fc.nat(), (entry, some, cut) => {
        const line = encodeEntry(entry).subarray(0, -1);
        decodeEntry(line.subarray(0, cut % line.length));
        for (const [at, byte] of some) line[at % line.length] = byte;
        decodeEntry(line);
      }),
      {numRuns: 1_000},
    );
  });

  test.each([
    ['times that no date has', '{"at_us":1e999,"mono_us":1,"type":"end"}'],
    ['times before all', '{"at_us":-1,"mono_us":1,"type":"end"}'],
    ['a number without end', '{"at_us":1,"mono_us":1,"type":"ping","pingUs":1e999}'],
    ['a count that is none', '{"at_us":1,"mono_us":1,"type":"gap","entries":1e300,"reason":""}'],
    ['a kind of tomorrow', '{"at_us":1,"mono_us":1,"type":"weather"}'],
    ['a kind that every object has', '{"at_us":1,"mono_us":1,"type":"__proto__"}'],
    ['nesting without end', '{"at_us":1,"mono_us":1,"type":"end","x":' + '['.repeat(100_000)],
    ['a frame without its end', '{"recv_us":1,"mono_us":1,"socket":1,"raw":[1]'],
    ['a text that is none', '{"recv_us":1,"mono_us":1,"socket":1,"text":[1]}'],
    ['places that are none', '{"recv_us":1,"mono_us":1,"socket":1,"withheld":[1,,2],"raw":{}}'],
    [
      'places beyond all',
      '{"recv_us":1,"mono_us":1,"socket":1,"withheld":[' + '9'.repeat(400) + '],"raw":{}}',
    ],
    [
      'more places than a frame has messages',
      '{"recv_us":1,"mono_us":1,"socket":1,"withheld":[' + '1,'.repeat(1e6) + '1],"raw":{}}',
    ],
  ])('takes no line for an entry that has %s', (_, line) => {
    expect(decodeEntry(Buffer.from(line))).toBeUndefined();
  });

  test('takes no note that is longer than any that is written', () => {
    const books = Array(2).fill({}) as unknown[];
    const line = {type: 'books', market: 'm', cause: 'checkpoint', books};
    expect(decodeJson({...line, x: 'x'.repeat(5 * 1024 * 1024)})).toBeUndefined();
  });

  const hostile = '\x1b]0;owned\x07\x1b[31mYes\u202e\x00\r\n';
  const outcomes = [
    {name: hostile, assetId: '1'},
    {name: 'No', assetId: '2'},
  ];

  test('makes plain what a file says of names, and cuts what is too long', () => {
    const long = 'x'.repeat(100_000);
    expect(
      decodeJson({
        type: 'watch',
        market: {conditionId: '0xm', question: hostile, label: long, slug: hostile, outcomes},
      }),
    ).toMatchObject({
      market: {
        question: 'Yes',
        slug: 'Yes',
        label: `${'x'.repeat(299)}…`,
        outcomes: [{name: 'Yes'}, {name: 'No'}],
      },
    });
    expect(decodeJson({type: 'start', version: 1, program: hostile, source: 'live'})).toMatchObject(
      {program: 'Yes'},
    );
    expect(decodeJson({type: 'gap', entries: 1, reason: hostile})).toMatchObject({reason: 'Yes'});
    expect(decodeJson({type: 'market', market: 'm', state: 'x', winner: hostile})).toMatchObject({
      winner: 'Yes',
    });
    expect(
      decodeJson({
        ...{type: 'connection', line: 1, phase: 'closed', socket: 0, reconnects: 0},
        reason: hostile,
      }),
    ).toMatchObject({reason: 'Yes'});
  });

  test.each(['', 'a'.repeat(129), 'a b', '\x1b[31m', 'ä', '../x', 1, null])(
    'takes no note with an id that none has: %j',
    (id) => {
      const market = {conditionId: id, question: 'Q', outcomes};
      expect(decodeJson({type: 'watch', market})).toBeUndefined();
      expect(decodeJson({type: 'lost', markets: ['ok', id]})).toBeUndefined();
      expect(
        decodeJson({type: 'trust', assetId: id, state: 'LIVE', reason: 'none'}),
      ).toBeUndefined();
      expect(decodeJson({type: 'market', market: id, state: 'resolved'})).toBeUndefined();
    },
  );

  test.each(['', 'A', 'x\x1b[31m', 'a'.repeat(41)])(
    'takes no note with a reason or a state that is no word: %j',
    (word) => {
      expect(
        decodeJson({type: 'trust', assetId: '1', state: 'LIVE', reason: word}),
      ).toBeUndefined();
      expect(decodeJson({type: 'market', market: 'm', state: word})).toBeUndefined();
    },
  );
});

// Holds what docs/RECORDING.md says of the format.

import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {crc32} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {decodeEntry} from '../../../src/recording/decode-entry.js';
import {encodeEntry} from '../../../src/recording/encode-entry.js';
import type {Entry} from '../../../src/recording/entry.js';
import {FORMAT_VERSION} from '../../../src/recording/entry.js';
import {makeRecording, scanFile} from '../../support/made-recording.js';
import {createTemporaryFolder} from '../../support/temporary-folder.js';

const text = readFileSync(new URL('../../../docs/RECORDING.md', import.meta.url), 'utf8');
const examples = [...text.matchAll(/^\{"(?:recv|at)_us".*$/gm)].map(([line]) => line);

/** The compiler asks for each. */
const KINDS: Readonly<Record<Entry['kind'], true>> = {
  ...{start: true, frame: true, watch: true, unwatch: true, connection: true, lost: true},
  ...{ping: true, books: true, checkpoint: true, trust: true, market: true, gap: true, end: true},
};

describe('docs/RECORDING.md', () => {
  test.each(examples)('has an example that is read: %s', (line) => {
    const entry = decodeEntry(Buffer.from(line));
    expect(entry).toBeDefined();
    expect(JSON.parse(encodeEntry(entry!).toString())).toEqual(JSON.parse(line));
  });

  test('has an example of each kind of line', () => {
    const kinds = examples.map((line) => decodeEntry(Buffer.from(line))?.kind);
    expect(new Set(kinds)).toEqual(new Set(Object.keys(KINDS)));
  });

  test('has the header of a block as it is', async () => {
    using folder = createTemporaryFolder();
    const path = join(folder.path, 'session.jsonl.gz');
    await makeRecording(path);
    const bytes = readFileSync(path);
    const beginning = /^gzip {3}((?:[0-9a-f]{2} )+)/m.exec(text)![1]!.trim().split(' ');
    for (const {offset, dataOffset, ...block} of scanFile(path).blocks) {
      const header = bytes.subarray(offset, dataOffset);
      expect([...header.subarray(0, 16)]).toEqual(beginning.map((byte) => Number(`0x${byte}`)));
      const summary = header.subarray(16);
      expect(summary).toHaveLength(34);
      expect({
        codec: 'gzip',
        version: summary[0],
        hasCheckpoint: (summary[1]! & 1) !== 0,
        isEnd: (summary[1]! & 2) !== 0,
        entries: summary.readUInt32LE(6),
        rawBytes: summary.readUInt32LE(10),
        storedBytes: summary.readUInt32LE(14),
        firstUs: summary.readDoubleLE(18),
        lastUs: summary.readDoubleLE(26),
      }).toEqual(block);
      const others = Buffer.concat([summary.subarray(0, 2), summary.subarray(6)]);
      expect(summary.readUInt32LE(2)).toBe(crc32(others));
    }

    expect(text).toContain(`This is version ${FORMAT_VERSION}.`);
  });
});

// Lines of one block, gathered without making a string of any frame.

import {encodeEntry, encodeFrameHead, LINE_END} from './encode-entry.js';
import type {EntryTime, FrameEntry, NoteEntry, StartEntry} from './entry.js';

const NO_TIME: EntryTime = {wallUs: 0, monoUs: 0};

const FIRST_BYTES = 64 * 1024;

export class LineBuffer {
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #length = 0;
  #entries = 0;
  #first = NO_TIME;
  #last = NO_TIME;

  get bytes(): number {
    return this.#length;
  }

  get entries(): number {
    return this.#entries;
  }

  /** When the first and the last entry were recorded. */
  get first(): EntryTime {
    return this.#first;
  }

  get last(): EntryTime {
    return this.#last;
  }

  addFrame(
    time: EntryTime,
    facts: Pick<FrameEntry, 'socket' | 'withheld'>,
    frame: Uint8Array,
  ): void {
    const {text, isWhole} = encodeFrameHead(time, facts, frame);
    // Text of a frame that was no JSON may have any characters.
    const headBytes = isWhole ? Buffer.byteLength(text) : text.length;
    this.#ensure(headBytes + frame.length + LINE_END.length);
    this.#length += this.#bytes.write(text, this.#length, isWhole ? 'utf8' : 'latin1');
    if (!isWhole) {
      this.#bytes.set(frame, this.#length);
      this.#length += frame.length;
    }

    this.#end(time);
  }

  addNote(time: EntryTime, note: StartEntry | NoteEntry): void {
    const line = encodeEntry({...time, ...note});
    this.#ensure(line.length);
    this.#bytes.set(line, this.#length);
    this.#length += line.length - LINE_END.length;
    this.#end(time);
  }

  /** What was gathered; the buffer begins anew. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.allocUnsafeSlow(Math.max(FIRST_BYTES, nextPowerOfTwo(this.#length)));
    this.#length = 0;
    this.#entries = 0;
    return taken;
  }

  #end({wallUs, monoUs}: EntryTime): void {
    this.#bytes.set(LINE_END, this.#length);
    this.#length += LINE_END.length;
    this.#last = {wallUs, monoUs};
    if (this.#entries === 0) this.#first = this.#last;
    this.#entries++;
  }

  #ensure(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(nextPowerOfTwo(this.#length + more));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}

function nextPowerOfTwo(bytes: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, bytes)));
}

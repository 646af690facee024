// An entry as a line of JSON. A frame that is JSON itself stands in its line as it came, last, so that its
// bytes need neither quoting nor a copy as text.

import {END_OF_TIME_US} from './entry.js';
import type {Entry, EntryTime, FrameEntry} from './entry.js';

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const OPENING = [0x7b, 0x5b]; // { and [

/** Ends a line that holds a frame. */
export const LINE_END = Buffer.from('}\n');

/** What stands before a frame's own bytes, and between them and `LINE_END`. */
export const RAW_KEY = '"raw":';

/** A whole line, its end included. */
export function encodeEntry(entry: Entry): Buffer {
  if (entry.kind === 'frame') {
    const head = encodeFrameHead(entry, entry, entry.frame);
    return Buffer.concat([
      Buffer.from(head.text),
      head.isWhole ? Buffer.alloc(0) : entry.frame,
      LINE_END,
    ]);
  }

  const {kind, wallUs, monoUs, ...rest} = entry;
  const time = timeOf({wallUs, monoUs}, 'at_us');
  return Buffer.from(`${time},"type":${JSON.stringify(kind)}${restOf(rest)}}\n`);
}

export type FrameHead = {
  /** ASCII, unless the frame is part of it. */
  readonly text: string;
  /** Whether the frame is in the text already, quoted: it was no JSON. */
  readonly isWhole: boolean;
};

/** What stands before the bytes of a frame in its line. */
export function encodeFrameHead(
  time: EntryTime,
  {socket, withheld}: Pick<FrameEntry, 'socket' | 'withheld'>,
  frame: Uint8Array,
): FrameHead {
  const left = withheld.length === 0 ? '' : `,"withheld":[${withheld.join()}]`;
  const head = `${timeOf(time, 'recv_us')},"socket":${socket}${left},`;
  if (mayStandRaw(frame)) return {text: head + RAW_KEY, isWhole: false};
  const text = Buffer.from(frame.buffer, frame.byteOffset, frame.length);
  const decoded = text.toString();
  const quoted = JSON.stringify(decoded);
  // What is no UTF-8 would not come back as it was, and control characters take six times their room.
  const isText = Buffer.from(decoded).equals(text) && quoted.length <= 2 * text.length + 2;
  const value = isText ? `"text":${quoted}` : `"base64":"${text.toString('base64')}"`;
  return {text: head + value, isWhole: true};
}

function timeOf({wallUs, monoUs}: EntryTime, key: 'recv_us' | 'at_us'): string {
  return `{"${key}":${toWholeUs(wallUs)},"mono_us":${toWholeUs(monoUs)}`;
}

/** As a time is written: the monotonic clock has fractions, and what can be none is the nearest that can. */
export function toWholeUs(us: number): number {
  return Math.min(Math.max(0, Math.round(us)) || 0, END_OF_TIME_US);
}

function restOf(rest: object): string {
  const text = JSON.stringify(rest);
  return text === '{}' ? '' : `,${text.slice(1, -1)}`;
}

/** One line that begins and ends as JSON does. Whether it is JSON does not matter: nobody else parses it. */
function mayStandRaw(frame: Uint8Array): boolean {
  return (
    OPENING.includes(frame[0]!) && !frame.includes(NEWLINE) && !frame.includes(CARRIAGE_RETURN)
  );
}

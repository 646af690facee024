import {isNestedDeeperThan} from '../domain/json-depth.js';
import {PolybookError} from '../domain/problem.js';

/** A frame nests half as deeply, if that, and its wrapping once more. */
const MAX_LINE_DEPTH = 64;

/** A receive time beyond this, in Unix ms, is none: JavaScript's dates end a little later. */
const MAX_RECEIVED_MS = 8e15;

export type RecordedFrame = {
  readonly frame: Uint8Array;
  /** Wall clock at receipt, Unix ms; undefined where the recording does not say. */
  readonly recvMs: number | undefined;
};

const RECEIVED_KEYS = ['recv', 'ts', 'received_at', 'recv_ts', 'recv_us', 'recv_ms'] as const;
const FRAME_KEYS = ['raw', 'msg', 'data', 'frame'] as const;

/**
 * Makes a parser of lines: the first line that is not blank tells whether frames are raw or wrapped.
 * Blank lines give undefined. Throws where that first line can be neither.
 */
export function createFrameParser(): (line: Buffer) => RecordedFrame | undefined {
  let parse: ((line: Buffer) => RecordedFrame) | undefined;
  return (line) => {
    if (isBlank(line)) return undefined;
    parse ??= detect(line);
    return parse(line);
  };
}

function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte === 32 || byte === 9 || byte === 13);
}

function detect(line: Buffer): (line: Buffer) => RecordedFrame {
  const text = line.toString().trim();
  if (text === 'PONG' || text === 'NO NEW ASSETS') return parseRaw;
  let json: unknown;
  try {
    json = parseJson(text);
  } catch {
    json = undefined;
  }

  if (typeof json !== 'object' || json === null) {
    throw new PolybookError(
      'UNREADABLE_RECORDING',
      `The recording begins with ${JSON.stringify(text.slice(0, 40))}, which is not a frame`,
      {hint: 'Pass a file of raw frames, one JSON text a line, plain or .gz'},
    );
  }

  return unwrap(json) === undefined ? parseRaw : parseWrapped;
}

function parseRaw(line: Buffer): RecordedFrame {
  return {frame: line, recvMs: undefined};
}

/** A line that is not wrapped after all is handed on as it is: the decoder counts what it can't read. */
function parseWrapped(line: Buffer): RecordedFrame {
  try {
    return unwrap(parseJson(line.toString())) ?? parseRaw(line);
  } catch {
    return parseRaw(line);
  }
}

/** Throws for what is no JSON, and for what would cost too much to know that it is. */
function parseJson(text: string): unknown {
  if (isNestedDeeperThan(text, MAX_LINE_DEPTH)) throw new SyntaxError('Nested without end');
  return JSON.parse(text);
}

function unwrap(json: unknown): RecordedFrame | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const record = json as Readonly<Record<string, unknown>>;
  const receivedKey = RECEIVED_KEYS.find((key) => record[key] !== undefined);
  const frameKey = FRAME_KEYS.find((key) => record[key] !== undefined);
  if (receivedKey === undefined || frameKey === undefined) return undefined;

  const frame = record[frameKey];
  const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
  return {frame: Buffer.from(text), recvMs: toUnixMs(record[receivedKey])};
}

/** Seconds, ms, µs and ns are told apart by their magnitude; text may be a number or ISO 8601. */
function toUnixMs(value: unknown): number | undefined {
  // Of an object `Number` would call what a key named `toString` holds.
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const number = Number(value);
  const unixMs = Number.isFinite(number) && number > 0 ? scaleToMs(number) : parseDate(value);
  return unixMs !== undefined && Math.abs(unixMs) <= MAX_RECEIVED_MS ? unixMs : undefined;
}

function scaleToMs(number: number): number {
  if (number < 1e11) return number * 1e3;
  if (number < 1e14) return number;
  return number < 1e17 ? number / 1e3 : number / 1e6;
}

function parseDate(value: number | string): number | undefined {
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}

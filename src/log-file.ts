// Structured logs, one JSON object a line, into a file: never on the screen.

import {createWriteStream} from 'node:fs';
import {once} from 'node:events';
import {toJsonLine} from './domain/json-line.js';
import {LOG_LEVELS} from './domain/log-level.js';
import type {LogLevel} from './domain/log-level.js';
import {PolybookError} from './domain/problem.js';

/** Entries that may wait to be written; beyond it they are counted only. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;

export type Log = {
  write(level: LogLevel, message: string, fields?: object): void;
  close(): Promise<void>;
};

/** What takes the place of a log where none was asked for. */
export const NO_LOG: Log = {
  write: () => undefined,
  close: () => Promise.resolve(),
};

/** Appends to the file. Rejects with a `PolybookError` where it cannot be opened. */
export async function openLog(path: string, level: LogLevel): Promise<Log> {
  const stream = createWriteStream(path, {flags: 'a'});
  try {
    await once(stream, 'open');
  } catch (error) {
    throw new PolybookError(
      'LOG_NOT_WRITABLE',
      `Cannot write the log file "${path}": ${(error as Error).message}`,
      {hint: 'Pass --log-file a path in a folder that exists and can be written', cause: error},
    );
  }

  // A disk that fills up later must not end the viewer; what is lost is only the log.
  stream.on('error', () => undefined);
  let dropped = 0;
  const writeEntry = (level: LogLevel, message: string, fields: object | undefined): void => {
    stream.write(`${toJsonLine({time: new Date().toISOString(), level, message, ...fields})}\n`);
  };
  const tellDropped = (): void => {
    if (dropped > 0)
      writeEntry('warn', 'Entries were lost: the file took them too slowly', {dropped});
    dropped = 0;
  };
  return {
    write(entryLevel, message, fields) {
      if (LOG_LEVELS.indexOf(entryLevel) > LOG_LEVELS.indexOf(level)) return;
      if (stream.writableLength > MAX_WAITING_BYTES) {
        dropped++;
        return;
      }

      tellDropped();
      writeEntry(entryLevel, message, fields);
    },
    async close() {
      if (stream.destroyed) return;
      tellDropped();
      await new Promise<void>((resolve) => {
        stream.end(() => {
          resolve();
        });
      });
    },
  };
}

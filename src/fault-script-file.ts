// Reads the script of faults that a demo is given by the name of its file.

import {closeSync, openSync, readSync, statSync} from 'node:fs';
import type {UsageProblem} from './domain/problem.js';
import {parseFaultScript, type FaultScript} from './exchange/faults/parse-fault-script.js';

/** Far more than any story needs. */
const MAX_SCRIPT_BYTES = 64 * 1024;

const HINT = 'A script is {"title": "…", "faults": ["freeze@5+20", "close-1006@12"]}';

/** Before anything is started, so that it may as well wait for the file. */
export function readFaultScript(path: string): FaultScript | UsageProblem {
  let text: string | undefined;
  try {
    text = readBounded(path);
  } catch (error) {
    return problem(`Cannot read the fault script "${path}": ${(error as Error).message}`);
  }

  if (text === undefined) {
    return problem(`The fault script "${path}" is longer than ${MAX_SCRIPT_BYTES / 1024} KiB`);
  }

  const parsed = parseFaultScript(text);
  if (parsed.kind === 'parsed') return parsed.value;
  return problem(`The fault script "${path}" ${parsed.predicate}`);
}

/** Undefined where it is too long. Throws where it cannot be read. */
function readBounded(path: string): string | undefined {
  // A pipe would have to be waited for, and a folder says so less clearly.
  if (!statSync(path).isFile()) throw new Error('it is not a file');
  const bytes = Buffer.alloc(MAX_SCRIPT_BYTES + 1);
  const file = openSync(path, 'r');
  try {
    let length = 0;
    for (;;) {
      const read = readSync(file, bytes, length, bytes.length - length, null);
      length += read;
      if (length > MAX_SCRIPT_BYTES) return undefined;
      if (read === 0) return bytes.toString('utf8', 0, length);
    }
  } finally {
    closeSync(file);
  }
}

function problem(message: string): UsageProblem {
  return {kind: 'usage_problem', message, hint: HINT};
}

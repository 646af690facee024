// Reads the script of faults that a demo is given by the name of its file.

import type {UsageProblem} from './domain/problem.js';
import {parseFaultScript, type FaultScript} from './exchange/faults/parse-fault-script.js';
import {readBoundedFile} from './keeping/read-bounded-file.js';

/** Far more than any story needs. */
const MAX_SCRIPT_BYTES = 64 * 1024;

const HINT = 'A script is {"title": "…", "faults": ["freeze@5+20", "close-1006@12"]}';

/** Before anything is started, so that it may as well wait for the file. */
export function readFaultScript(path: string): FaultScript | UsageProblem {
  let text: string | undefined;
  try {
    text = readBoundedFile(path, MAX_SCRIPT_BYTES);
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

function problem(message: string): UsageProblem {
  return {kind: 'usage_problem', message, hint: HINT};
}

// Reads the configuration file. What is wrong with it is told, and never stops the program.

import {basename, join} from 'node:path';
import type {UsageProblem} from '../domain/problem.js';
import type {Config} from './config-keys.js';
import {findFolders} from './folders.js';
import {parseConfig} from './parse-config.js';
import {isMissing, readBoundedFile} from './read-bounded-file.js';

/** Far more than all keys take. */
const MAX_CONFIG_BYTES = 64 * 1024;

const FILE_NAME = 'config.json';

/** What stands for no file at all. */
const NO_FILE = 'none';

export type LoadedConfig = {
  readonly config: Config;
  /** What the user should know, as sentences without a full stop. */
  readonly notices: readonly string[];
};

export const EMPTY_CONFIG: LoadedConfig = {config: {}, notices: []};

/**
 * `choice` is what `--config` says: a file, which has to be there; `none`; or undefined for the
 * usual one, which may be missing.
 */
export function loadConfig(choice: string | undefined): LoadedConfig | UsageProblem {
  if (choice === NO_FILE) return EMPTY_CONFIG;
  const path = choice ?? join(findFolders().config, FILE_NAME);
  let text: string | undefined;
  try {
    text = readBoundedFile(path, MAX_CONFIG_BYTES);
  } catch (error) {
    const message = `Cannot read the configuration file "${path}": ${(error as Error).message}`;
    if (choice !== undefined) {
      const hint = 'Pass --config a file that can be read, or --config none';
      return {kind: 'usage_problem', message, hint};
    }

    return isMissing(error) ? EMPTY_CONFIG : {config: {}, notices: [message]};
  }

  const name = basename(path);
  if (text === undefined) {
    const notice = `${name} is longer than ${MAX_CONFIG_BYTES / 1024} KiB, and is not read`;
    return {config: {}, notices: [notice]};
  }

  const {config, problems, moreProblems} = parseConfig(text);
  const notices = problems.map(
    ({line, column, message}) => `${name}, line ${line}, column ${column}: ${message}`,
  );
  if (moreProblems > 0) notices.push(`${name} has ${moreProblems} more problems`);
  return {config, notices};
}

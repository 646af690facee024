// The text of a configuration file becomes what is good of it, and a sentence for each thing that is
// not, with its place.

import {findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode} from 'jsonc-parser';
import type {Node, ParseError} from 'jsonc-parser';
import {toPlainText} from '../domain/plain-text.js';
import {CONFIG_KEYS} from './config-keys.js';
import type {CheckedValue, Config} from './config-keys.js';

/** More would fill the screen; the rest is counted. */
const MAX_PROBLEMS = 8;

/** Longest quotation of a wrong value or key in a sentence, in characters. */
const MAX_PREDICATE_LENGTH = 160;

export type ConfigProblem = {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** What is wrong there, as a sentence without a full stop. */
  readonly message: string;
};

export type ParsedConfig = {
  readonly config: Config;
  /** In the order of the file. */
  readonly problems: readonly ConfigProblem[];
  /** Problems beyond those. */
  readonly moreProblems: number;
};

type Found = {readonly offset: number; readonly message: string};

/** Comments and a comma after the last item are fine. Never throws. */
export function parseConfig(text: string): ParsedConfig {
  // Editors of one platform put a mark in front of everything.
  const body = text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text;
  const errors: ParseError[] = [];
  const found: Found[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(body, errors, {allowTrailingComma: true, allowEmptyContent: true});
  } catch (error) {
    // The parser calls itself for each level, and runs out of stack on a file of brackets.
    if (!(error instanceof RangeError)) throw error;
    found.push({offset: 0, message: 'it nests too deep'});
  }

  found.push(...errors.map(({offset, error}) => ({offset, message: wordsOf(error)})));
  const values = root === undefined ? {} : readKeys(root, found);
  const sorted = found.sort((a, b) => a.offset - b.offset);
  return {
    config: values,
    problems: sorted.slice(0, MAX_PROBLEMS).map(({offset, message}) => ({
      ...placeOf(body, offset),
      message: toPlainText(message, MAX_PREDICATE_LENGTH * 2),
    })),
    moreProblems: Math.max(0, sorted.length - MAX_PROBLEMS),
  };
}

function readKeys(root: Node, found: Found[]): Config {
  if (root.type !== 'object') {
    found.push({offset: root.offset, message: 'it has to be an object, as in {"fps": 30}'});
    return {};
  }

  const values: Record<string, unknown> = {};
  for (const property of root.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    const key = String(keyNode?.value);
    if (!Object.hasOwn(CONFIG_KEYS, key)) {
      const message = `there is no key ${quote(key)}; there are ${Object.keys(CONFIG_KEYS).join(', ')}`;
      found.push({offset: property.offset, message});
      continue;
    }

    if (valueNode === undefined) continue; // Its place is named by the parser.
    const {check} = CONFIG_KEYS[key as keyof Config];
    const checked: CheckedValue<unknown> = check(getNodeValue(valueNode) as unknown);
    if (Object.hasOwn(values, key)) {
      found.push({
        offset: property.offset,
        message: `${quote(key)} is there twice: the last counts`,
      });
    }

    if (checked.value !== undefined) values[key] = checked.value;
    for (const {path, predicate} of checked.faults) {
      const {offset} = findNodeAtLocation(valueNode, [...path]) ?? valueNode;
      const message = `${nameOf(key, path)} ${toPlainText(predicate, MAX_PREDICATE_LENGTH)}`;
      found.push({offset, message});
    }
  }

  return values;
}

/** `"urls.ws"`, `"alerts[0]"`. */
function nameOf(key: string, path: readonly (string | number)[]): string {
  const rest = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return quote(key + rest);
}

function quote(text: string): string {
  return `"${toPlainText(text, 40)}"`;
}

/** `ValueExpected` becomes `value expected`. */
function wordsOf(error: ParseError['error']): string {
  return printParseErrorCode(error)
    .replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

function placeOf(text: string, offset: number): {line: number; column: number} {
  const before = text.slice(0, offset);
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  const line = before.split(/\r\n|\r|\n/).length;
  return {line, column: offset - lineStart + 1};
}

// The stories in tests/scenarios, which the demo can play as well.

import {readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {FaultPlan} from '../../src/exchange/faults/fault-table.js';
import {parseFaultScript} from '../../src/exchange/faults/parse-fault-script.js';

export const scenariosFolder = fileURLToPath(new URL('../scenarios', import.meta.url));

export type Scenario = {
  /** That of its file, without the extension. */
  readonly name: string;
  readonly title: string;
  readonly seed: number;
  /** Frames a second. */
  readonly rate: number;
  readonly faults: readonly FaultPlan[];
};

/** In the order of their names. Throws where one of them cannot be used. */
export function loadScenarios(): readonly Scenario[] {
  const files = readdirSync(scenariosFolder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => {
    const parsed = parseFaultScript(readFileSync(join(scenariosFolder, file), 'utf8'));
    if (parsed.kind === 'refused') throw new Error(`${file} ${parsed.predicate}`);
    const {title, seed, rate, faults} = parsed.value;
    if (seed === undefined || rate === undefined) throw new Error(`${file} has no seed or rate`);
    return {name: basename(file, '.json'), title, seed, rate, faults};
  });
}

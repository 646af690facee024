import {describe, expect, test} from 'vitest';
import {FAULT_NAMES, FAULTS} from '../../../src/exchange/faults/fault-table.js';
import {loadScenarios} from '../../support/scenarios.js';

const LONGEST_MS = 3 * 60_000;

const scenarios = loadScenarios();

test('there are scenarios, each with a title of its own', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(6);
  expect(new Set(scenarios.map(({title}) => title)).size).toBe(scenarios.length);
});

describe.each(scenarios)('$name', ({faults}) => {
  test('names only faults that there are', () => {
    expect(faults.length).toBeGreaterThan(0);
    for (const {name} of faults) expect(FAULT_NAMES).toContain(name);
  });

  test('is over within 3 minutes', () => {
    for (const {name, atMs, durationMs} of faults) {
      expect(atMs + (durationMs ?? FAULTS[name].durationMs)).toBeLessThanOrEqual(LONGEST_MS);
    }
  });
});

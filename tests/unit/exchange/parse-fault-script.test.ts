import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {FAULT_NAMES} from '../../../src/exchange/faults/fault-table.js';
import {parseFaultPlan} from '../../../src/exchange/faults/parse-fault-plan.js';
import {parseFaultScript} from '../../../src/exchange/faults/parse-fault-script.js';

describe('a fault', () => {
  test.each([
    ['freeze', {name: 'freeze', atMs: 5000}],
    ['freeze@0', {name: 'freeze', atMs: 0}],
    ['freeze@5+20', {name: 'freeze', atMs: 5000, durationMs: 20_000}],
    ['close-1006@.25+0', {name: 'close-1006', atMs: 250, durationMs: 0}],
    ['rest-429@2.5+0.5', {name: 'rest-429', atMs: 2500, durationMs: 500}],
  ])('%s is planned so', (text, value) => {
    expect(parseFaultPlan(text)).toEqual({kind: 'parsed', value});
  });

  test.each([
    ['freeze@', 'takes seconds after the "@", not "freeze@"'],
    ['freeze@+5', 'takes seconds after the "@", not "freeze@+5"'],
    ['freeze@5+', 'takes seconds after the "+", not "freeze@5+"'],
    ['freeze@5+-1', 'takes seconds after the "+", not "freeze@5+-1"'],
    ['freeze@5+1+1', 'takes seconds after the "+", not "freeze@5+1+1"'],
    ['freeze@1e3', 'takes seconds after the "@", not "freeze@1e3"'],
    ['freeze+5', `takes ${FAULT_NAMES.join(', ')}, not "freeze+5"`],
    ['thaw@5+20', `takes ${FAULT_NAMES.join(', ')}, not "thaw"`],
  ])('%s is refused with what it should have been', (text, predicate) => {
    expect(parseFaultPlan(text)).toEqual({kind: 'refused', predicate});
  });

  test('is read back from its text, whatever its times in ms', () => {
    const ms = fc.integer({min: 0, max: 3_600_000});
    fc.assert(
      fc.property(fc.constantFrom(...FAULT_NAMES), ms, ms, (name, atMs, durationMs) => {
        const text = `${name}@${(atMs / 1000).toFixed(3)}+${(durationMs / 1000).toFixed(3)}`;
        expect(parseFaultPlan(text)).toEqual({kind: 'parsed', value: {name, atMs, durationMs}});
      }),
    );
  });
});

describe('a script', () => {
  test('has a title and faults, and perhaps the exchange that it was written for', () => {
    const faults = ['freeze@5', 'close-1006@12+0'];
    const plans = [
      {name: 'freeze', atMs: 5000},
      {name: 'close-1006', atMs: 12_000, durationMs: 0},
    ];
    expect(parseFaultScript(JSON.stringify({title: 'x', faults}))).toEqual({
      kind: 'parsed',
      value: {title: 'x', seed: undefined, rate: undefined, faults: plans},
    });
    expect(parseFaultScript(JSON.stringify({title: 'x', seed: 7, rate: 60, faults}))).toEqual({
      kind: 'parsed',
      value: {title: 'x', seed: 7, rate: 60, faults: plans},
    });
  });

  test.each([
    ['{', 'is not JSON'],
    ['', 'is not JSON'],
    ['null', 'is not a JSON object'],
    ['["freeze"]', 'is not a JSON object'],
    ['{"title":"x","faults":["freeze"],"speed":2}', 'has a field "speed" that no script has'],
    ['{"faults":["freeze"]}', 'has nothing for its "title"'],
    ['{"title":1,"faults":["freeze"]}', 'has 1 for its "title"'],
    ['{"title":"x","faults":["freeze"],"seed":-1}', 'has -1 for its "seed"'],
    ['{"title":"x","faults":["freeze"],"seed":null}', 'has null for its "seed"'],
    ['{"title":"x","faults":["freeze"],"rate":0}', 'has 0 for its "rate"'],
    ['{"title":"x","faults":["freeze"],"rate":"60"}', 'has "60" for its "rate"'],
    ['{"title":"x"}', 'has nothing for its "faults"'],
    ['{"title":"x","faults":[]}', 'has [] for its "faults"'],
    ['{"title":"x","faults":"freeze"}', 'has "freeze" for its "faults"'],
    ['{"title":"x","faults":[5]}', 'has 5 among its "faults"'],
    [
      '{"title":"x","faults":["freeze@x"]}',
      'has "freeze@x" among its "faults", each of which takes seconds after the "@", not "freeze@x"',
    ],
    [`{"title":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, 'has a list for its "title"'],
    ['{"title":{},"faults":[]}', 'has an object for its "title"'],
    ['{"title":"x","faults":["other.json"]}', 'not "other.json"'],
  ])('%s is refused with what is wrong', (text, predicate) => {
    const parsed = parseFaultScript(text);
    expect(parsed).toEqual({
      kind: 'refused',
      predicate: expect.stringContaining(predicate) as string,
    });
  });
});

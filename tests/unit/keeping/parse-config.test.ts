import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {CONFIG_KEYS} from '../../../src/keeping/config-keys.js';
import {parseConfig} from '../../../src/keeping/parse-config.js';
import {ACTING_TEXT, findActing} from '../../support/acting-text.js';

function linesOf(text: string): string[] {
  return parseConfig(text).problems.map(
    ({line, column, message}) => `${line}:${column} ${message}`,
  );
}

describe('a configuration', () => {
  test('has comments, commas after the last item, and every key there is', () => {
    const text = `\ufeff// Mine.
      {
        "theme": "mono", "mouse": false, "group": 5, "tapeMinNotional": 100, "ascii": true, /* no boxes */ "fps": 30, "renderer": "ink",
        "outcome": "No", "follow": true, "bell": false,
        "alerts": ["feed=250ms", "decode=0.5ms",],
        "urls": {"ws": "ws://127.0.0.1:1", "gamma": "https://example.org"},
      }`;
    const {config, problems} = parseConfig(text);
    expect(problems).toEqual([]);
    expect(config).toEqual({
      theme: 'mono',
      mouse: false,
      group: 5,
      tapeMinNotional: 100,
      ascii: true,
      fps: 30,
      renderer: 'ink',
      outcome: 'No',
      follow: true,
      bell: false,
      alerts: {feed: 250, decode: 500},
      urls: {ws: 'ws://127.0.0.1:1', gamma: 'https://example.org'},
    });
    expect(Object.keys(config).sort()).toEqual(Object.keys(CONFIG_KEYS).sort());
  });

  test.each(Object.entries(CONFIG_KEYS))('takes the example of %s', (name, {example}) => {
    const text = `{"${name}": ${example.replace('…', 'example.org')}}`;
    const {config, problems} = parseConfig(text);
    expect(problems).toEqual([]);
    expect(config).toHaveProperty(name);
  });

  test.each<[string, string, readonly string[]]>([
    ['nothing', '', []],
    ['a key that is none', '{\n  "fsp": 30\n}', ['2:3 there is no key "fsp"; there are theme,']],
    ['no flag', '{"ascii": "yes"}', ['1:11 "ascii" takes true or false, not "yes"']],
    ['too many paints', '{"fps": 900}', ['1:9 "fps" takes a whole number from 1 to 60, not 900']],
    ['half a paint', '{"fps": 0.5}', ['1:9 "fps" takes a whole number']],
    ['no theme', '{"theme": "dark"}', ['1:11 "theme" takes "default", "colour-blind"']],
    ['no renderer', '{"renderer": "gl"}', ['1:14 "renderer" takes "cells" or "ink", not "gl"']],
    ['no outcome', '{"outcome": ""}', ['1:13 "outcome" takes the name of an outcome']],
    ['a bad alert', '{"alerts": ["feed=1s", "x=1s"]}', ['1:24 "alerts[1]" knows no stage "x"']],
    ['no list', '{"alerts": "feed=1s"}', ['1:12 "alerts" takes a list']],
    ['no address', '{"urls": {"ws": "http://x"}}', ['1:17 "urls.ws" takes a URL that begins']],
    ['no service', '{"urls": {"web": "x"}}', ['1:18 "urls.web" is no service: there are ws,']],
    ['no object', '[1]', ['1:1 it has to be an object']],
    ['a key twice', '{"fps": 5,\r\n"fps": 6}', ['2:1 "fps" is there twice: the last counts']],
    ['a comma too few', '{"fps": 5\n "bell": true}', ['2:2 comma expected']],
  ])('with %s names the place and what is allowed', (_title, text, expected) => {
    const lines = linesOf(text);
    expect(lines).toHaveLength(expected.length);
    for (const [index, beginning] of expected.entries()) {
      expect(lines[index]!.slice(0, beginning.length)).toBe(beginning);
    }
  });

  test('keeps what is good of a file that has something wrong', () => {
    const {config} = parseConfig(
      '{"fps": 5, "bell": "no", "alerts": ["feed=1s", 5], "urls": {"ws": 5, "data": "http://d"}',
    );
    expect(config).toEqual({fps: 5, alerts: {feed: 1000}, urls: {data: 'http://d'}});
  });

  test('of nothing but mistakes names the first eight, and counts the others', () => {
    const keys = Array.from({length: 30}, (_, i) => `"k${i}": 1`);
    const {problems, moreProblems} = parseConfig(`{${keys.join(',\n')}}`);
    expect(problems.map(({line}) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(moreProblems).toBe(22);
  });

  test('never acts on the terminal, whatever is in it', () => {
    const {problems} = parseConfig(JSON.stringify({[ACTING_TEXT]: 1, outcome: [ACTING_TEXT]}));
    expect(problems).toHaveLength(2);
    for (const {message} of problems) expect(findActing(message)).toBe(undefined);
  });

  test('of any text at all is read without an exception', () => {
    expect(parseConfig('['.repeat(60_000)).problems).not.toEqual([]);
    const names = fc.constantFrom(...Object.keys(CONFIG_KEYS), 'other');
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), fc.string(), fc.nat(), (file, junk, at) => {
        const text = JSON.stringify(file);
        const cut = at % (text.length + 1);
        for (const broken of [text, junk, text.slice(0, cut) + junk + text.slice(cut)]) {
          const {problems} = parseConfig(broken);
          for (const {line, column} of problems) expect(Math.min(line, column)).toBeGreaterThan(0);
        }
      }),
      {seed: 5, numRuns: 300},
    );
  });
});

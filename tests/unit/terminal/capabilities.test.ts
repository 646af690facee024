import {expect, test} from 'vitest';
import {detectCapabilities} from '../../../src/terminal/capabilities.js';

test.each([
  ['none', {TERM: 'xterm-256color', COLORTERM: 'truecolor', NO_COLOR: '1'}],
  ['truecolor', {TERM: 'xterm-256color', COLORTERM: 'truecolor', NO_COLOR: ''}],
  ['none', {TERM: 'xterm-256color', FORCE_COLOR: '0'}],
  ['16', {TERM: 'dumb', FORCE_COLOR: '1'}],
  ['16', {TERM: 'dumb', FORCE_COLOR: 'true'}],
  ['256', {TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: '2'}],
  ['truecolor', {FORCE_COLOR: '3'}],
  ['none', {TERM: 'dumb', COLORTERM: 'truecolor'}],
  ['none', {}],
  ['16', {TERM: 'xterm'}],
  ['16', {TERM: 'linux'}],
  ['256', {TERM: 'xterm-256color'}],
  ['256', {TERM: 'screen-256color'}],
  ['truecolor', {TERM: 'xterm', COLORTERM: '24bit'}],
  ['truecolor', {TERM: 'xterm-kitty'}],
  ['truecolor', {TERM: 'xterm-direct'}],
] as const)('%s colours for %j', (depth, env) => {
  expect(detectCapabilities(env, 'linux').colorDepth).toBe(depth);
});

test.each([
  [true, {LANG: 'en_US.UTF-8'}],
  [true, {LANG: 'de_DE.utf8'}],
  [false, {LANG: 'C'}],
  [false, {LANG: 'en_US.UTF-8', LC_ALL: 'POSIX'}],
  [true, {LANG: 'C', LC_CTYPE: 'C.UTF-8'}],
  [true, {LANG: 'C.UTF-8', LC_ALL: ''}],
  [true, {TERM: 'xterm-256color'}],
  [false, {TERM: 'linux', LANG: 'en_US.UTF-8'}],
] as const)('unicode %s for %j', (unicode, env) => {
  expect(detectCapabilities(env, 'linux').unicode).toBe(unicode);
});

test('on Windows the terminal program decides, not the locale', () => {
  expect(detectCapabilities({WT_SESSION: 'id'}, 'win32')).toEqual({
    colorDepth: 'truecolor',
    unicode: true,
  });
  expect(detectCapabilities({}, 'win32').unicode).toBe(false);
});

import {expect, test} from 'vitest';
import {parseCommand} from '../../src/cli.js';
import {PolybookError, type UsageProblem} from '../../src/domain/problem.js';
import {endingOf, sentenceOf} from '../../src/problem-text.js';

/** What a terminal would act upon: controls of both kinds, overrides of writing direction. */
const ACTIVE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const HOSTILE = 'a\u001b[2J\u001b]0;title\u0007b\u009b31m\u202ec\u0000';

test.each([
  ['an option', [`--${HOSTILE}`]],
  ['the value of an option', ['--demo', '--rate', HOSTILE]],
  ['a fault', ['--demo', '--fault', HOSTILE]],
  ['an address', ['x', '--ws-url', HOSTILE]],
  ['a market beside a replay', ['--replay', 'x', HOSTILE]],
])('%s that holds escape sequences is repeated without them', (_, argv) => {
  const command = parseCommand(argv, {}, '1');
  expect(command.kind).toBe('usage_problem');
  const sentence = sentenceOf(command as UsageProblem);
  expect(sentence).not.toMatch(ACTIVE);
  expect(sentence).toMatch(/^polybook-tui: .*[abc]/);
});

test('a problem whose message holds them is printed without them, and no longer than a screen', () => {
  const problem = new PolybookError('MARKET_NOT_FOUND', HOSTILE + 'x'.repeat(1e6), {hint: HOSTILE});
  const {message} = endingOf(problem);
  expect(message).not.toMatch(ACTIVE);
  expect(message!.length).toBeLessThan(5000);
});

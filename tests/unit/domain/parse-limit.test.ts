import {expect, test} from 'vitest';
import {parseLimit} from '../../../src/domain/parse-limit.js';

test.each([
  ['feed=250ms', 'feed', 250],
  ['feed=0.25s', 'feed', 250],
  ['pipeline=800us', 'pipeline', 800],
  ['pipeline=1.5ms', 'pipeline', 1500],
  ['verify=90µs', 'verify', 90],
  ['key-to-paint=50ms', 'key_to_paint', 50],
  ['key_to_paint=.5s', 'key_to_paint', 500],
])('%s is the limit of a stage, in its unit', (text, stage, limit) => {
  expect(parseLimit(text)).toEqual({kind: 'limit', stage, limit});
});

test.each(['', 'feed', 'feed=', 'feed=250', 'feed=ms', 'feed=-1ms', 'feed=0ms', 'feed=1e3ms'])(
  '"%s" is refused with its text',
  (text) => {
    const parsed = parseLimit(text);
    expect(parsed).toMatchObject({kind: 'refused'});
    expect(parsed.kind === 'refused' && parsed.predicate).toContain(text.replace('feed=', ''));
  },
);

test('an unknown stage is answered with those that there are', () => {
  expect(parseLimit('fed=1ms')).toEqual({
    kind: 'refused',
    predicate: expect.stringMatching(/no stage "fed"; there are feed, .*key-to-paint/) as string,
  });
});

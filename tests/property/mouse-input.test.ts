// Whatever a terminal sends of its mouse, whole, broken off or malformed, in any pieces and at any
// pace: keys are keys, and nothing else is one.

import fc from 'fast-check';
import {expect, test} from 'vitest';
import {InputParser, type InputToken} from '../../src/terminal/input-parser.js';

/** What was sent, and what it is. */
type Piece = {readonly text: string; readonly tokens: readonly InputToken[]};

const key: fc.Arbitrary<Piece> = fc
  .constantFrom('q', 'j', 'é', '\r', '\u0003', '\u001b[A', '\u001bOB', '\u001b[5~')
  .map((text) => ({text, tokens: [{kind: 'key', text}]}));

const number = fc.integer({min: 1, max: 300});

const click: fc.Arbitrary<Piece> = fc.tuple(number, number).map(([x, y]) => ({
  text: `\u001b[<0;${x};${y}M`,
  tokens: [{kind: 'mouse', action: {kind: 'click', x: x - 1, y: y - 1, modifiers: []}}],
}));

/** Ends in a final byte, and means nothing. */
const malformed: fc.Arbitrary<Piece> = fc
  .tuple(
    fc.string({unit: fc.constantFrom(...Array.from('0123456789;:<=>? ')), maxLength: 60}),
    fc.constantFrom('m', 'M', 'x', '~'),
  )
  .map(([parameters, final]) => ({text: `\u001b[<;${parameters}${final}`, tokens: []}));

/** Broken off by the beginning of the next sequence. */
const broken: fc.Arbitrary<Piece> = fc
  .tuple(fc.string({unit: fc.constantFrom(...Array.from('0123456789;')), maxLength: 60}), click)
  .map(([parameters, next]) => ({text: `\u001b[<${parameters}${next.text}`, tokens: next.tokens}));

const pieces = fc.array(fc.oneof(key, click, malformed, broken), {maxLength: 12});

test('mouse reports in any pieces never leak a key, and no key is lost', () => {
  fc.assert(
    fc.property(pieces, fc.array(fc.integer({min: 1, max: 9}), {maxLength: 40}), (sent, cuts) => {
      const parser = new InputParser();
      const tokens: InputToken[] = [];
      let rest = sent.map(({text}) => text).join('');
      for (const cut of [...cuts, rest.length]) {
        tokens.push(...parser.feed(rest.slice(0, cut)));
        rest = rest.slice(cut);
      }

      expect([...tokens, ...parser.flush()]).toEqual(sent.flatMap((piece) => piece.tokens));
    }),
    {seed: 1006, numRuns: 2000},
  );
});

test('nor do they where a pause comes in the middle of one, however long', () => {
  const paused = fc.tuple(click, fc.nat(), key);
  fc.assert(
    fc.property(fc.array(paused, {minLength: 1, maxLength: 6}), (rounds) => {
      const parser = new InputParser();
      const tokens: InputToken[] = [];
      for (const [report, at, next] of rounds) {
        // Before this the pause makes an Escape key of it, as it must.
        const cut = 3 + (at % (report.text.length - 3));
        tokens.push(...parser.feed(report.text.slice(0, cut)), ...parser.flush());
        tokens.push(...parser.feed(report.text.slice(cut)), ...parser.flush());
        tokens.push(...parser.feed(next.text), ...parser.flush());
      }

      expect(tokens).toEqual(
        rounds.flatMap(([report, , next]) => [...report.tokens, ...next.tokens]),
      );
    }),
    {seed: 1006, numRuns: 1000},
  );
});

test('a report without an end holds a few bytes, whatever comes', () => {
  const parser = new InputParser();
  parser.feed('\u001b[<');
  for (let i = 0; i < 100; i++) expect(parser.feed('1'.repeat(10_000))).toEqual([]);
  expect(parser.feed('Mq')).toEqual([{kind: 'key', text: 'q'}]);
});

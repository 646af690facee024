import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {applyChange, MAX_WATCHED, NOTHING_KEPT} from '../../../src/keeping/kept-state.js';
import type {StateChange} from '../../../src/keeping/kept-state.js';
import {formatState, parseState} from '../../../src/keeping/state-text.js';
import {ACTING_TEXT, findActing} from '../../support/acting-text.js';
import {conditionIdOf} from '../../support/gamma-stub.js';
import {keptMarket} from '../../support/kept-market.js';

const someChange: fc.Arbitrary<StateChange> = fc
  .tuple(fc.constantFrom('watched', 'unwatched', 'shown'), fc.nat(5), fc.constantFrom('Yes', 'No'))
  .map(([type, n, outcome]) =>
    type === 'unwatched'
      ? {type, conditionId: conditionIdOf(n)}
      : {type: type, market: keptMarket(n, outcome)},
  );

describe('the kept state', () => {
  test('comes back from its text as it was', () => {
    fc.assert(
      fc.property(fc.array(someChange, {maxLength: 30}), (changes) => {
        const state = changes.reduce(applyChange, NOTHING_KEPT);
        expect(parseState(formatState(state))).toEqual({kind: 'state', state, lost: 0});
      }),
      {seed: 3, numRuns: 200},
    );
  });

  test('has each market once, in the order in which they were watched', () => {
    fc.assert(
      fc.property(fc.array(someChange, {maxLength: 30}), (changes) => {
        const order: string[] = [];
        for (const change of changes) {
          const id = change.type === 'unwatched' ? change.conditionId : change.market.conditionId;
          const at = order.indexOf(id);
          if (change.type === 'watched' && at === -1) order.push(id);
          if (change.type === 'unwatched' && at !== -1) order.splice(at, 1);
        }

        const {watched} = changes.reduce(applyChange, NOTHING_KEPT);
        expect(watched.map(({conditionId}) => conditionId)).toEqual(order);
      }),
      {seed: 4, numRuns: 200},
    );
  });

  test('has the outcome of a watched market that was shown last', () => {
    const state = [
      {type: 'watched', market: keptMarket(1)} as const,
      {type: 'shown', market: keptMarket(1, 'No')} as const,
    ].reduce(applyChange, NOTHING_KEPT);
    expect(state).toEqual({watched: [keptMarket(1, 'No')], last: keptMarket(1, 'No')});
  });

  test('has no more markets than can be watched', () => {
    let state = NOTHING_KEPT;
    for (let n = 0; n < MAX_WATCHED + 5; n++) {
      state = applyChange(state, {type: 'watched', market: keptMarket(n)});
    }

    expect(state.watched).toHaveLength(MAX_WATCHED);
  });
});

describe('the text of a file', () => {
  test.each<[string, string, unknown]>([
    ['empty', '', {kind: 'broken'}],
    ['half a file', '{"version":1,"watched":[{', {kind: 'broken'}],
    ['another thing', '[1]', {kind: 'broken'}],
    ['no version', '{"watched":[]}', {kind: 'broken'}],
    ['a newer one', '{"version":2,"watched":{}}', {kind: 'newer', version: 2}],
    ['nothing kept', '{"version":1}', {kind: 'state', state: NOTHING_KEPT, lost: 0}],
  ])('that is %s is known for what it is', (_title, text, expected) => {
    expect(parseState(text)).toEqual(expected);
  });

  test('loses a bad market and nothing else, and counts it', () => {
    const watched = [keptMarket(1), {conditionId: '0x1'}, null, keptMarket(2), keptMarket(1, 'No')];
    expect(parseState(JSON.stringify({version: 1, watched, last: 5}))).toEqual({
      kind: 'state',
      state: {watched: [keptMarket(1, 'No'), keptMarket(2)], last: undefined},
      lost: 3,
    });
  });

  test('reaches the screen without what was hidden in it', () => {
    const hidden = {
      ...keptMarket(1),
      question: ACTING_TEXT,
      slug: ACTING_TEXT,
      outcome: ACTING_TEXT,
    };
    const parsed = parseState(JSON.stringify({version: 1, watched: [hidden], last: hidden}));
    expect(parsed.kind).toBe('state');
    expect(findActing(JSON.stringify(parsed))).toBe(undefined);
  });

  test('is never more than a state, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (watched, last) => {
        for (const text of [
          JSON.stringify({version: 1, watched, last}),
          JSON.stringify({version: 1, watched: [watched, keptMarket(1)], last}),
          JSON.stringify(watched),
        ]) {
          expect(['state', 'broken', 'newer']).toContain(parseState(text).kind);
        }
      }),
      {seed: 6, numRuns: 200},
    );
  });
});

import {expect, test, vi} from 'vitest';
import {NewestWish} from '../../src/newest-wish.js';

/** A question whose answers the test gives. */
function questions() {
  const asked: {market: string; answer: (value: string) => void}[] = [];
  const ask = (market: string) => () =>
    new Promise<string>((resolve) => {
      asked.push({market, answer: resolve});
    });
  return {asked, ask};
}

test('one question is asked at a time, and of those that wait only the newest', async () => {
  const onAnswer = vi.fn();
  const wish = new NewestWish<string>(10, onAnswer);
  const {asked, ask} = questions();
  for (const market of ['a', 'b', 'c', 'd']) wish.want(market, ask(market));
  expect(asked.map(({market}) => market)).toEqual(['a']);
  expect(wish.isAsking('a')).toBe(true);
  asked[0]!.answer('of a');
  await vi.waitFor(() => {
    expect(asked.map(({market}) => market)).toEqual(['a', 'd']);
  });
  asked[1]!.answer('of d');
  await vi.waitFor(() => {
    expect([...wish.answers]).toEqual([
      ['a', 'of a'],
      ['d', 'of d'],
    ]);
  });
  expect(onAnswer).toHaveBeenCalledTimes(2);
});

test('what is answered or being asked is not asked again, until it is forgotten', async () => {
  const wish = new NewestWish<string>(10, () => undefined);
  const {asked, ask} = questions();
  wish.want('a', ask('a'));
  wish.want('a', ask('a'));
  asked[0]!.answer('first');
  await vi.waitFor(() => {
    expect(wish.answers.get('a')).toBe('first');
  });
  wish.want('a', ask('a'));
  expect(asked).toHaveLength(1);
  wish.forget(['a']);
  wish.want('a', ask('a'));
  expect(asked).toHaveLength(2);
});

test('a wish that is looked away from is not asked', async () => {
  const wish = new NewestWish<string>(10, () => undefined);
  const {asked, ask} = questions();
  wish.want('a', ask('a'));
  wish.want('b', ask('b'));
  wish.want('a', ask('a'));
  asked[0]!.answer('of a');
  await vi.waitFor(() => {
    expect(wish.answers.has('a')).toBe(true);
  });
  expect(asked).toHaveLength(1);
});

test('no more answers are kept than there is room for, the newest ones', async () => {
  const wish = new NewestWish<string>(2, () => undefined);
  for (const market of ['a', 'b', 'c']) {
    wish.want(market, () => Promise.resolve(market));
    await vi.waitFor(() => {
      expect(wish.answers.has(market)).toBe(true);
    });
  }

  expect([...wish.answers.keys()]).toEqual(['b', 'c']);
});

import {beforeEach, describe, expect, test} from 'vitest';
import type {Market} from '../../../src/domain/market.js';
import {PolybookError} from '../../../src/domain/problem.js';
import {LiveSearch, type SearchState} from '../../../src/markets/live-search.js';
import {VirtualTime} from '../../support/virtual-time.js';

const S = 1_000_000;
const LETTER_US = 80_000;

type Asked = {
  readonly what: string;
  readonly atUs: number;
  readonly signal: AbortSignal;
  readonly answer: (markets?: readonly Market[]) => void;
  readonly fail: (retryAfterMs?: number) => void;
};

let time: VirtualTime;
let asked: Asked[];
let states: SearchState[];
let atOnce: number;
let mostAtOnce: number;
/** After so long every question is answered by itself; undefined leaves that to the test. */
let answersInUs: number | undefined;
let search: LiveSearch;

beforeEach(() => {
  time = new VirtualTime();
  asked = [];
  states = [];
  atOnce = 0;
  mostAtOnce = 0;
  answersInUs = 100_000;
  search = new LiveSearch({
    clock: time,
    timers: time,
    onChange: (state) => states.push(state),
    ask: ({words, order}, signal) => {
      mostAtOnce = Math.max(mostAtOnce, ++atOnce);
      return new Promise<readonly Market[]>((resolve, reject) => {
        const settle = (end: () => void) => () => {
          time.settle();
          end();
        };
        const answer = (markets: readonly Market[] = []) => {
          settle(() => {
            resolve(markets);
          })();
        };
        const fail = (retryAfterMs = 0) => {
          settle(() => {
            reject(new PolybookError('BAD_REPLY', 'it answered with HTTP 429', {retryAfterMs}));
          })();
        };
        signal.addEventListener('abort', () => {
          reject(new DOMException('given up', 'AbortError'));
        });
        asked.push({what: words === '' ? order : words, atUs: time.nowUs(), signal, answer, fail});
        if (answersInUs !== undefined) time.after(answersInUs, answer);
      }).finally(() => atOnce--);
    },
  });
});

function seek(words: string, order: 'volume' | 'liquidity' | 'end' = 'volume'): void {
  search.seek({words, order});
}

/** Lets time pass, and everything that waits for a promise before and after it. */
async function run(us: number): Promise<void> {
  await new Promise(setImmediate);
  await time.runFor(us);
  await new Promise(setImmediate);
}

/** Types a text letter by letter. */
async function type(text: string, letterUs = LETTER_US): Promise<void> {
  for (let length = 1; length <= text.length; length++) {
    seek(text.slice(0, length));
    await run(letterUs);
  }
}

const whats = (): string[] => asked.map(({what}) => what);
const newest = (): SearchState => states.at(-1)!;

describe('a search while one types', () => {
  test('asks once the typing pauses for a quarter of a second, and not before', async () => {
    await type('harbor foxes');
    expect(asked).toEqual([]);
    const typedUs = time.nowUs() - LETTER_US;
    await run(S);
    expect(whats()).toEqual(['harbor foxes']);
    expect(asked[0]!.atUs - typedUs).toBe(250_000);
    expect(states.map(({phase}) => phase).filter((phase, i, all) => phase !== all[i - 1])).toEqual([
      'too_short',
      'waiting',
      'asking',
      'found',
    ]);
    expect(newest()).toMatchObject({question: {words: 'harbor foxes'}, markets: []});
  });

  test.each(['a', ' a ', '東', '🏆'])('asks nothing for %j', async (words) => {
    seek(words);
    await run(5 * S);
    expect([asked, newest().phase]).toEqual([[], 'too_short']);
  });

  test('has one question under way at most, and three in a second, whatever is typed', async () => {
    for (let i = 0; i < 200; i++) {
      answersInUs = [10_000, 700_000, 300_000][i % 3];
      seek(`word ${i}`);
      await run([260_000, 340_000, 20_000, 900_000][i % 4]!);
    }

    await run(5 * S);
    expect(mostAtOnce).toBe(1);
    expect(whats().at(-1)).toBe('word 199');
    for (const [i, {atUs}] of asked.entries()) {
      expect(atUs - (asked[i - 3]?.atUs ?? 0)).toBeGreaterThanOrEqual(S);
    }
  });

  test('gives up what is no longer asked for, and drops what comes of it all the same', async () => {
    answersInUs = undefined;
    seek('harbor');
    await run(S);
    seek('granite');
    expect(asked[0]!.signal.aborted).toBe(true);
    asked[0]!.answer();
    await run(S);
    expect(whats()).toEqual(['harbor', 'granite']);
    expect(newest()).toMatchObject({phase: 'asking', question: {words: 'granite'}});
    asked[1]!.answer();
    await run(S);
    expect(
      states.filter(({phase}) => phase === 'found').map(({question}) => question.words),
    ).toEqual(['granite']);
  });

  test('a word taken back and typed again is asked for once', async () => {
    answersInUs = undefined;
    seek('harbor');
    await run(300_000);
    seek('harbor ');
    expect(newest().phase).toBe('asking');
    asked[0]!.answer();
    await run(S);
    expect([whats(), newest().phase]).toEqual([['harbor'], 'found']);
  });

  test('remembers its answers for a minute, and fifty of them', async () => {
    for (const words of ['harbor', 'granite', 'HARBOR ', 'harbor']) {
      seek(words);
      await run(S);
      expect(newest().phase).toBe('found');
    }

    expect(whats()).toEqual(['harbor', 'granite']);
    await run(61 * S);
    seek('harbor');
    await run(S);
    expect(whats()).toEqual(['harbor', 'granite', 'harbor']);

    for (let i = 0; i < 50; i++) {
      seek(`word ${i}`);
      await run(S);
    }

    seek('word 0');
    seek('harbor');
    await run(S);
    expect(whats().slice(53)).toEqual(['harbor']);
  });

  test('without words lists the top markets, at once and in each order', async () => {
    for (const order of ['volume', 'liquidity', 'end', 'volume'] as const) {
      seek(' ', order);
      await run(500_000);
    }

    expect(whats()).toEqual(['volume', 'liquidity', 'end']);
    expect(asked[0]!.atUs).toBe(S);
  });
});

describe('an exchange that refuses', () => {
  test('is a sentence, is left alone for longer each time, and asked again by itself', async () => {
    answersInUs = undefined;
    seek('harbor');
    for (const restS of [2, 4, 8]) {
      await run(S / 2);
      const failedUs = time.nowUs();
      const before = asked.length;
      asked.at(-1)!.fail();
      await run(1);
      expect(newest()).toMatchObject({phase: 'failed', message: 'it answered with HTTP 429'});
      expect(newest().retryAtUs! - failedUs).toBeCloseTo(restS * S, -2);
      await run(restS * S - 1000);
      expect(asked).toHaveLength(before);
      await run(2000);
      expect(asked).toHaveLength(before + 1);
    }

    asked.at(-1)!.answer();
    await run(S);
    expect(newest().phase).toBe('found');
  });

  test('is left alone whatever is typed meanwhile, and for as long as it says', async () => {
    answersInUs = undefined;
    seek('harbor');
    await run(S);
    asked[0]!.fail(20_000);
    await run(1);
    await type('granite');
    expect(newest()).toMatchObject({phase: 'failed', question: {words: 'granite'}});
    await run(15 * S);
    expect(whats()).toEqual(['harbor']);
    await run(5 * S);
    expect(whats()).toEqual(['harbor', 'granite']);
  });
});

test('a search that is over asks nothing more, and leaves no timer', async () => {
  answersInUs = undefined;
  seek('harbor');
  await run(S);
  search.stop();
  expect(asked[0]!.signal.aborted).toBe(true);
  const told = states.length;
  await run(10 * S);
  expect([asked.length, states.length - told, time.timers]).toEqual([1, 0, 0]);
  seek('granite');
  search.stop();
  await run(10 * S);
  expect([asked.length, time.timers]).toEqual([1, 0]);
});

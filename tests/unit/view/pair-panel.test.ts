import {describe, expect, test} from 'vitest';
import type {Market} from '../../../src/domain/market.js';
import type {Price} from '../../../src/domain/price.js';
import type {SizeMicros} from '../../../src/domain/size.js';
import type {Snapshot, TopOfBook} from '../../../src/domain/snapshot.js';
import {buildViewModel} from '../../../src/view/build-view-model.js';
import {createUiState} from '../../../src/view/ui-state.js';
import {
  LIVE,
  rowText,
  sampleInput,
  sampleMarkets,
  sampleSession,
  sampleSnapshot,
} from '../../support/view-sample.js';

type Scene = {
  readonly columns?: number;
  readonly rows?: number;
  readonly count?: number;
  readonly market?: Partial<Market>;
  /** Of the book of that asset. */
  readonly tops?: Readonly<Record<number, Partial<TopOfBook>>>;
  readonly isDown?: boolean;
};

const TALL = {columns: 160, rows: 48};

function build({columns = 80, rows = 24, count = 1, market = {}, tops = {}, isDown}: Scene) {
  const markets = sampleMarkets(count).map((one) => ({...one, eventLegs: count, ...market}));
  const assetIds = markets.flatMap(({outcomes}) => outcomes.map(({assetId}) => assetId));
  const sample: Snapshot = sampleSnapshot();
  const snapshot = {...sample, tops: sample.tops.map((top, i) => ({...top, ...tops[i]}))};
  const down = {kind: 'worker_down', reason: 'x', sinceUs: 0, retryAtUs: 0} as const;
  const session = sampleSession({
    catalog: {markets, assetIds},
    ...(isDown === true && {stage: down}),
  });
  return buildViewModel(sampleInput({columns, rows, snapshot, session}));
}

function pair(scene: Scene): string[] {
  return build(scene)
    .panels.pair.map((row) =>
      rowText(row)
        .replace(/^│ | *│$/g, '')
        .trimEnd(),
    )
    .filter((text) => text !== '');
}

describe('the pair panel', () => {
  test('at 80 columns says in short what both outcomes cost and bring, and what is to be had', () => {
    expect(pair({})).toEqual(['Y+N ask 1.003  -3t  11.0k', 'Y+N bid 0.997  -3t  13.1k']);
  });

  test('has a table where there is room', () => {
    expect(pair(TALL)).toEqual([
      'Yes + No              sum   edge   size',
      'buy both            1.003    -3t  11.0k',
      'sell both           0.997    -3t  13.1k',
    ]);
  });

  test('tells an edge by its sign, and the smaller size', () => {
    const tops = {1: {bestAsk: 5310 as Price, askSize: 70_000_000 as SizeMicros}};
    expect(pair({tops})[0]).toBe('Y+N ask 0.998  +2t  70');
    const edge = build({tops}).panels.pair[0]!.find(({text}) => text.includes('+2t'));
    expect(edge?.style).toBe('good');
  });

  test('says why there is no number', () => {
    expect(pair({tops: {1: {bestAsk: undefined}}})).toEqual(['Y+N: No has no ask']);
    expect(pair({isDown: true})).toEqual(['Y+N: Yes is STALE']);
    expect(pair({...TALL, tops: {0: {trust: {...LIVE, state: 'SUSPECT'}}}})[1]).toBe(
      'no sum: Yes is SUSPECT',
    );
  });

  test('has the sums of the event below, with its number of legs', () => {
    const market = {negRisk: true};
    expect(pair({...TALL, count: 3, market}).slice(3)).toEqual([
      'EVENT 3 of 3 legs',
      'buy every Yes    1.308 -30.8¢  11.0k',
      'sell every Yes   1.299 +29.9¢  13.1k',
      'buy every No     1.701 +29.9¢  11.0k',
      'sell every No    1.692 -30.8¢  13.1k',
    ]);
    expect(pair({columns: 120, rows: 40, count: 3, market}).slice(2)).toEqual([
      '3 Yes ask 1.308  -30.8¢  11.0k',
      '3 Yes bid 1.299  +29.9¢  13.1k',
    ]);
  });

  test('says how many legs are good where one is not, and in how many lines never changes', () => {
    const market = {negRisk: true};
    const tops = {2: {bestAsk: undefined}};
    const rows = build({...TALL, count: 3, market, tops}).panels.pair;
    expect(rows).toHaveLength(build({...TALL, count: 3, market}).panels.pair.length);
    expect(pair({...TALL, count: 3, market, tops}).slice(3)).toEqual([
      'EVENT 2 of 3 legs',
      'no sum: 1 has no ask',
    ]);
    expect(pair({columns: 120, rows: 40, count: 3, market, tops}).at(-1)).toBe(
      'event: 1 has no ask',
    );
  });

  test('has no sums of an event of which several markets may come true', () => {
    expect(pair({...TALL, count: 3}).slice(3)).toEqual([
      'EVENT 3 of 3 legs',
      'no sum: not neg-risk',
    ]);
  });

  test('says what rests where orders earn rewards, and nothing where they earn none', () => {
    const rewards = {maxSpread: 350 as Price, minSize: 200_000_000 as SizeMicros};
    expect(pair({...TALL, market: {rewards}}).at(-1)).toBe(
      'rewards ±3.5¢ ≥200 73.8k bid 97.0k ask',
    );
    expect(pair({columns: 120, rows: 40, market: {rewards}}).at(-1)).toBe(
      'rew ±3.5¢ 73.8k bid 97.0k ask',
    );
    const large = {...rewards, minSize: 9e15 as SizeMicros};
    expect(pair({...TALL, market: {rewards: large}}).at(-1)).toMatch(
      /^rewards ±3\.5¢ .*no midpoint$/,
    );
    expect(pair(TALL).join()).not.toContain('rewards');
  });
});

describe('the line of an event', () => {
  function siblings(columns: number, marketIndex: number, count = 9): string {
    const markets = sampleMarkets(count);
    const assetIds = markets.flatMap(({outcomes}) => outcomes.map(({assetId}) => assetId));
    const view = buildViewModel(
      sampleInput({
        columns,
        session: sampleSession({catalog: {markets, assetIds}}),
        ui: createUiState({marketIndex, atUs: 0}),
      }),
    );
    return view.panels.siblings.map(rowText).join('\n');
  }

  test('has the best prices of its markets, the selected one in brackets', () => {
    expect(siblings(120, 1, 3).trim()).toBe(
      'Snow on day 1 46.4/46.7¢ · [Snow on day 2 43.3/43.6¢] · Snow on day 3 40.2/40.5¢',
    );
  });

  test('keeps the selected market on it, and has an arrow on the side where there are more', () => {
    for (let index = 0; index < 9; index++) {
      const line = siblings(100, index);
      expect(line).toContain(`[Snow on day ${index + 1} `);
      expect(line.startsWith('◂ ')).toBe(!line.includes('Snow on day 1 '));
      expect(line.endsWith(' ▸')).toBe(!line.includes('Snow on day 9 '));
    }
  });

  test('is not there for a market that stands alone, nor where there is no room', () => {
    expect(siblings(120, 0, 1)).toBe('');
    expect(siblings(99, 0)).toBe('');
  });
});

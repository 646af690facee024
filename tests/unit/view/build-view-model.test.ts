import {describe, expect, test} from 'vitest';
import type {Price} from '../../../src/domain/price.js';
import type {Trust} from '../../../src/domain/trust.js';
import {
  buildViewModel,
  type ViewInput,
  type ViewModel,
} from '../../../src/view/build-view-model.js';
import {NO_GAUGE, NO_LATENCY, sampleLatency} from '../../support/latency-sample.js';
import {centre} from '../../../src/view/ladder-choice.js';
import {createUiState, reduceUi, type UiState} from '../../../src/view/ui-state.js';
import {
  rowText,
  sampleBook,
  sampleInput,
  samplePaint,
  sampleLevels,
  sampleMarket,
  sampleSession,
  sampleSnapshot,
  SAMPLE_NOW_US as NOW,
  SAMPLE_WALL_MS,
  screenText,
} from '../../support/view-sample.js';

const ui = createUiState({atUs: NOW - 1_300_000});

function build(change: Partial<ViewInput> = {}, previous?: ViewModel): ViewModel {
  return buildViewModel(sampleInput(change), previous);
}

function text(change: Partial<ViewInput> = {}): string {
  return screenText(build(change)).join('\n');
}

function styles(view: ViewModel): Set<string> {
  return new Set(view.panels.ladder.slice(1).flatMap((row) => row.map(({style}) => style)));
}

describe('waits', () => {
  test('before the first publish it says that the feed starts, and since when', () => {
    expect(text({snapshot: undefined})).toContain('starting the feed · 1.3 s');
  });

  test('the first book is awaited by name', () => {
    const trust: Trust = {state: 'WAITING', reason: 'subscribed', sinceUs: NOW - 2_400_000};
    const snapshot = sampleSnapshot({focus: sampleBook({revision: 0, trust})});
    expect(text({snapshot})).toContain('waiting for the first book of Yes · 2.4 s');
    const none = sampleSnapshot({focus: undefined});
    expect(text({snapshot: none})).toContain('waiting for the first book of Yes · 1.3 s');
  });

  test("another asset's book is never shown in place of the selected one", () => {
    const view = build({ui: {...ui, outcomeIndex: 1}});
    expect(view.panels.ladder.map(rowText).join('')).not.toMatch(/¢/);
    expect(screenText(view).join('\n')).toContain('switching to No · 1.3 s');
    expect(view.ladder).toBeUndefined();
  });

  test('a lookup shows what is looked up and for how long', () => {
    const session = sampleSession({
      marketCount: 0,
      stage: {kind: 'looking_up', what: 'fed', sinceUs: NOW - 2_500_000},
    });
    expect(text({session, snapshot: undefined})).toContain('looking up "fed"… 2 s');
  });

  test('an asset that the catalogue does not know is waited for', () => {
    const markets = [sampleMarket(0)];
    const session = sampleSession({catalog: {markets, assetIds: []}});
    expect(text({session})).toContain('switching to Yes');
  });
});

describe('trust', () => {
  test('levels of a live book are not dim, those of a stale one are', () => {
    expect(styles(build())).toContain('bid');
    const trust: Trust = {state: 'STALE', reason: 'reconnecting', sinceUs: NOW};
    expect(styles(build({snapshot: sampleSnapshot({focus: sampleBook({trust})})}))).toEqual(
      new Set(['dim']),
    );
  });

  test('with the worker down nothing looks live, and the banner counts down', () => {
    const stage = {
      kind: 'worker_down',
      reason: 'it exited with code 1',
      sinceUs: NOW - 800_000,
      retryAtUs: NOW + 2_200_000,
    } as const;
    const input = {session: sampleSession({stage}), columns: 120, rows: 40};
    expect(styles(build(input))).toEqual(new Set(['dim']));
    const screen = text(input);
    expect(screen).toContain('FEED STOPPED it exited with code 1 · restarts in 3 s · down for 0 s');
    expect(screen).toContain('STALE feed restarting');
    expect(screen).not.toMatch(/● /);
  });

  test('a book that is not in focus has its trust word without proofs', () => {
    const line = rowText(build({ui: {...ui, outcomeIndex: 1}}).panels.status[0]!);
    expect(line).toContain('● LIVE · 42 s');
  });
});

describe('freeze', () => {
  const held = sampleSnapshot();
  const frozen: UiState = reduceUi(ui, {type: 'frozen', snapshot: held, atUs: NOW - 12_000_000});
  const newer = sampleSnapshot({
    focus: sampleBook({
      revision: 1_862,
      bids: sampleLevels('bid', [[44, 7]]),
      verified: 150,
    }),
    trades: [],
    counters: {...held.counters, frames: 99_999},
  });
  const then = {nowUs: NOW - 12_000_000, wallMs: SAMPLE_WALL_MS - 12_000};
  const before = build({snapshot: held, columns: 120, rows: 40, ...then});
  const after = build({snapshot: newer, ui: frozen, columns: 120, rows: 40});

  test('ladder and tape hold while status, markets and counters go on', () => {
    expect(after.panels.ladder).toEqual(before.panels.ladder);
    expect(after.panels.tape).toEqual(before.panels.tape);
    expect(after.panels.feed.map(rowText).join()).toContain('99,999');
    expect(rowText(after.panels.status[0]!)).toContain('LIVE ✓150');
  });

  test('the status line counts what is missed', () => {
    expect(rowText(after.panels.status[0]!)).toMatch(/^ FROZEN 12 s, 431 updates behind /);
  });

  test('a book that began anew is not counted backwards', () => {
    const anew = sampleSnapshot({focus: sampleBook({revision: 3})});
    const view = build({snapshot: anew, ui: frozen});
    expect(rowText(view.panels.status[0]!)).toContain('0 updates behind');
  });
});

describe('tape', () => {
  test('a fill of the other outcome is shown as 1 - p with its side turned, and marked', () => {
    const {trades} = sampleSnapshot();
    const one = sampleSnapshot({
      trades: [{...trades[0]!, assetIndex: 1, price: 5350 as Price, side: 'buy'}],
    });
    const tape = build({snapshot: one}).panels.tape.map(rowText);
    expect(tape[0]).toBe("│ TAPE  ' = other outcome");
    expect(tape[1]).toBe("│     0 s S  46.5¢'    1.2");
    const other = build({snapshot: one, ui: {...ui, outcomeIndex: 1}}).panels.tape.map(rowText);
    expect(other[1]).toBe('│     0 s B  53.5¢     1.2');
  });

  test('fills of another market are not on it', () => {
    const tape = build({ui: {...ui, marketIndex: 2}}).panels.tape.map(rowText);
    expect(tape[1]).toBe('│ no trades yet');
  });
});

describe('feed panel', () => {
  const feed = (change: Partial<ViewInput>): string =>
    build({columns: 200, rows: 48, ...change})
      .panels.feed.map(rowText)
      .join('\n');

  test('latencies may be negative, and the clock offset stands beside with its uncertainty', () => {
    const feedMs = {count: 3, p50: -3.2, p95: 1, p99: 12, max: 40};
    const snapshot = sampleSnapshot({clockOffsetMs: -12.4, clockUncertaintyMs: 20.1});
    const text = feed({snapshot, latency: sampleLatency({feed: feedMs})});
    expect(text).toMatch(/feed ms +-3\.2 +1\.0 +12 +40/);
    expect(text).toContain('clock   -12 ms ±20 ms');
    const raw = feed({snapshot, latency: sampleLatency({feed: NO_GAUGE, feed_raw: feedMs})});
    expect(raw).toMatch(/raw ms +-3\.2 +1\.0 +12 +40/);
  });

  test('the socket has its number, and the others are counted where there are some', () => {
    const {connection} = sampleSnapshot();
    const of = (change: Partial<typeof connection>): string =>
      feed({snapshot: sampleSnapshot({connection: {...connection, ...change}})});
    expect(feed({})).toMatch(/socket  #1\n/);
    expect(of({epoch: 3, lines: 3, linesUp: 2})).toContain('socket  #3  2/3 sockets');
    expect(of({epoch: 0, lines: 3, linesUp: 0})).toMatch(/socket  –\n/);
  });

  test('what was never measured is a dash', () => {
    const snapshot = sampleSnapshot({
      pingMs: Number.NaN,
      clockOffsetMs: Number.NaN,
      clockUncertaintyMs: Number.NaN,
    });
    const text = feed({snapshot, latency: NO_LATENCY});
    expect(text).toMatch(/feed ms +– +– +– +–/);
    expect(text).toContain('clock   –\n');
    expect(text).toContain('ping    – ms');
  });

  test('paints that were left out are counted in whole words, at any width', () => {
    for (const columns of [100, 120, 160, 200]) {
      for (const skipped of [8, 12_345]) {
        const text = feed({columns, latency: NO_LATENCY, paint: samplePaint({fps: 20, skipped})});
        expect(text).toMatch(/paint   – ms( {2}20 fps)? {2}[\d,]+ skipped(\n|$)/);
      }
    }
  });

  test('silence is told by a word from sixty seconds on', () => {
    const {connection} = sampleSnapshot();
    const silent = {...connection, lastDataUs: NOW - 72_000_000};
    expect(feed({snapshot: sampleSnapshot({connection: silent})})).toContain('silent for 72 s');
  });

  test('failures and skipped paints appear when there are some', () => {
    const {counters} = sampleSnapshot();
    const calm = feed({});
    expect(calm).not.toMatch(/hash|skipped|issues|reconnects/);
    const text = feed({
      snapshot: sampleSnapshot({counters: {...counters, hashFailed: 2, issues: 5, reconnects: 1}}),
      paint: samplePaint({skipped: 7}),
    });
    expect(text).toContain('hash ✗ 2');
    expect(text).toContain('issues 5  reconnects 1');
    expect(text).toContain('7 skipped');
  });

  test('a recording has times of changes but no ages', () => {
    expect(feed({})).toContain('changed 13:02:10 · 0.1 s ago');
    expect(feed({session: sampleSession({source: 'replay'})})).toMatch(/changed 13:02:10 *\n/);
  });
});

describe('markets', () => {
  test('the list has key, name, best prices and trust of each market', () => {
    const rows = build({columns: 120, rows: 40}).panels.markets.map(rowText);
    expect(rows[1]).toBe('▸1 Snow on day 1  46.4/46.7¢ ● │');
    expect(rows[2]).toBe(' 2 Snow on day 2  43.3/43.6¢ ● │');
  });

  test('the selected market is on the line and on the list, however many there are', () => {
    const session = sampleSession({marketCount: 60});
    const chosen = {...ui, marketIndex: 57};
    for (const [columns, rows] of [
      [80, 24],
      [120, 40],
    ] as const) {
      const shown = build({session, ui: chosen, columns, rows}).panels.markets.map(rowText);
      expect(shown.filter((row) => /▸ *Snow on day 58/.test(row))).toHaveLength(1);
    }
  });

  test('on the line each market is whole or left out', () => {
    const session = sampleSession({marketCount: 60});
    for (let columns = 40; columns < 116; columns++) {
      for (const marketIndex of [0, 1, 30, 59]) {
        const [row] = build({session, ui: {...ui, marketIndex}, columns, rows: 24}).panels.markets;
        const text = rowText(row!).trimEnd();
        expect(text).toMatch(/^(([▸ ]\d )?▸?(\d )?.+? (\S+¢|–) \S ?)+…?$/);
        expect(text.replace(/…$/, '').trimEnd()).toMatch(/ \S$/);
      }
    }
  });

  test('wide characters in names keep the columns in line', () => {
    const markets = [
      sampleMarket(0, {label: '東京で雪が降る日は何日になりますか', question: '東京で雪 ❄️ は?'}),
      sampleMarket(1),
    ];
    const assetIds = markets.flatMap(({outcomes}) => outcomes.map(({assetId}) => assetId));
    const session = sampleSession({catalog: {markets, assetIds}});
    const lines = screenText(build({session, columns: 120, rows: 40}));
    expect(lines[0]).toContain('東京で雪');
    expect(lines[4]).toMatch(/^▸1 東京で雪が降… +46\.4\/46\.7¢ ● │/);
  });
});

describe('chrome', () => {
  test('stays the same object while only the feed moves', () => {
    const first = build();
    const snapshot = sampleSnapshot({
      sequence: 9_002,
      focus: sampleBook({revision: 1_500, bids: sampleLevels('bid', [[44, 7]])}),
    });
    const second = build({snapshot, nowUs: NOW + 5_000_000}, first);
    expect(second.chrome).toBe(first.chrome);
    expect(second.panels.ladder).not.toEqual(first.panels.ladder);
  });

  test.each<[string, Partial<ViewInput>]>([
    ['the size', {columns: 81}],
    ['the outcome', {ui: {...ui, outcomeIndex: 1}}],
    ['the help', {ui: {...ui, helpTop: 0}}],
    ['a notice', {session: sampleSession({notices: ['that market is closed']})}],
  ])('is another one when %s changes', (_, change) => {
    const first = build();
    expect(build(change, first).chrome).not.toBe(first.chrome);
  });

  test('a notice is shown until it is dismissed, the newest first', () => {
    const session = sampleSession({notices: ['the first', 'the second']});
    expect(text({session})).toContain('NOTE the second (esc)');
    expect(text({session, ui: {...ui, noticesSeen: 2}})).not.toContain('NOTE');
  });

  test('a notice stands over the end of a recording, but not over a feed that stopped', () => {
    const notices = ['a recording cannot be asked for a book'];
    const ended = {kind: 'replay_ended', sinceUs: NOW} as const;
    const screen = (noticesSeen: number): string =>
      text({
        session: sampleSession({source: 'replay', stage: ended, notices}),
        ui: {...ui, noticesSeen},
      });
    expect(screen(0)).toContain('NOTE a recording cannot be asked for a book (esc)');
    expect(screen(1)).toContain('END OF RECORDING the books stay as they ended');
    const stage = {kind: 'worker_down', reason: 'x', sinceUs: NOW, retryAtUs: NOW} as const;
    expect(text({session: sampleSession({stage, notices})})).toContain('FEED STOPPED');
  });

  test.each([
    ['live', 'LIVE feed'],
    ['demo', 'DEMO'],
    ['replay', 'REPLAY'],
  ] as const)('the source %s is named in the title', (source, word) => {
    expect(screenText(build({session: sampleSession({source})}))[0]).toMatch(
      new RegExp(`${word}$`),
    );
  });

  test('where names are long the outcome that is not shown gives way before the source', () => {
    const market = sampleMarket(0);
    const outcomes = market.outcomes.map((outcome, i) => ({
      ...outcome,
      name: `token 45592200${i}`,
    }));
    const markets = [{...market, outcomes: [outcomes[0]!, outcomes[1]!] as const}];
    const assetIds = outcomes.map(({assetId}) => assetId);
    const session = sampleSession({source: 'replay', catalog: {markets, assetIds}});
    const titleAt = (columns: number): string => screenText(build({session, columns}))[0]!;
    expect(titleAt(60)).toMatch(/\[token 455922000\] .*REPLAY$/);
    expect(titleAt(60)).not.toContain('token 455922001');
    expect(titleAt(80)).toMatch(/\[token 455922000\] token 455922001 .*REPLAY$/);
  });

  test('nothing on the status line is empty: without latencies there is no row of them', () => {
    const status = build({columns: 120, latency: NO_LATENCY}).panels.status.map(rowText).join('');
    expect(status).not.toMatch(/│ +│/);
    expect(status).not.toContain('raw');
  });

  test('a terminal too small gets both sizes, as far as they fit', () => {
    expect(screenText(build({columns: 30, rows: 6})).slice(0, 2)).toEqual([
      'needs 40x8',
      'has 30x6',
    ]);
    expect(screenText(build({columns: 8, rows: 1}))).toEqual(['needs 4…']);
    expect(screenText(build({columns: 0, rows: 0}))).toEqual([]);
  });
});

describe('ladder between paints', () => {
  test('holds still while the market moves a little, and centres for c or another size', () => {
    const shifted = sampleBook({
      bids: sampleLevels('bid', [
        [46.6, 10],
        [46.4, 13_100],
        [46.3, 9_020],
      ]),
    });
    const rowOfPrice = (view: ViewModel): number =>
      view.panels.ladder.findIndex((row) => rowText(row).includes(' 46.3¢ '));
    const first = build();
    const snapshot = sampleSnapshot({focus: shifted});
    const kept = build({snapshot}, first);
    expect(rowOfPrice(kept)).toBe(rowOfPrice(first));

    const fresh = build({snapshot});
    const centred = build({snapshot, ui: {...ui, ladder: centre(ui.ladder)}}, kept);
    expect(centred.panels.ladder).toEqual(fresh.panels.ladder);
    expect(build({snapshot, rows: 40}, kept).panels.ladder).toEqual(
      build({snapshot, rows: 40}).panels.ladder,
    );
  });

  test('an overlay between does not move it', () => {
    const first = build();
    const helped = build({ui: {...ui, helpTop: 0}}, first);
    expect(helped.panels.ladder).toEqual([]);
    expect(build({}, helped).panels.ladder).toEqual(first.panels.ladder);
  });

  test('a ladder with a cursor says how to come back', () => {
    const anchor = build().ladder!.window.anchor!;
    const held = {...ui, ladder: {...ui.ladder, cursor: {price: anchor.price, row: 2}}};
    expect(rowText(build({ui: held}).panels.ladder[0]!)).toMatch(/^↕ c /);
    expect(rowText(build().panels.ladder[0]!)).not.toMatch(/↕/);
  });
});

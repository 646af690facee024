import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {NO_FRAMES} from '../../../src/domain/inspected-frame.js';
import {EVENT_KINDS, STAGE_NAMES, WINDOW_NAMES} from '../../../src/domain/latency.js';
import type {Alert} from '../../../src/domain/latency.js';
import {NO_EVENTS} from '../../../src/domain/market-event.js';
import {buildViewModel, type ViewInput} from '../../../src/view/build-view-model.js';
import {cellWidth} from '../../../src/view/cell-width.js';
import {UNICODE_GLYPHS} from '../../../src/view/glyphs.js';
import {handleKey} from '../../../src/view/handle-key.js';
import {
  FIRST_CHOICE,
  moveKind,
  moveLimit,
  moveStage,
  nextWindow,
  type LatencyChoice,
} from '../../../src/view/latency-choice.js';
import {buildHistogram, selectBounds} from '../../../src/view/latency-histogram.js';
import {STAGE_WORDS} from '../../../src/view/stage-words.js';
import {createUiState, reduceUi, type UiState} from '../../../src/view/ui-state.js';
import {gauge, NO_LATENCY, sampleLatency} from '../../support/latency-sample.js';
import {
  rowText,
  sampleInput,
  samplePaint,
  sampleSession,
  sampleSnapshot,
  screenText,
  SAMPLE_NOW_US as NOW,
} from '../../support/view-sample.js';

const start = createUiState({atUs: 0});

function showing(choice: Partial<LatencyChoice> = {}, change: Partial<UiState> = {}): UiState {
  const chosen = reduceUi(start, {type: 'latency_chosen', choice: {...FIRST_CHOICE, ...choice}});
  const opened = reduceUi(chosen, {type: 'full_opened', panel: 'latency'});
  return {...opened, ...change};
}

function panel(change: Partial<ViewInput> = {}): string[] {
  const view = buildViewModel(sampleInput({columns: 100, rows: 40, ui: showing(), ...change}));
  return view.panels.latency.map(rowText);
}

function press(ui: UiState, keys: readonly string[], latency = sampleLatency()): UiState {
  const context = {
    ...{session: sampleSession(), snapshot: sampleSnapshot(), view: undefined},
    ...{events: NO_EVENTS, frames: NO_FRAMES},
  };
  return keys.reduce(
    (state, key) => handleKey(state, key, {...context, latency, nowUs: NOW}).ui,
    ui,
  );
}

describe('the panel', () => {
  test('has a row for each stage with its unit, percentiles, count and a word', () => {
    const rows = panel();
    for (const stage of STAGE_NAMES) {
      expect(rows.some((row) => row.slice(1).startsWith(STAGE_WORDS[stage].label))).toBe(true);
    }

    expect(rows.find((row) => row.startsWith('▸feed '))).toMatch(
      /feed +ms +41 +97 +180 +402 +120 ok /,
    );
  });

  test('a value that is slow, late or over the limit says so in a word and a colour', () => {
    const latency = sampleLatency({
      feed: gauge(40, 90, 300, 400),
      ping: gauge(40, 90, 1300, 1400),
      paint: gauge(1, 2, 3, 4),
    });
    const view = buildViewModel(
      sampleInput({columns: 100, rows: 40, latency, ui: showing({}, {limits: {paint: 2}})}),
    );
    const styled = view.panels.latency.flat();
    for (const [word, style] of [
      ['slow', 'warn'],
      ['late', 'bad'],
      ['over', 'bad'],
    ]) {
      expect(styled.find(({text}) => text.trim() === word)?.style).toBe(style);
    }
  });

  test('says of the chosen stage what it measures, its limit and how it is distributed', () => {
    const text = panel({ui: showing({stage: 'feed'}, {limits: {feed: 250}, isBellOn: true})});
    const at = text.findIndex((row) => row.startsWith(' feed: exchange timestamp to receipt'));
    expect(text[at]).toContain('limit p99 250 ms · bell on');
    expect(text.slice(at + 1).join('\n')).toMatch(/[▁-█].*\n[\s\S]*p50 41 .*p99 180 .*max 402/);
  });

  test('shows clock, rates, paints and memory, and names a busy machine', () => {
    const calm = panel({paint: samplePaint({made: 1_204, skipped: 3, late: 2})}).join('\n');
    expect(calm).toContain('clock +12 ms ±20 ms · 12 frames/s · 7.8 kB/s'.replace('7.8', '8'));
    expect(calm).toContain(
      '1,204 paints · 3 skipped · 2 late · heap 21 MB + 13 MB · memory 163 MB',
    );
    expect(calm).not.toContain('busy');
    const busy = panel({latency: sampleLatency({ingest_loop: gauge(1, 20, 45, 60)})}).join('\n');
    expect(busy).toContain('this machine is busy: the ingest loop waits, and feed with it');
  });

  test('can be opened before there is a book, and shows dashes then', () => {
    const session = sampleSession({marketCount: 0, stage: {kind: 'picking'}});
    const rows = panel({session, snapshot: undefined, latency: NO_LATENCY});
    expect(rows.find((row) => row.startsWith('▸feed '))).toMatch(/ms +– +– +– +– +0/);
    expect(rows.join('\n')).toContain('no samples yet');
  });

  test('fits every size, keeps the chosen stage on it, and has ASCII only where that is asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({min: 40, max: 250}),
        fc.integer({min: 8, max: 80}),
        fc.constantFrom(...STAGE_NAMES),
        fc.constantFrom(...WINDOW_NAMES),
        fc.option(fc.constantFrom(...EVENT_KINDS), {nil: undefined}),
        fc.boolean(),
        (columns, rows, stage, window, kind, unicode) => {
          const ui = showing({stage, window, kind});
          const view = buildViewModel(sampleInput({columns, rows, ui, unicode}));
          const lines = screenText(view);
          expect(lines).toHaveLength(rows);
          const pointer = unicode ? '▸' : '>';
          const label = STAGE_WORDS[stage].label;
          expect(lines.some((line) => line.startsWith(pointer + label))).toBe(true);
          for (const line of lines) expect(cellWidth(line)).toBeLessThanOrEqual(columns);
          if (!unicode) expect(lines.join('')).toMatch(/^[\u0020-\u007e]*$/);
        },
      ),
      {seed: 5, numRuns: 200},
    );
  });
});

describe('the distribution', () => {
  test('its columns hold every sample between them, also negative ones', () => {
    const anyGauge = fc
      .tuple(
        fc.double({min: -500, max: 500, noNaN: true}),
        fc.double({min: 0, max: 1e5, noNaN: true}),
      )
      .map(([p50, more]) => gauge(p50, p50 + more / 3, p50 + more / 2, p50 + more));
    fc.assert(
      fc.property(anyGauge, fc.integer({min: 2, max: 120}), (made, cells) => {
        const bounds = selectBounds(made, cells);
        expect(bounds).toHaveLength(cells);
        expect([...bounds].sort((a, b) => a - b)).toEqual(bounds);
        expect(bounds.at(-1)! * (1 + 1e-9) + 1e-9).toBeGreaterThanOrEqual(made.max);
      }),
      {seed: 2, numRuns: 300},
    );
  });

  test('the highest column fills all rows and one sample alone is seen', () => {
    const made = gauge(10, 20, 30, 40);
    const bounds = selectBounds(made, 4);
    const rows = buildHistogram(made, bounds, [0, 1_000, 1, 0], 3, UNICODE_GLYPHS).map(rowText);
    expect(rows.slice(0, 3)).toEqual([' █  ', ' █  ', ' █▁ ']);
  });
});

describe('keys', () => {
  test('l opens and closes it, esc closes it, help comes over it', () => {
    expect(press(start, ['l'])).toMatchObject({full: 'latency', latency: FIRST_CHOICE});
    expect(press(start, ['l', 'l']).full).toBeUndefined();
    expect(press(start, ['l', 'escape']).full).toBeUndefined();
    const helped = press(start, ['l', '?']);
    expect(helped.helpTop).toBe(0);
    expect(press(helped, ['?']).full).toBe('latency');
  });

  test('stages end at both ends, windows and kinds go round', () => {
    expect(moveStage(FIRST_CHOICE, -1).stage).toBe('feed');
    expect(moveStage(FIRST_CHOICE, 99).stage).toBe('main_loop');
    expect(nextWindow(nextWindow(nextWindow(FIRST_CHOICE)))).toEqual(FIRST_CHOICE);
    expect(moveKind(FIRST_CHOICE, -1).kind).toBe('trade');
    expect(moveKind({...FIRST_CHOICE, kind: 'trade'}, 1).kind).toBeUndefined();
    const ping: LatencyChoice = {...FIRST_CHOICE, stage: 'ping'};
    expect(moveKind(ping, 1)).toBe(ping);
    expect(press(start, ['l', 'down', 'j', 'tab', 'right']).latency).toEqual({
      stage: 'ping',
      window: '1min',
      kind: undefined,
    });
  });

  test('a limit begins at twice the p99, moves in steps of 1, 2 and 5, and goes in the end', () => {
    expect(moveLimit({}, 'feed', 1, 180.4)).toEqual({feed: 500});
    expect(moveLimit({feed: 500}, 'feed', 1, 180.4)).toEqual({feed: 1000});
    expect(moveLimit({feed: 500}, 'feed', -1, 180.4)).toEqual({feed: 200});
    expect(moveLimit({feed: 1, ping: 5}, 'feed', -1, Number.NaN)).toEqual({ping: 5});
    expect(moveLimit({}, 'feed', -1, 3)).toEqual({});
    expect(moveLimit({}, 'feed', 1, Number.NaN)).toEqual({feed: 1});
    expect(moveLimit({feed: 250}, 'feed', 1, 3)).toEqual({feed: 500});
    const ui = press(start, ['l', '+', '-', '-', 'b']);
    expect([ui.limits, ui.isBellOn]).toEqual([{feed: 100}, true]);
  });
});

test('the status line names the stage that is over its limit, and outlives the rest', () => {
  const alerts: Alert[] = [{stage: 'feed', p99: 312, limit: 250}];
  const status = (columns: number): string =>
    rowText(buildViewModel(sampleInput({columns, alerts})).panels.status[0]!);
  expect(status(100)).toContain('feed p99 312 > 250 ms');
  expect(status(60)).toContain('feed p99 312 > 250 ms');
  expect(status(60)).toContain('LIVE');
});

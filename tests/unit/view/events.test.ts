import {describe, expect, test} from 'vitest';
import type {EventLogView} from '../../../src/domain/market-event.js';
import {EventLog} from '../../../src/event-log.js';
import {buildViewModel, type ViewInput} from '../../../src/view/build-view-model.js';
import {describeEvent} from '../../../src/view/event-words.js';
import {ASCII_GLYPHS, UNICODE_GLYPHS} from '../../../src/view/glyphs.js';
import {handleKey} from '../../../src/view/handle-key.js';
import {createUiState, type UiState} from '../../../src/view/ui-state.js';
import {NO_FRAMES} from '../../../src/domain/inspected-frame.js';
import {SAMPLE_FACTS, sampleEvents} from '../../support/event-sample.js';
import {sampleLatency} from '../../support/latency-sample.js';
import {
  rowText,
  SAMPLE_NOW_US as NOW,
  sampleInput,
  sampleMarket,
  sampleSession,
  sampleSnapshot,
  screenText,
} from '../../support/view-sample.js';

const start = createUiState({atUs: 0});
const events = sampleEvents();

function press(ui: UiState, keys: readonly string[], log: EventLogView = events): UiState {
  const context = {
    ...{session: sampleSession(), snapshot: sampleSnapshot(), latency: sampleLatency()},
    ...{view: buildViewModel(sampleInput()), events: log, frames: NO_FRAMES, nowUs: NOW},
  };
  return keys.reduce((state, key) => handleKey(state, key, context).ui, ui);
}

function screen(change: Partial<ViewInput> = {}): string[] {
  return screenText(buildViewModel(sampleInput({events, ...change})));
}

describe('words', () => {
  const words = (isAscii = false): string[] =>
    SAMPLE_FACTS.map(
      (fact) =>
        describeEvent(
          {...fact, market: undefined, wallMs: 0},
          ['Yes', 'No'],
          isAscii ? ASCII_GLYPHS : UNICODE_GLYPHS,
        ).text,
    );

  test('every kind of event has its own', () => {
    expect(words()).toEqual([
      'Yes 46.5¢ → 48.0¢, +1.5¢ in 0.4 s',
      'Yes 48.00¢ → 45.05¢, -2.95¢ over a gap of 12 s',
      'Yes wall bid 40.0k at 47¢, 12x median',
      'Yes wall ask 9.0k at 47.1¢ pulled after 95 s',
      'Yes wall bid 40.0k at 47¢ traded away after 4.0 s',
      'spread 9t, usually 1.5t',
      'spread 1t again after 31 s',
      'no asks',
      'bids and asks again after 2.5 s',
      'No buy 2.5k at 53¢, $1,325.00',
      'tick 1¢ → 0.1¢',
      'SUSPECT hash',
      'LIVE again after 3.2 s',
      'resolved, Yes won',
      'lost: closed by the exchange (1006)',
      'socket 2 back after 1.1 s: closed by the exchange (1006)',
      '12 more',
    ]);
  });

  test('in ASCII they are ASCII', () => {
    expect(words(true).join('')).toMatch(/^[ -~]*$/);
  });
});

describe('the log', () => {
  test('has the newest first, each with its time and market', () => {
    const lines = screen({ui: press(start, ['e'])});
    expect(lines.slice(2, 6)).toEqual([
      ' EVENTS  [all] this market   17 events',
      '▸13:02:10  Snow on day 1     12 more',
      ' 13:02:09  connection        socket 2 back after 1.1 s: closed by the exchange …',
      ' 13:02:08  connection        lost: closed by the exchange (1006)',
    ]);
  });

  test('shows one market on tab, with what is about the connection', () => {
    const lines = screen({ui: press(start, ['e', 'tab'])});
    expect(lines[2]).toBe(' EVENTS  all [this market]   13 events');
    expect(lines.join('\n')).toContain('connection');
    expect(lines.join('\n')).not.toContain('Snow on day 2 ');
  });

  test('goes to the market of the marked event on enter, and is closed then', () => {
    const ui = press(start, ['e', 'down', 'down', 'down', 'down', 'down', 'enter']);
    expect(ui.marketIndex).toBe(1);
    expect(ui.full).toBeUndefined();
  });

  test('stays open on enter where the event is about no market', () => {
    const ui = press(start, ['e', 'down', 'enter']);
    expect(ui.full).toBe('events');
  });

  test('keeps the marked event marked while others come', () => {
    const ui = press(start, ['e', 'down', 'down']);
    const log = sampleEvents([...SAMPLE_FACTS, {kind: 'more', count: 1}]);
    expect(screen({ui, events: log})[6]).toMatch(/^▸.* lost: closed/);
    expect(screen({ui: press(start, ['e']), events: log})[3]).toMatch(/^▸.* 1 more/);
  });

  test('scrolls to its oldest event and no further', () => {
    const ui = press(start, ['e', ...Array.from({length: 40}, () => 'pagedown')]);
    expect(screen({ui, rows: 12}).at(-2)).toMatch(/^▸.*46\.5¢ → 48\.0¢/);
  });

  test('says that nothing has happened yet', () => {
    const ui = press(start, ['e'], {events: [], total: 0});
    expect(screen({ui, events: {events: [], total: 0}})[3]).toBe(' nothing has happened yet');
  });
});

describe('news', () => {
  test('are counted in the status line until the log is looked at', () => {
    expect(screen()[1]).toContain('e 17 new');
    expect(screen({ui: press(start, ['e'])})[1]).not.toContain('new');
    expect(screen({ui: press(start, ['e', 'escape'])})[1]).not.toContain('new');
    const more = sampleEvents([...SAMPLE_FACTS, {kind: 'more', count: 1}]);
    expect(screen({ui: press(start, ['e', 'e']), events: more})[1]).toContain('e 1 new');
  });

  test('that came while the log was open have been seen, too', () => {
    const more = sampleEvents([...SAMPLE_FACTS, {kind: 'more', count: 1}]);
    const ui = press(press(start, ['e']), ['escape'], more);
    expect(screen({ui, events: more})[1]).not.toContain('new');
  });

  test('are counted in the panel where that is on the screen', () => {
    const lines = screen({columns: 160, rows: 48});
    expect(lines[1]).not.toContain('new');
    const heading = lines.findIndex((line) => line.startsWith(' EVENTS  e 17 new'));
    expect(heading).toBe(9);
    expect(lines[heading + 1]).toMatch(/^ 13:02 1 12 more /);
    expect(lines[heading + 8]).toMatch(/^ 13:02 1 buy 2\.5k@53¢ \$1\.3k/);
  });
});

describe('the newest events', () => {
  const more = (count: number) => ({kind: 'more', count, market: undefined, wallMs: 0}) as const;

  test('are kept, newest first, five hundred of them; all are counted', () => {
    const log = new EventLog();
    for (let i = 0; i < 30; i++) {
      log.add(
        Array.from({length: 40}, (_, j) => more(40 * i + j)),
        1,
      );
    }

    const {events: kept, total} = log.view;
    expect(kept).toHaveLength(500);
    expect(kept[0]).toMatchObject({count: 1_199, sequence: 1_230});
    expect(kept[499]).toMatchObject({count: 700});
    expect(total).toBe(1_230);
  });

  test('that were handed out do not change', () => {
    const log = new EventLog();
    log.add([more(1)]);
    const {view} = log;
    log.add([more(2)]);
    expect(view.events).toHaveLength(1);
  });

  test('of a market that is not listed any more have its id for a name', () => {
    const [event] = sampleEvents([{kind: 'more', count: 1}]).events;
    const log = {events: [{...event!, market: '0xgone'}], total: 1};
    const rows = buildViewModel(sampleInput({ui: press(start, ['e']), events: log})).panels.events;
    expect(rowText(rows[1]!)).toContain('0xgone');
    expect(sampleMarket(0).conditionId).not.toBe('0xgone');
  });
});

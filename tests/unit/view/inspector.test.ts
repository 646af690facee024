import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {FrameLogView, LoggedFrame} from '../../../src/domain/inspected-frame.js';
import {NO_EVENTS} from '../../../src/domain/market-event.js';
import {toPlainText} from '../../../src/domain/plain-text.js';
import {FrameLog} from '../../../src/frame-log.js';
import {buildViewModel} from '../../../src/view/build-view-model.js';
import {handleKey} from '../../../src/view/handle-key.js';
import {createUiState, type UiState} from '../../../src/view/ui-state.js';
import {unfoldJson} from '../../../src/view/unfold-json.js';
import {sampleFrame} from '../../support/event-sample.js';
import {sampleLatency} from '../../support/latency-sample.js';
import {
  SAMPLE_NOW_US as NOW,
  sampleInput,
  sampleMarket,
  sampleSession,
  sampleSnapshot,
  screenText,
} from '../../support/view-sample.js';

const start = createUiState({atUs: 0});

function logOf(...frames: readonly LoggedFrame[]): FrameLogView {
  return {frames: [...frames].reverse(), total: frames.length, leftOut: 0};
}

const frames = logOf(
  sampleFrame(1, {kind: 'book', text: '{"event_type":"book","bids":[]}'}),
  sampleFrame(2, {kind: 'trade', markets: [sampleMarket(1).conditionId]}),
  sampleFrame(3, {kind: 'other', markets: [], text: 'PONG', timestampMs: undefined, events: 0}),
  sampleFrame(4),
);

function press(ui: UiState, keys: readonly string[], log = frames): UiState {
  const context = {
    ...{session: sampleSession(), snapshot: sampleSnapshot(), latency: sampleLatency()},
    ...{view: buildViewModel(sampleInput()), events: NO_EVENTS, frames: log, nowUs: NOW},
  };
  return keys.reduce((state, key) => handleKey(state, key, context).ui, ui);
}

function screen(ui: UiState, log = frames, change = {}): string[] {
  return screenText(buildViewModel(sampleInput({ui, frames: log, ...change})));
}

describe('the list', () => {
  test('has the newest first: time, size, age, kind, what was made of it, and the text', () => {
    const lines = screen(press(start, ['i']), frames, {columns: 100});
    expect(lines.slice(2, 8)).toEqual([
      ' FRAMES  [all] book change trade other   [all markets] this market',
      ' 4 frames',
      '▸13:02:11.004  126 B    41 ms change 1 event   {"event_type":"price_change","market":"0x0000… +81 B',
      ' 13:02:11.003    4 B        – other  0 events  PONG',
      ' 13:02:11.002  126 B    41 ms trade  1 event   {"event_type":"price_change","market":"0x0000… +81 B',
      ' 13:02:11.001   31 B    41 ms book   1 event   {"event_type":"book","bids":[]}',
    ]);
  });

  test('is of one kind, in turn, on tab', () => {
    const kinds = [1, 2, 3, 4].map((times) => {
      const lines = screen(press(start, ['i', ...Array.from({length: times}, () => 'tab')]));
      return lines.slice(4).filter((line) => /^[▸ ]\d\d:/.test(line)).length;
    });
    expect(kinds).toEqual([1, 1, 1, 1]);
    expect(screen(press(start, ['i', 'tab']))[2]).toContain('all [book] change');
  });

  test('is of the shown market on a', () => {
    const text = screen(press(start, ['i', 'a'])).join('\n');
    expect(text).toContain('all markets [this market]');
    expect(text).not.toContain('PONG');
    expect(text).not.toMatch(/\d\d trade/);
  });

  test('stands still while it is paused, and counts what comes', () => {
    const ui = press(start, ['i', 'space']);
    const later = logOf(...[...frames.frames].reverse(), sampleFrame(5, {text: 'later'}));
    const lines = screen(ui, later);
    expect(lines[3]).toBe(' 4 frames   PAUSED, 1 came since');
    expect(lines.join('\n')).not.toContain('later');
    expect(screen(press(ui, ['space']), later).join('\n')).toContain('later');
  });

  test('says how many nobody got to see, and that there are none yet', () => {
    const lines = screen(press(start, ['i']), {frames: [], total: 1_204, leftOut: 1_204});
    expect(lines[3]).toBe(' 1,204 frames, 1,204 of them left out');
    expect(lines[4]).toBe(' no such frame has come yet');
  });

  test('names issues before events', () => {
    const bad = sampleFrame(1, {
      issues: 2,
      events: 1,
      firstIssue: {code: 'BAD_FIELD', detail: 'price \u001b[31m"x"'},
    });
    expect(screen(press(start, ['i']), logOf(bad))[4]).toContain(' 2 issues ');
    const ui = press(start, ['i', 'enter'], logOf(bad));
    expect(screen(ui, logOf(bad))[3]).toBe(' 1 event, 2 issues: BAD_FIELD price "x"');
  });
});

describe('an unfolded frame', () => {
  test('is shown line by line, and stays when it is no longer kept', () => {
    const ui = press(start, ['i', 'down', 'down', 'down', 'enter']);
    expect(screen(ui, logOf()).slice(2, 8)).toEqual([
      ' FRAME  13:02:11.001  31 B  41 ms old  book',
      ' 1 event, 0 issues',
      ' {',
      '   "event_type": "book",',
      '   "bids": []',
      ' }',
    ]);
  });

  test('says what of it was not kept, at its end', () => {
    const cut = sampleFrame(1, {text: '{"a":1,"b":"tail', bytes: 40_016, cutBytes: 40_000});
    const ui = press(start, ['i', 'enter'], logOf(cut));
    expect(screen(ui, logOf(cut)).join('\n')).toContain(' "b": "tail\n 40 kB more were not kept');
  });

  test('scrolls to its end and no further, and escape folds it before it closes', () => {
    const list = `[${Array.from({length: 100}, (_, i) => `"v${i}"`).join(',')}]`;
    const long = logOf(sampleFrame(1, {text: list}));
    let ui = press(start, ['i', 'enter', ...Array.from({length: 30}, () => 'pagedown')], long);
    expect(screen(ui, long).at(-2)).toBe(' ]');
    ui = press(ui, ['escape'], long);
    expect(screen(ui, long)[2]).toContain('FRAMES');
    ui = press(ui, ['escape'], long);
    expect(ui.full).toBeUndefined();
    expect(ui.inspector).toMatchObject({paused: undefined, unfolded: undefined});
  });
});

describe('unfolded JSON', () => {
  const jsonText = fc.json({maxDepth: 4});

  test('has every character but white space of what came, in its order', () => {
    fc.assert(
      fc.property(jsonText, fc.nat(), (text, cut) => {
        const part = text.slice(0, Math.max(1, text.length - (cut % 5)));
        if (part.length > 250) return; // Lines end at 300 characters.
        const bare = (value: string): string => value.replace(/\s/g, '');
        expect(bare(unfoldJson(part).join(''))).toBe(bare(toPlainText(part, 10_000)));
      }),
      {seed: 20_261_124, numRuns: 300},
    );
  });

  test('is plain text whatever it is of, and bounded in depth', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 300}), (text) => {
        for (const line of unfoldJson(text)) {
          expect(line.trimStart()).toBe(toPlainText(line, 400));
        }
      }),
      {seed: 20_261_124, numRuns: 300},
    );
    const deep = unfoldJson('['.repeat(4_000));
    expect(Math.max(...deep.map((line) => line.length))).toBeLessThan(30);
  });

  test.each([
    '\u001b]0;title\u0007{"a":"\u001b[2J\u009b31m"}',
    '{"name":"\u202egnp.exe"}',
    '\u001bP+q\u001b\\"\r\n\u0000',
  ])('lets no escape sequence through: %j', (text) => {
    const shown = screen(press(start, ['i']), logOf(sampleFrame(1, {text}))).join('');
    const unfolded = unfoldJson(text).join('');
    for (const screenful of [shown, unfolded]) {
      expect(screenful).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    }
  });
});

describe('the newest frames', () => {
  test('are kept, newest first, two hundred of them, and let go when nobody looks', () => {
    const log = new FrameLog();
    for (let i = 0; i < 5; i++) {
      log.add(
        Array.from({length: 100}, (_, j) => sampleFrame(0, {bytes: 100 * i + j})),
        7,
      );
    }

    const {frames: kept, total, leftOut} = log.view;
    expect(kept).toHaveLength(200);
    expect(kept[0]).toMatchObject({bytes: 499, sequence: 535});
    expect([total, leftOut]).toEqual([535, 35]);
    log.clear();
    expect(log.view.frames).toEqual([]);
  });
});

import {describe, expect, test} from 'vitest';
import {NO_FRAMES} from '../../../src/domain/inspected-frame.js';
import {NO_EVENTS} from '../../../src/domain/market-event.js';
import type {PlayCommand} from '../../../src/domain/playback.js';
import {buildViewModel} from '../../../src/view/build-view-model.js';
import {cellWidth} from '../../../src/view/cell-width.js';
import {ASCII_GLYPHS, UNICODE_GLYPHS} from '../../../src/view/glyphs.js';
import {buildGoToRow} from '../../../src/view/go-to-row.js';
import {
  handleKey,
  handlePaste,
  selectKeyMode,
  type Command,
  type KeyContext,
} from '../../../src/view/handle-key.js';
import {KEY_TABLE, type KeyAction, type KeyMode} from '../../../src/view/key-table.js';
import {MAX_MOMENT_LENGTH} from '../../../src/view/play-choice.js';
import {createUiState, type UiState} from '../../../src/view/ui-state.js';
import {sampleLatency} from '../../support/latency-sample.js';
import {sampleReplay} from '../../support/play-sample.js';
import {
  rowText,
  sampleInput,
  sampleSession,
  sampleSnapshot,
  screenText,
  SAMPLE_NOW_US as NOW,
  SAMPLE_WALL_MS,
} from '../../support/view-sample.js';

const start = createUiState({atUs: 0});
const REPLAY = sampleReplay();
const LIVE = sampleSession();
const VIEW = buildViewModel(sampleInput({session: REPLAY}));

function press(
  ui: UiState,
  keys: readonly string[],
  session = REPLAY,
  snapshot = sampleSnapshot(),
) {
  let state = ui;
  const commands: Command[] = [];
  for (const key of keys) {
    const context: KeyContext = {
      session,
      snapshot,
      view: VIEW,
      latency: sampleLatency(),
      events: NO_EVENTS,
      frames: NO_FRAMES,
      nowUs: NOW,
    };
    const outcome = handleKey(state, key, context);
    state = outcome.ui;
    commands.push(...outcome.commands);
  }

  return {ui: state, commands};
}

function footer(
  ui: UiState,
  {session = REPLAY, columns = 120, rows = 30, nowUs = NOW} = {},
): string {
  return screenText(buildViewModel(sampleInput({ui, session, columns, rows, nowUs}))).at(-1)!;
}

const PLAYED: Partial<Record<KeyAction, PlayCommand>> = {
  toggle_play: {kind: 'toggle_pause'},
  batch_back: {kind: 'step', what: 'batch', steps: -1},
  batch_on: {kind: 'step', what: 'batch', steps: 1},
  frame_back: {kind: 'step', what: 'frame', steps: -1},
  frame_on: {kind: 'step', what: 'frame', steps: 1},
  skip_back: {kind: 'skip', us: -10_000_000},
  skip_on: {kind: 'skip', us: 10_000_000},
  jump_back: {kind: 'jump', steps: -1},
  jump_on: {kind: 'jump', steps: 1},
  slower: {kind: 'change_speed', steps: -1},
  faster: {kind: 'change_speed', steps: 1},
};

/** The keys that ask where to go instead of saying it, and those that answer. */
const ASKING: readonly KeyAction[] = [
  ...(['await_tenth', 'open_moment', 'go_to_tenth', 'go_to_moment', 'erase_moment'] as const),
];

const entries = KEY_TABLE.filter(({isForReplay}) => isForReplay === true);
const openers: Partial<Record<KeyMode, readonly string[]>> = {
  ...{book: [], latency: ['l'], history: ['H'], events: ['e'], inspector: ['i']},
  ...{tenth: ['g'], moment: ['G']},
};

describe('the keys of a replay', () => {
  test('are those of the table, each of which is looked at here', () => {
    expect(entries.map(({action}) => action).sort()).toEqual(
      [...Object.keys(PLAYED), ...ASKING].sort(),
    );
  });

  test.each(
    entries
      .filter(({action}) => PLAYED[action] !== undefined)
      .flatMap(({keys, action, modes}) =>
        modes.flatMap((mode) => keys.map((key) => [key, mode, action] as const)),
      ),
  )('"%s" in %s does what it says: %s, and changes nothing on the screen', (key, mode, action) => {
    const {ui} = press(start, openers[mode]!);
    expect(selectKeyMode(ui)).toBe(mode);
    expect(press(ui, [key])).toEqual({ui, commands: [{type: 'play', command: PLAYED[action]}]});
  });

  test.each(
    entries.flatMap(({keys}) => keys).filter((key) => !/^(?:[1-9]|enter|backspace)$/.test(key)),
  )('"%s" does nothing where no recording is played', (key) => {
    for (const opener of [[], ['l'], ['H'], ['e'], ['i'], ['?']]) {
      const {ui} = press(start, opener, LIVE);
      expect(press(ui, [key], LIVE)).toEqual({ui, commands: []});
    }
  });

  test('are letters in the search, and nothing in the help', () => {
    expect(press(start, ['/', 'p', ',', 'g', '{']).ui.picker?.query).toBe('p,g{');
    expect(press(start, ['/', 'p', 'g']).commands).toEqual([]);
    const {ui} = press(start, ['?']);
    expect(press(ui, ['p', '.', 'g', 'G', 'R'])).toEqual({ui, commands: []});
  });

  test('leave the numbers to the markets, and space to freezing', () => {
    expect(press(start, ['3']).ui.marketIndex).toBe(2);
    expect(press(start, ['space'])).toMatchObject({ui: {frozen: {sinceUs: NOW}}, commands: []});
  });

  test('are in the footer of a replay alone, and there on every screen that has one', () => {
    for (const opener of [[], ['l'], ['H'], ['e'], ['i']]) {
      const {ui} = press(start, opener);
      expect(footer(ui)).toContain('p pause');
      expect(footer(ui, {session: LIVE})).not.toMatch(/ p pause|batch|go to| 10 s/);
    }

    expect(footer(start, {columns: 40})).toBe(' p pause   ? help   q quit');
    expect(footer(start, {columns: 250})).toMatch(
      /p pause {3}\. batch {3}; frame {3}> 10 s {3}} trade {3}\) faster {3}g go to/,
    );
  });

  test('the help says of each that it is for a replay', () => {
    for (const {help, modes} of entries) {
      expect(help).toMatch(modes.includes('book') ? /^in a replay: / : /^after [gG]: /);
    }
  });
});

describe('R', () => {
  test('begins and ends a recording from the book, and is a letter of the search', () => {
    expect(press(start, ['R'], LIVE)).toEqual({ui: start, commands: [{type: 'toggle_recording'}]});
    expect(press(start, ['/', 'R'], LIVE)).toMatchObject({
      commands: [],
      ui: {picker: {query: 'R'}},
    });
  });

  test('has a word in a wide footer, except where a recording is played', () => {
    expect(footer(start, {session: LIVE, columns: 250})).toContain('R record');
    expect(footer(start, {columns: 250})).not.toContain('R record');
  });
});

describe('g', () => {
  test.each(['0', '1', '5', '9'])('with %s goes to that tenth at once', (digit) => {
    const {ui, commands} = press(start, ['g', digit]);
    const fraction = Number(digit) / 10;
    expect(commands).toEqual([{type: 'play', command: {kind: 'go_to_share', fraction}}]);
    expect(ui).toEqual(start);
  });

  test('says in the footer what it waits for, whatever was said there and however small', () => {
    const {ui} = press(start, ['T', 'g']);
    expect(footer(ui)).toBe(' go to:  0-9 tenth   G a time   esc back');
    expect(footer(ui, {columns: 40, rows: 8})).toBe(' go to:  0-9 tenth   esc back');
    expect(footer(press(ui, ['escape']).ui)).toBe(' theme colour-blind');
  });

  test('is let go of by any other key, which then does nothing', () => {
    for (const key of ['j', 'escape', 'g', 'x', 'p', 'space', '?', 'enter']) {
      expect(press(start, ['g', key])).toEqual({ui: start, commands: []});
    }
  });

  test('goes back to the panel that was open', () => {
    const {ui} = press(start, ['i', 'g', '3']);
    expect(selectKeyMode(ui)).toBe('inspector');
  });

  test('lets the program be left', () => {
    expect(press(start, ['g', 'q']).commands).toEqual([{type: 'quit'}]);
    expect(press(start, ['G', 'ctrl+c']).commands).toEqual([{type: 'interrupt'}]);
  });
});

describe('G', () => {
  const type = (text: string): readonly string[] =>
    Array.from(text, (letter) => (letter === ' ' ? 'space' : letter));

  test.each([
    ['13:02', {kind: 'go_to_time', wallUs: (SAMPLE_WALL_MS - 11_000) * 1000}],
    ['45%', {kind: 'go_to_share', fraction: 0.45}],
    ['+90s', {kind: 'skip', us: 90_000_000}],
    ['- 5m', {kind: 'skip', us: -300_000_000}],
    ['7', {kind: 'go_to_share', fraction: 0.7}],
  ])('asks for a time; %s goes there and gives the footer back', (text, command) => {
    for (const opener of [['G'], ['g', 'G']]) {
      const {ui, commands} = press(start, [...opener, ...type(text), 'enter']);
      expect(commands).toEqual([{type: 'play', command}]);
      expect(ui).toEqual(start);
    }
  });

  test('shows what is typed and what may be, in any footer', () => {
    const {ui} = press(start, ['G', ...type('12:0')]);
    expect(footer(ui)).toBe(' go to 12:0   12:03:15, +90s, -5m, 45%   enter go   esc back');
    expect(footer(press(start, ['G']).ui, {columns: 40, rows: 8})).toBe(
      ' go to    12:03:15, +90s   esc back',
    );
    const {goTo} = press(start, ['G', ...type('1'.repeat(60))]).ui;
    if (goTo?.kind !== 'moment') throw new Error('nothing is asked');
    for (const glyphs of [UNICODE_GLYPHS, ASCII_GLYPHS]) {
      for (let width = 40; width <= 250; width++) {
        for (const answer of [undefined, 'only 12:59:41 to 13:04:41 is recorded']) {
          const row = rowText(buildGoToRow({...goTo, answer}, width, glyphs));
          expect(cellWidth(row)).toBeLessThanOrEqual(width);
          expect(row).toMatch(/^ go to \S?1{10,} /);
        }
      }
    }
  });

  test('answers what means nothing with what is taken, until another letter is typed', () => {
    const {ui, commands} = press(start, ['G', ...type('noon'), 'enter']);
    expect(commands).toEqual([]);
    expect(footer(ui)).toContain('noon   takes 12:03:15, 12:03, +90s, -5m, 45%');
    expect(footer(press(ui, ['backspace']).ui)).not.toContain('takes');
    expect(press(ui, ['backspace', '!']).ui.goTo).toEqual({
      ...{kind: 'moment', text: 'noo!', answer: undefined},
    });
  });

  test('answers a time that is not in the recording with those that are', () => {
    const {ui} = press(start, ['G', ...type('15:00'), 'enter']);
    expect(footer(ui, {columns: 60})).toContain('only 12:59:41 to 13:04:41 is recorded');
  });

  test('takes every letter, also those that are keys elsewhere; escape closes it', () => {
    const {ui, commands} = press(start, ['G', ...type('qpgG? 1'), 'ctrl+x', 'up']);
    expect(ui.goTo).toMatchObject({text: 'qpgG? 1'});
    expect(commands).toEqual([]);
    expect(press(ui, ['escape'])).toEqual({ui: start, commands: []});
  });

  test('takes pasted text, cleaned, and no more of it than a time can have', () => {
    const {ui} = press(start, ['G']);
    expect(handlePaste(ui, '2026-03-02T13:03:00Z\r\n').ui.goTo).toMatchObject({
      text: '2026-03-02T13:03:00Z',
    });
    const long = handlePaste(ui, '😀'.repeat(80)).ui.goTo;
    expect(long).toMatchObject({kind: 'moment'});
    expect(long?.kind === 'moment' && long.text.length).toBeLessThanOrEqual(MAX_MOMENT_LENGTH);
  });

  test('goes nowhere while no recording is played any more', () => {
    const {ui} = press(start, ['G', '5']);
    expect(press(ui, ['enter'], LIVE)).toEqual({ui, commands: []});
    expect(press(ui, ['escape'], LIVE).ui).toEqual(start);
  });
});

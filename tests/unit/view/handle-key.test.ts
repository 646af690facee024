import {describe, expect, test} from 'vitest';
import {buildViewModel} from '../../../src/view/build-view-model.js';
import {buildFooterRow} from '../../../src/view/footer-row.js';
import {ASCII_GLYPHS, UNICODE_GLYPHS} from '../../../src/view/glyphs.js';
import {
  handleKey,
  handlePaste,
  selectKeyMode,
  type Command,
  type KeyContext,
} from '../../../src/view/handle-key.js';
import {formatKeyLabel, KEY_TABLE, type KeyMode} from '../../../src/view/key-table.js';
import {cursorLine, selectWindow} from '../../../src/view/ladder-window.js';
import {NO_MOMENT} from '../../../src/view/play-choice.js';
import type {PickerSearch} from '../../../src/view/picker-state.js';
import {createUiState, reduceUi, type UiState} from '../../../src/view/ui-state.js';
import {cellWidth} from '../../../src/view/cell-width.js';
import {buildHelpRows} from '../../../src/view/help-rows.js';
import {sampleEvents, sampleFrame} from '../../support/event-sample.js';
import {sampleLatency} from '../../support/latency-sample.js';
import {
  rowText,
  sampleInput,
  sampleMarket,
  sampleMarkets,
  sampleSession,
  sampleSnapshot,
  SAMPLE_NOW_US as NOW,
} from '../../support/view-sample.js';

const start = createUiState({atUs: 0});
const context: KeyContext = {
  session: sampleSession(),
  snapshot: sampleSnapshot(),
  view: buildViewModel(sampleInput()),
  latency: sampleLatency(),
  events: sampleEvents(),
  frames: {frames: [sampleFrame(2), sampleFrame(1)], total: 2, leftOut: 0},
  nowUs: NOW,
};

function press(ui: UiState, keys: readonly string[], change: Partial<KeyContext> = {}) {
  let state = ui;
  const commands: Command[] = [];
  for (const key of keys) {
    const outcome = handleKey(state, key, {...context, ...change});
    state = outcome.ui;
    commands.push(...outcome.commands);
  }

  return {ui: state, commands};
}

describe('books', () => {
  test('a number selects that watched market, and one that is not watched does nothing', () => {
    expect(press(start, ['3']).ui).toMatchObject({marketIndex: 2, selectedAtUs: NOW});
    expect(press(start, ['9']).ui).toBe(start);
  });

  test('tab goes to the other outcome and back', () => {
    expect(press(start, ['tab']).ui.outcomeIndex).toBe(1);
    expect(press(start, ['tab', 'tab']).ui.outcomeIndex).toBe(0);
  });

  test('brackets go round the markets of the same event only', () => {
    const markets = [
      ...sampleMarkets(2),
      sampleMarket(2, {eventSlug: 'another'}),
      sampleMarket(3),
      sampleMarket(4, {eventSlug: undefined}),
    ];
    const session = sampleSession({catalog: {markets, assetIds: []}});
    expect(press(start, [']', ']'], {session}).ui.marketIndex).toBe(3);
    expect(press(start, [']', ']', ']'], {session}).ui.marketIndex).toBe(0);
    expect(press(start, ['['], {session}).ui.marketIndex).toBe(3);
    const alone = createUiState({marketIndex: 4, atUs: 0});
    expect(press(alone, [']', '['], {session}).ui).toBe(alone);
  });

  test('another book is neither frozen nor scrolled', () => {
    const {ui} = press(start, ['j', 'space', '2']);
    expect(ui).toMatchObject({frozen: undefined, marketIndex: 1});
    expect(ui.ladder.cursor).toBeUndefined();
  });

  test('space holds the snapshot and lets it go again; before the first one it does nothing', () => {
    const {ui} = press(start, ['space']);
    expect(ui.frozen).toEqual({snapshot: context.snapshot, sinceUs: NOW});
    expect(press(ui, ['space']).ui.frozen).toBeUndefined();
    expect(press(start, ['space'], {snapshot: undefined}).ui).toBe(start);
  });
});

describe('asking anew', () => {
  test('r asks for the book once each press and changes nothing else', () => {
    expect(press(start, ['r', 'r'])).toEqual({
      ui: start,
      commands: [{type: 'resync'}, {type: 'resync'}],
    });
  });

  test('r is a letter of the search, and nothing in help and choices', () => {
    expect(press(start, ['/', 'r']).ui.picker?.query).toBe('r');
    expect(press(start, ['/', 'r', '?', 'r']).commands).toEqual([]);
    expect(press(start, ['?', 'r']).commands).toEqual([]);
  });
});

describe('the cursor of the ladder', () => {
  const {lines, height, window} = context.view!.ladder!;
  const middle = lines.findIndex(({kind}) => kind === 'middle');
  const lineOf = (ui: UiState): number => cursorLine(lines, ui.ladder.cursor!);
  const topOf = (ui: UiState): number =>
    selectWindow({lines, height, held: ui.ladder.cursor, previous: undefined}).top;

  test.each([
    [['j'], 1],
    [['down'], 1],
    [['k'], -1],
    [['up', 'up'], -2],
    [['j', 'j', 'j'], 3],
  ])('%j goes so many rows away from the middle, painted in between or not', (keys, rows) => {
    const {ui} = press(start, keys);
    expect(lineOf(ui)).toBe(middle + rows);
    expect(topOf(ui)).toBe(window.top);
  });

  test('it passes the middle, which has no price', () => {
    expect(lineOf(press(start, ['j', 'k']).ui)).toBe(middle - 1);
  });

  test('at the edge the ladder moves with it, to the last line and no further', () => {
    const {ui} = press(start, Array<string>(9).fill('pagedown'));
    expect(lineOf(ui)).toBe(lines.length - 1);
    expect(topOf(ui)).toBe(lines.length - height);
    const up = press(ui, Array<string>(9).fill('pageup')).ui;
    expect(lineOf(up)).toBe(0);
    expect(topOf(up)).toBe(0);
  });

  test('a page is a row less than the ladder', () => {
    expect(lineOf(press(start, ['j', 'pagedown']).ui)).toBe(
      Math.min(lines.length - 1, middle + height),
    );
  });

  test('c lets go of it and centres; escape takes the cursor away, after the notices', () => {
    expect(press(start, ['j', 'c']).ui.ladder).toMatchObject({cursor: undefined, centreCount: 1});
    const session = sampleSession({notices: ['a']});
    const once = press(press(start, ['j']).ui, ['escape'], {session}).ui;
    expect(once.ladder.cursor).toBeDefined();
    expect(press(once, ['escape'], {session}).ui.ladder.cursor).toBeUndefined();
  });

  test('without a book there is none', () => {
    expect(press(start, ['j', 'pageup'], {view: undefined}).ui).toBe(start);
  });
});

test('plus and minus go through the groups of ticks, ends included, and centre anew', () => {
  const groups = (keys: readonly string[]): number => press(start, keys).ui.ladder.group;
  expect([[], ['+'], ['+', '='], ['+', '+', '+'], ['+', '+', '+', '+']].map(groups)).toEqual([
    ...[1, 2, 5, 10, 10],
  ]);
  expect(groups(['+', '+', '-'])).toBe(2);
  expect(press(start, ['-']).ui).toBe(start);
  expect(press(start, ['j', '+']).ui.ladder).toMatchObject({
    group: 2,
    cursor: undefined,
    centreCount: 1,
  });
});

describe('picker', () => {
  const FOUND: PickerSearch = {
    phase: 'found',
    mayBeName: false,
    message: undefined,
    retryAtUs: undefined,
  };

  /** What the search says of a text. */
  const told = (ui: UiState, query: string, search: Partial<PickerSearch> = {}): UiState =>
    reduceUi(ui, {
      type: 'search_told',
      question: {query, order: 'volume'},
      search: {...FOUND, ...search},
      choices: search.phase === undefined ? sampleMarkets(3) : undefined,
    });

  /** What a lookup says of it. */
  const lookedUp = (ui: UiState, query: string): UiState =>
    reduceUi(ui, {type: 'lookup_found', query, choices: sampleMarkets(3), atUs: NOW});

  test('letters are typed, whatever they mean elsewhere, and enter opens the marked choice', () => {
    const {ui} = press(start, ['/', 'f', 'q', 'space', 'j', 'k', '?', 'backspace']);
    expect(ui.picker).toMatchObject({query: 'fq jk', phase: 'typing'});
    const chosen = press(told(ui, 'fq jk'), ['down', 'down', 'up', 'enter']);
    expect(chosen.commands).toEqual([{type: 'open', choiceIndex: 1}]);
    expect(chosen.ui.picker?.phase).toBe('opening');

    const opened = reduceUi(chosen.ui, {
      type: 'market_opened',
      marketIndex: 4,
      outcomeIndex: 0,
      atUs: NOW,
    });
    expect(opened).toMatchObject({picker: undefined, marketIndex: 4});
  });

  test('enter before there is an answer looks up what is typed, and so it does with a name', () => {
    const {ui} = press(start, ['/', 'f', 'e', 'd']);
    for (const waiting of [ui, told(ui, 'fed', {phase: 'asking'}), told(ui, 'fe')]) {
      const {ui: after, commands} = press(waiting, ['enter']);
      expect(commands).toEqual([{type: 'look_up', query: 'fed'}]);
      expect(after.picker).toMatchObject({phase: 'looking_up', sinceUs: NOW});
    }

    const named = reduceUi(told(ui, 'fed'), {
      type: 'search_told',
      question: {query: 'fed', order: 'volume'},
      search: {...FOUND, mayBeName: true},
      choices: sampleMarkets(3),
    });
    expect(press(named, ['enter']).commands).toEqual([{type: 'look_up', query: 'fed'}]);
    expect(press(named, ['down', 'enter']).commands).toEqual([{type: 'open', choiceIndex: 1}]);
  });

  test('an answer to another text is ignored, and the choices before it cannot be opened', () => {
    const {ui} = press(start, ['/', 'a', 'b']);
    expect(told(ui, 'a')).toBe(ui);
    const answered = told(ui, 'ab');
    const more = press(answered, ['c']).ui;
    expect(more.picker?.choices).toHaveLength(3);
    expect(press(more, ['down']).ui).toBe(more);
    expect(press(more, ['enter']).commands).toEqual([{type: 'look_up', query: 'abc'}]);
    // Blanks are no other text.
    expect(press(answered, ['space', 'enter']).commands).toEqual([{type: 'open', choiceIndex: 0}]);
  });

  test('an answer that comes again leaves the mark where the user put it', () => {
    const marked = press(told(press(start, ['/', 'a', 'b']).ui, 'ab'), ['down', 'down']).ui;
    expect(told(marked, 'ab').picker).toMatchObject({choiceIndex: 2});
    const other = told(press(marked, ['c']).ui, 'abc');
    expect(other.picker).toMatchObject({choiceIndex: 0, hasMarked: false});
  });

  test('tab goes through the orders of the top markets, and does nothing to a search', () => {
    const orders = (keys: readonly string[]) => press(start, ['/', ...keys]).ui.picker?.order;
    expect([[], ['tab'], ['tab', 'tab'], ['tab', 'tab', 'tab']].map(orders)).toEqual([
      ...['volume', 'liquidity', 'end', 'volume'],
    ]);
    expect(orders(['a', 'tab'])).toBe('volume');
    // A list in the order before is no answer to this one.
    const listed = told(press(start, ['/']).ui, '');
    expect(press(press(listed, ['tab']).ui, ['enter']).commands).toEqual([]);
  });

  test('a late answer to an earlier lookup is ignored', () => {
    const {ui} = press(start, ['/', 'a', 'enter']);
    expect(lookedUp(ui, 'b')).toBe(ui);
    const back = press(ui, ['escape']).ui;
    expect(lookedUp(back, 'a')).toBe(back);
  });

  test('a lookup that fails says so until other words are typed', () => {
    const {ui} = press(start, ['/', 'z', 'enter']);
    const failed = reduceUi(ui, {type: 'lookup_failed', query: 'z', message: 'offline', atUs: NOW});
    expect(failed.picker).toMatchObject({phase: 'typing', query: 'z', message: 'offline'});
    expect(press(failed, ['a']).ui.picker?.message).toBe(undefined);
  });

  test('nothing is looked up for no words', () => {
    expect(press(start, ['/', 'space', 'enter']).commands).toEqual([]);
  });

  test('escape steps back to the book, and stays in the picker where there is none', () => {
    expect(press(start, ['/', 'escape']).ui.picker).toBeUndefined();
    const session = sampleSession({marketCount: 0});
    const {ui} = press(start, ['/'], {session});
    expect(press(ui, ['escape'], {session}).ui).toBe(ui);
    const waiting = press(ui, ['a', 'enter'], {session}).ui;
    expect(press(waiting, ['escape'], {session}).ui.picker?.phase).toBe('typing');
  });

  test('the choice stays on the list', () => {
    const {ui} = press(told(press(start, ['/', 'a', 'b']).ui, 'ab'), ['up', 'pagedown', 'down']);
    expect(ui.picker?.choiceIndex).toBe(2);
  });

  test('what a terminal would act on can be neither typed nor left over by a cut', () => {
    const {ui} = press(start, ['/', '\u202e', '\x9b', '\ud83d', 'é', 'space', '中']);
    expect(ui.picker?.query).toBe('é 中');
    const long = handlePaste(press(start, ['/', 'a']).ui, '😀'.repeat(60));
    expect(long.ui.picker?.query).toBe(`a${'😀'.repeat(59)}`);
  });

  test('pasted text is words, cleaned, and never a command', () => {
    const {ui} = press(start, ['/']);
    const pasted = handlePaste(ui, 'q\u001b[31m fed\ncut\r');
    expect(pasted.ui.picker?.query).toBe('q fed cut');
    expect(pasted.commands).toEqual([]);
    expect(handlePaste(start, 'q')).toEqual({ui: start, commands: []});
  });

  test('a query has an end', () => {
    const {ui} = press(start, ['/']);
    const pasted = handlePaste(ui, 'word '.repeat(500)).ui;
    expect(pasted.picker!.query.length).toBeLessThanOrEqual(120);
  });
});

describe('leaving', () => {
  const states: Record<KeyMode, UiState> = {
    book: start,
    help: press(start, ['?']).ui,
    latency: press(start, ['l']).ui,
    events: press(start, ['e']).ui,
    inspector: press(start, ['i']).ui,
    history: press(start, ['h']).ui,
    typing: press(start, ['/']).ui,
    waiting: press(start, ['/', 'a', 'enter']).ui,
    tenth: reduceUi(start, {type: 'go_to_chosen', goTo: {kind: 'tenth'}}),
    moment: reduceUi(start, {type: 'go_to_chosen', goTo: NO_MOMENT}),
  };
  const isTyped = (mode: string): boolean => mode === 'typing' || mode === 'moment';

  test.each(Object.entries(states))('the sample state of mode %s is in that mode', (mode, ui) => {
    expect(selectKeyMode(ui)).toBe(mode);
  });

  test.each(Object.values(states))('ctrl-c and ctrl-z work in every mode', (ui) => {
    expect(press(ui, ['ctrl+c']).commands).toEqual([{type: 'interrupt'}]);
    expect(press(ui, ['ctrl+z']).commands).toEqual([{type: 'suspend'}]);
  });

  test('q quits, except as a letter of the search', () => {
    for (const [mode, ui] of Object.entries(states)) {
      const expected = isTyped(mode) ? [] : [{type: 'quit'}];
      expect(press(ui, ['q']).commands).toEqual(expected);
    }
  });

  test.each(['x', 'F5', 'home', 'end', 'ctrl+x', 'meta+a', '', '0', '雪'])(
    'key "%s" that nobody has does nothing',
    (key) => {
      for (const [mode, ui] of Object.entries(states)) {
        // What waits for a digit is content with any key.
        const means = mode === 'tenth' || (isTyped(mode) && Array.from(key).length === 1);
        if (!means) expect(press(ui, [key])).toEqual({ui, commands: []});
      }
    },
  );

  test('escape closes the help, and in the book dismisses the notices there are', () => {
    expect(press(states.help, ['escape']).ui.helpTop).toBeUndefined();
    const session = sampleSession({notices: ['a', 'b']});
    expect(press(start, ['escape'], {session}).ui.noticesSeen).toBe(2);
  });
});

describe('key table', () => {
  const region = {x: 0, y: 0, width: 200, height: 200};
  const help = buildHelpRows(0, region, UNICODE_GLYPHS).map(rowText);

  test('every key is in the help with what it does', () => {
    for (const {label, help: text} of KEY_TABLE) {
      expect(help.filter((line) => line.includes(label) && line.endsWith(text))).toHaveLength(1);
    }
  });

  test('every key of the help is in the table', () => {
    const first = help.indexOf(' KEYS') + 1;
    const keyLines = help.slice(first, help.indexOf(''));
    expect(keyLines).toHaveLength(KEY_TABLE.length);
    const labels = new Set(KEY_TABLE.map(({label}) => label));
    for (const line of keyLines) expect(labels).toContain(line.slice(1, 12).trimEnd());
  });

  test('no key means two things in one mode', () => {
    const seen = new Set<string>();
    for (const {keys, modes} of KEY_TABLE) {
      for (const key of keys) {
        for (const mode of modes) {
          expect(seen.has(`${mode} ${key}`)).toBe(false);
          seen.add(`${mode} ${key}`);
        }
      }
    }
  });

  test('a footer names no key that does nothing in its mode', () => {
    for (const {footer, modes} of KEY_TABLE) {
      for (const mode of Object.keys(footer?.words ?? {})) expect(modes).toContain(mode);
    }
  });

  test('in ASCII every label is ASCII', () => {
    for (const entry of KEY_TABLE) expect(formatKeyLabel(entry, true)).toMatch(/^[ -~]+$/);
    const help = buildHelpRows(0, region, ASCII_GLYPHS).map(rowText);
    for (const line of help) expect(line).toMatch(/^[ -~]*$/);
  });

  test('a narrow footer keeps help and quit', () => {
    const footer = (width: number): string =>
      rowText(
        buildFooterRow({mode: 'book', marketCount: 2, nowUs: NOW, width, glyphs: UNICODE_GLYPHS}),
      );
    expect(footer(132)).toBe(
      ' 1-9 market   tab outcome   / search   ↓ j cursor   c centre   space freeze   l latency   e events   h heatmap   ? help   q quit',
    );
    expect(footer(40)).toBe(' space freeze   ? help   q quit');
  });

  test('a remark has the footer for five seconds, then the keys are back', () => {
    const {ui} = press(start, ['T']);
    const footer = (nowUs: number, width = 80): string =>
      rowText(
        buildFooterRow({
          mode: 'book',
          remark: ui.remark,
          ...{marketCount: 2, nowUs, width, glyphs: UNICODE_GLYPHS},
        }),
      );
    expect(footer(NOW)).toBe(' theme colour-blind');
    expect(footer(NOW + 4_999_999)).toBe(' theme colour-blind');
    expect(footer(NOW + 5_000_000)).toContain('q quit');
    expect(footer(NOW, 10)).toBe(' theme co…');
  });

  test('every line of the help fits 80 columns', () => {
    for (const row of buildHelpRows(0, {x: 0, y: 0, width: 500, height: 100}, UNICODE_GLYPHS)) {
      expect(cellWidth(rowText(row))).toBeLessThanOrEqual(80);
    }
  });

  test('the help scrolls to its last line and no further', () => {
    const {ui} = press(press(start, ['?']).ui, Array<string>(20).fill('pagedown'));
    const {body} = context.view!.layout as Extract<
      NonNullable<KeyContext['view']>['layout'],
      {kind: 'screen'}
    >;
    const shown = buildHelpRows(ui.helpTop!, body, UNICODE_GLYPHS);
    expect(shown).toHaveLength(body.height);
    expect(rowText(shown.at(-1)!)).toContain('RESOLVED');
    const up = press(ui, ['k']).ui;
    expect(up.helpTop).toBe(ui.helpTop! - 1);
  });
});

describe('looks', () => {
  test('T goes through the themes, m switches the mouse, and each says what it did', () => {
    expect(press(start, ['T']).ui).toMatchObject({
      theme: 'colour-blind',
      remark: {text: 'theme colour-blind', sinceUs: NOW},
    });
    expect(press(start, ['T', 'T', 'T', 'T']).ui.theme).toBe('default');
    expect(press(start, ['m']).ui).toMatchObject({hasMouse: false});
    expect(press(start, ['m']).ui.remark?.text).toMatch(/^mouse off/);
    expect(press(start, ['m', 'm']).ui).toMatchObject({hasMouse: true, remark: {text: 'mouse on'}});
  });

  test.each(['?', 'l'])('also under what %s opens, but not where they are letters', (opener) => {
    expect(press(start, [opener, 'T', 'm']).ui).toMatchObject({
      theme: 'colour-blind',
      hasMouse: false,
    });
    expect(press(start, ['/', 'T', 'm']).ui).toMatchObject({
      theme: 'default',
      picker: {query: 'Tm'},
    });
  });
});

describe('copies', () => {
  const linesOf = (commands: readonly Command[]): readonly string[] => {
    const [command] = commands;
    if (command?.type !== 'copy') throw new Error('nothing was copied');
    return command.lines;
  };

  test('y copies the rows that are on the screen, in their order', () => {
    const {commands, ui} = press(start, ['y']);
    const [header, ...lines] = linesOf(commands);
    expect(header).toBe('side,price,size,cumulative,notional');
    const {lines: all, window, height} = context.view!.ladder!;
    const shown = all
      .slice(window.top, window.top + height)
      .flatMap((line) => (line.kind === 'level' ? [`${line.side},${line.price / 10_000}`] : []));
    expect(lines.map((line) => line.split(',').slice(0, 2).join(','))).toEqual(shown);
    expect(ui).toBe(start);
  });

  test('y copies rows of several ticks as they are shown', () => {
    const {ui} = press(start, ['+', '+', '+']);
    const view = buildViewModel(sampleInput({ui}));
    const {commands} = press(ui, ['y'], {view});
    expect(commands).toMatchObject([{type: 'copy', what: 'rows', hidden: 0}]);
    expect(linesOf(commands)).toContain('bid,0.46,24658,24658,11422.316');
  });

  test('Y copies every level, and says how many the picture of the book does not hold', () => {
    const focus = sampleSnapshot().focus!;
    const snapshot = sampleSnapshot({focus: {...focus, bids: {...focus.bids, total: 20}}});
    const {commands} = press(start, ['Y'], {snapshot});
    expect(commands).toMatchObject([{type: 'copy', what: 'levels', hidden: 6}]);
    expect(linesOf(commands)).toHaveLength(1 + 28);
  });

  test('the held book is copied while the screen is frozen', () => {
    const {ui} = press(start, ['space']);
    const snapshot = sampleSnapshot({focus: undefined});
    expect(linesOf(press(ui, ['Y'], {snapshot}).commands)).toHaveLength(29);
  });

  test('without a book of the selected outcome there is nothing to copy', () => {
    const {ui} = press(start, ['tab']);
    expect(press(ui, ['y', 'Y']).commands).toEqual([]);
    expect(press(start, ['y', 'Y'], {snapshot: undefined}).commands).toEqual([]);
    expect(press(start, ['y'], {view: undefined}).commands).toEqual([]);
  });
});

import {describe, expect, test} from 'vitest';
import {NO_FRAMES} from '../../../src/domain/inspected-frame.js';
import {NO_EVENTS} from '../../../src/domain/market-event.js';
import type {MouseAction} from '../../../src/domain/mouse-action.js';
import {buildViewModel} from '../../../src/view/build-view-model.js';
import {UNICODE_GLYPHS} from '../../../src/view/glyphs.js';
import {handleKey} from '../../../src/view/handle-key.js';
import {handleMouse, type MouseContext} from '../../../src/view/handle-mouse.js';
import {placeOf, type Screen} from '../../../src/view/layout.js';
import type {PanelName} from '../../../src/view/panels.js';
import {NO_MOMENT} from '../../../src/view/play-choice.js';
import {buildTimelineRow} from '../../../src/view/timeline-row.js';
import {createUiState, reduceUi, type UiState} from '../../../src/view/ui-state.js';
import {sampleLatency} from '../../support/latency-sample.js';
import {samplePlayback, sampleReplay, UTC} from '../../support/play-sample.js';
import {
  rowText,
  sampleInput,
  sampleMarkets,
  sampleSession,
  sampleSnapshot,
  screenText,
  SAMPLE_NOW_US as NOW,
} from '../../support/view-sample.js';

const start = createUiState({atUs: 0});

/** The screen that the user points at. */
function see(ui: UiState, columns = 80, rows = 24, session = sampleSession({marketCount: 12})) {
  const input = sampleInput({ui, columns, rows, session});
  const view = buildViewModel(input);
  const context: MouseContext = {
    session,
    snapshot: sampleSnapshot(),
    view,
    latency: sampleLatency(),
    events: NO_EVENTS,
    frames: NO_FRAMES,
    nowUs: NOW,
  };
  return {view, context, lines: screenText(view)};
}

function at(kind: 'click' | 'up' | 'down', x: number, y: number): MouseAction {
  const cell = {x, y, modifiers: []};
  return kind === 'click' ? {kind, ...cell} : {kind: 'wheel', direction: kind, ...cell};
}

/** Where a text stands on the screen. */
function find(lines: readonly string[], text: string): {readonly x: number; readonly y: number} {
  const y = lines.findIndex((line) => line.includes(text));
  if (y === -1) throw new Error(`"${text}" is not on the screen:\n${lines.join('\n')}`);
  return {x: lines[y]!.indexOf(text), y};
}

function regionOf(view: ReturnType<typeof see>['view'], panel: PanelName) {
  return placeOf(view.layout as Screen, panel)!.region;
}

describe('markets', () => {
  test.each([
    ['the list', 160, 48, 'markets'],
    ['the strip', 110, 30, 'markets'],
    ['the line of its event', 110, 30, 'siblings'],
  ] as const)('a click on one in %s selects it', (_, columns, rows, panel) => {
    const {view, context, lines} = see(start, columns, rows);
    const top = regionOf(view, panel).y;
    const {x, y: below} = find(lines.slice(top), 'Snow on day 3');
    const y = top + below;
    for (const cell of [x, x + 5]) {
      const {ui} = handleMouse(start, at('click', cell, y), context);
      expect(ui).toMatchObject({marketIndex: 2, selectedAtUs: NOW});
    }
  });

  test('a list that had to scroll is hit where its rows are, not where they would be', () => {
    const ui = createUiState({atUs: 0, marketIndex: 11});
    const {context, lines} = see(ui, 120, 12);
    const {x, y} = find(lines, 'Snow on day 11');
    expect(handleMouse(ui, at('click', x, y), context).ui.marketIndex).toBe(10);
  });

  test('the heading, a wall and the room behind the last one are nobody', () => {
    const {view, context, lines} = see(start, 160, 48);
    const heading = find(lines, 'MARKETS');
    const list = regionOf(view, 'markets');
    const wall = list.x + list.width - 1;
    expect(lines[heading.y + 2]![wall]).toBe('│');
    for (const [x, y] of [
      [heading.x, heading.y],
      [wall, heading.y + 2],
      [heading.x, heading.y + 20],
    ] as const) {
      expect(handleMouse(start, at('click', x, y), context).ui).toBe(start);
    }
  });
});

describe('the ladder', () => {
  test('a click on a row puts the cursor there, and the row stays where it is', () => {
    const {view, context, lines} = see(start);
    const {x, y} = find(lines, '46.3¢');
    const {ui} = handleMouse(start, at('click', x, y), context);
    expect(ui.ladder.cursor?.price).toBe(4630);
    const after = see(ui);
    expect(after.lines[y]).toContain('46.3¢');
    const {headingRows} = view.ladder!;
    expect(ui.ladder.cursor?.row).toBe(y - regionOf(view, 'ladder').y - headingRows);
  });

  test('every row with a price can be pointed at, and its price is then on the screen', () => {
    const {view, context, lines} = see(start);
    const region = regionOf(view, 'ladder');
    let hits = 0;
    for (let y = region.y; y < region.y + region.height; y++) {
      const price = /([\d.]+)¢/.exec(lines[y]!.slice(0, region.width))?.[1];
      const {ui} = handleMouse(start, at('click', region.x + 1, y), context);
      const isLevel = /^[^a-z]*¢/.test(lines[y]!.slice(0, region.width));
      if (price === undefined || !isLevel) continue;
      hits++;
      expect(ui.ladder.cursor?.price, lines[y]).toBe(Math.round(Number(price) * 100));
      expect(see(ui).lines.join('\n')).toContain(`${price}¢`);
    }

    expect(hits).toBeGreaterThan(8);
  });

  test('its middle and its heading have no price, so that a click there does nothing', () => {
    const {context, lines} = see(start);
    for (const text of ['mid ', 'price']) {
      const {x, y} = find(lines, text);
      expect(handleMouse(start, at('click', x, y), context).ui, text).toBe(start);
    }
  });

  test('the wheel moves the cursor over the ladder, and nothing beside it', () => {
    const {view, context} = see(start);
    const {x, y, width} = regionOf(view, 'ladder');
    const down = handleMouse(start, at('down', x + 1, y + 3), context).ui;
    const three = ['j', 'j', 'j'].reduce((ui, key) => handleKey(ui, key, context).ui, start);
    expect(down.ladder.cursor?.price).toBe(three.ladder.cursor?.price);
    const up = handleMouse(down, at('up', x + 1, y + 3), context).ui;
    expect(up.ladder.cursor!.price).toBeGreaterThan(down.ladder.cursor!.price);
    expect(handleMouse(start, at('down', x + width + 1, y + 3), context).ui).toBe(start);
    expect(handleMouse(start, at('down', x, 0), context).ui).toBe(start);
  });
});

describe('what is open', () => {
  const picking = reduceUi(start, {
    type: 'picker_opened',
    atUs: 0,
    query: 'snow',
    choices: sampleMarkets(30),
  });

  test('a click marks a choice, a second one opens it', () => {
    const {context, lines} = see(picking);
    const {x, y} = find(lines, 'on day 4?');
    const marked = handleMouse(picking, at('click', x, y), context);
    expect(marked.ui.picker).toMatchObject({phase: 'typing', choiceIndex: 3});
    expect(marked.commands).toEqual([]);
    const opened = handleMouse(marked.ui, at('click', x, y), {
      ...context,
      view: see(marked.ui).view,
    });
    expect(opened.ui.picker?.phase).toBe('opening');
    expect(opened.commands).toEqual([{type: 'open', choiceIndex: 3}]);
    // While it is opened, a third one does nothing.
    const third = handleMouse(opened.ui, at('click', x, y), context);
    expect(third.ui).toBe(opened.ui);
  });

  test('the wheel moves the choice, also where the list has to follow', () => {
    let ui = picking;
    for (let i = 0; i < 25; i++) ui = handleMouse(ui, at('down', 5, 9), see(ui).context).ui;
    expect(ui.picker?.choiceIndex).toBe(25);
    const {lines, context} = see(ui);
    const {x, y} = find(lines, 'on day 28?');
    expect(handleMouse(ui, at('click', x, y), context).ui.picker?.choiceIndex).toBe(27);
  });

  test('while nothing is found neither wheel nor click does anything', () => {
    const typing = reduceUi(start, {type: 'picker_opened', atUs: 0});
    const {context} = see(typing);
    for (const kind of ['click', 'up', 'down'] as const) {
      for (let y = 0; y < 24; y++) {
        expect(handleMouse(typing, at(kind, 5, y), context).ui).toBe(typing);
      }
    }
  });

  test('the wheel scrolls the help, and a click does not reach the book below it', () => {
    const helped = reduceUi(start, {type: 'help_opened'});
    const {context} = see(helped);
    const scrolled = handleMouse(helped, at('down', 5, 9), context).ui;
    expect(scrolled.helpTop).toBe(3);
    expect(handleMouse(scrolled, at('up', 5, 9), context).ui.helpTop).toBe(0);
    for (let y = 0; y < 24; y++) {
      expect(handleMouse(helped, at('click', 20, y), context).ui).toBe(helped);
    }
  });

  test('the wheel goes from stage to stage in the latency panel', () => {
    const open = reduceUi(start, {type: 'full_opened', panel: 'latency'});
    const {context} = see(open);
    const moved = handleMouse(open, at('down', 5, 9), context).ui;
    expect(moved.latency).toEqual(handleKey(open, 'j', context).ui.latency);
    for (let y = 0; y < 24; y++) {
      expect(handleMouse(open, at('click', 20, y), context).ui).toBe(open);
    }
  });
});

describe('nothing comes of it', () => {
  const {context, lines} = see(start, 160, 48);
  const market = find(lines, 'Snow on day 3');

  test('while the mouse is off', () => {
    const off = {...start, hasMouse: false};
    expect(handleMouse(off, at('click', market.x, market.y), context).ui).toBe(off);
  });

  test.each(['shift', 'alt', 'ctrl'] as const)('with %s held', (modifier) => {
    const action = {...at('click', market.x, market.y), modifiers: [modifier]};
    expect(handleMouse(start, action, context).ui).toBe(start);
  });

  test('before the first paint, on a screen that is too small, and beyond its edges', () => {
    const action = at('click', market.x, market.y);
    expect(handleMouse(start, action, {...context, view: undefined}).ui).toBe(start);
    expect(handleMouse(start, at('click', 3, 3), see(start, 20, 5).context).ui).toBe(start);
    expect(handleMouse(start, at('click', 900, 900), context).ui).toBe(start);
  });
});

describe('the line of a replay', () => {
  const clickAt = (ui: UiState, x: number) => {
    const {view, context, lines} = see(ui, 80, 24, sampleReplay({state: 'playing'}));
    const y = (view.layout as Screen).timeline!.y;
    const outcome = handleMouse(ui, at('click', x, y), context);
    return {...outcome, line: lines[y]!};
  };

  test.each([40, 60, 80, 120, 250])(
    'at %i columns a click goes to the share of the recording at which the cursor then stands',
    (columns) => {
      const {view, context, lines} = see(start, columns, 24, sampleReplay({state: 'playing'}));
      const {y} = (view.layout as Screen).timeline!;
      const [bar] = /━*●─*/.exec(lines[y]!)!;
      const first = lines[y]!.indexOf(bar);
      const fractions = Array.from(bar, (_, cell) => {
        const [command] = handleMouse(start, at('click', first + cell, y), context).commands;
        if (command?.type !== 'play' || command.command.kind !== 'go_to_share') {
          throw new Error(`cell ${cell} goes nowhere`);
        }

        const {fraction} = command.command;
        const playback = samplePlayback({state: 'playing', fraction});
        const row = buildTimelineRow({playback, zone: UTC, width: columns, glyphs: UNICODE_GLYPHS});
        expect(rowText(row)[first + cell]).toBe('●');
        return fraction;
      });
      expect(fractions[0]).toBe(0);
      expect(fractions.at(-1)).toBe(1);
      expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    },
  );

  test('beside the bar is nobody, and with the mouse off all of it', () => {
    const {line} = clickAt(start, 0);
    const [bar] = /━*●─*/.exec(line)!;
    const first = line.indexOf(bar);
    for (const x of [0, 2, first - 1, first + bar.length, 79]) {
      expect(clickAt(start, x)).toMatchObject({ui: start, commands: []});
    }

    const off = createUiState({atUs: 0, hasMouse: false});
    expect(clickAt(off, first + 3).commands).toEqual([]);
  });

  test('answers whoever was asked where to go, also over a panel and the help', () => {
    const asked = reduceUi(start, {type: 'go_to_chosen', goTo: {kind: 'tenth'}});
    const {ui, commands} = clickAt(asked, 40);
    expect(ui).toEqual(start);
    expect(commands).toHaveLength(1);
    for (const type of ['help_opened', 'full_opened'] as const) {
      const covered = reduceUi(start, {type, panel: 'events'});
      expect(clickAt(covered, 40)).toMatchObject({ui: covered, commands: [{type: 'play'}]});
    }
  });

  test('the wheel moves nothing while a time is typed', () => {
    const asked = reduceUi(start, {type: 'go_to_chosen', goTo: NO_MOMENT});
    const {context, view} = see(asked, 80, 24, sampleReplay());
    const {x, y} = regionOf(view, 'ladder');
    expect(handleMouse(asked, at('down', x + 2, y + 3), context)).toEqual({
      ...{ui: asked, commands: []},
    });
  });
});

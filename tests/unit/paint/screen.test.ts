import {expect, test, vi} from 'vitest';
import {Screen} from '../../../src/paint/screen.js';
import type {PaintRow} from '../../../src/view/paint-row.js';
import {createPalette} from '../../../src/view/palette.js';
import {cellAt, createTerminal, screenLines, writeToTerminal} from '../../support/terminal.js';

function setUp(columns = 20, rows = 4) {
  const terminal = createTerminal(columns, rows);
  const sink = {isBusy: false, writes: [] as string[], write: (text: string) => take(text)};
  const take = (text: string): boolean => {
    sink.writes.push(text);
    return true;
  };
  const onChange = vi.fn();
  const screen = new Screen({columns, rows, palette: createPalette('16'), sink, onChange});
  let seen = 0;
  const show = async (): Promise<string[]> => {
    for (; seen < sink.writes.length; seen++) await writeToTerminal(terminal, sink.writes[seen]!);
    return screenLines(terminal);
  };
  return {terminal, sink, screen, show, onChange};
}

const row = (text: string): PaintRow => [{text, style: 'bid'}];

test("surfaces lie over Ink's frame, which shows again where one is taken away", async () => {
  const {screen, show, terminal} = setUp();
  screen.stdout.write('frame line 0\nframe line 1\nframe line 2');
  const remove = screen.addSurface({
    region: {x: 6, y: 1, width: 4, height: 2},
    rows: () => [row('12')],
  });
  screen.paint();
  expect(await show()).toEqual(['frame line 0', 'frame 12   1', 'frame      2', '']);
  expect(cellAt(terminal, 6, 1).foreground).toBe('color 2');
  expect(cellAt(terminal, 5, 1).foreground).toBeUndefined();

  remove();
  screen.paint();
  expect(await show()).toEqual(['frame line 0', 'frame line 1', 'frame line 2', '']);
});

test('a new frame keeps the surfaces, and what a frame no longer holds disappears', async () => {
  const {screen, show} = setUp();
  screen.stdout.write('long first line\nsecond');
  screen.addSurface({region: {x: 0, y: 2, width: 5, height: 1}, rows: () => [row('rows')]});
  screen.paint();
  screen.stdout.write('short');
  screen.paint();
  expect(await show()).toEqual(['short', '', 'rows', '']);
});

test('each paint is one write inside a synchronised update, and only the first one erases', () => {
  const {screen, sink} = setUp();
  let rows = [row('one')];
  screen.addSurface({region: {x: 0, y: 0, width: 20, height: 4}, rows: () => rows});
  expect(screen.paint()).toBe('painted');
  rows = [row('two')];
  expect(screen.paint()).toBe('painted');
  rows = [row('two')];
  expect(screen.paint()).toBe('unchanged');

  expect(sink.writes).toHaveLength(2);
  for (const write of sink.writes) {
    expect(write.startsWith('\u001b[?2026h')).toBe(true);
    expect(write.endsWith('\u001b[?2026l')).toBe(true);
  }

  expect(sink.writes[0]).toContain('\u001b[2J');
  expect(sink.writes[1]).not.toContain('\u001b[2J');
});

test('rows that are the same objects as before are not painted again', () => {
  const {screen} = setUp();
  const held = row('held');
  const texts: string[] = [];
  const spied: PaintRow = [
    {
      get text() {
        texts.push('read');
        return 'spied';
      },
      style: 'plain',
    },
  ];
  screen.addSurface({
    region: {x: 0, y: 0, width: 20, height: 2},
    rows: () => [held, spied],
  });
  screen.paint();
  const reads = texts.length;
  expect(reads).toBeGreaterThan(0);
  screen.paint();
  expect(texts).toHaveLength(reads);
});

test('while the terminal drains nothing is painted, and nothing is lost', async () => {
  const {screen, sink, show} = setUp();
  let rows = [row('old')];
  screen.addSurface({region: {x: 0, y: 0, width: 20, height: 1}, rows: () => rows});
  screen.paint();
  sink.isBusy = true;
  rows = [row('newest')];
  expect(screen.paint()).toBe('busy');
  sink.isBusy = false;
  expect(screen.paint()).toBe('painted');
  expect((await show())[0]).toBe('newest');
});

test('a resize tells Ink, erases, and shows everything at the new size', async () => {
  const {screen, sink, show, terminal, onChange} = setUp();
  const resized = vi.fn();
  screen.stdout.on('resize', resized);
  screen.stdout.write('frame');
  screen.addSurface({region: {x: 0, y: 1, width: 30, height: 1}, rows: () => [row('wide rows')]});
  screen.paint();
  await show();

  onChange.mockClear();
  terminal.resize(30, 3);
  screen.resize(30, 3);
  expect([screen.stdout.columns, screen.stdout.rows]).toEqual([30, 3]);
  expect(resized).toHaveBeenCalledTimes(1);
  expect(onChange).toHaveBeenCalled();
  screen.paint();
  expect(sink.writes.at(-1)).toContain('\u001b[2J');
  expect(await show()).toEqual(['frame', 'wide rows', '']);
});

test('a redraw repairs whatever others wrote over the screen', async () => {
  const {screen, show, terminal} = setUp();
  screen.stdout.write('frame');
  screen.paint();
  await show();
  await writeToTerminal(terminal, '\u001b[3;3Hgarbage');
  screen.redraw();
  screen.paint();
  expect(await show()).toEqual(['frame', '', '', '']);
});

test('frames larger than the screen are cut, never scrolled', async () => {
  const {screen, show} = setUp(6, 2);
  screen.stdout.write('12345日tail\nsecond\nthird');
  screen.paint();
  expect(await show()).toEqual(['12345', 'second']);
});

test("Ink's last words on unmount leave the frame as it is", async () => {
  const {screen, show} = setUp();
  screen.stdout.write('frame');
  screen.stdout.write('');
  screen.stdout.write('\n');
  screen.paint();
  expect((await show())[0]).toBe('frame');
});

test('another palette repaints every surface in its colours, and erases nothing', async () => {
  const {screen, show, terminal, sink, onChange} = setUp();
  const held = row('held');
  screen.addSurface({region: {x: 0, y: 0, width: 20, height: 1}, rows: () => [held]});
  screen.paint();
  await show();
  onChange.mockClear();

  screen.usePalette(createPalette('16', {theme: 'colour-blind'}));
  expect(onChange).toHaveBeenCalled();
  expect(screen.paint()).toBe('painted');
  expect(await show()).toEqual(['held', '', '', '']);
  expect(cellAt(terminal, 0, 0).foreground).toBe('color 6');
  expect(sink.writes.at(-1)).not.toContain('\u001b[2J');
});

test('what draws nothing goes out before the next paint, the newest of its kind and once', () => {
  const {screen, sink} = setUp();
  let rows = [row('one')];
  screen.addSurface({region: {x: 0, y: 0, width: 20, height: 4}, rows: () => rows});
  screen.paint();
  sink.isBusy = true;
  screen.send('mouse', '<on>');
  screen.send('clipboard', '<text>');
  screen.send('mouse', '<off>');
  rows = [row('two')];
  expect(screen.paint()).toBe('busy');
  sink.isBusy = false;
  screen.paint();
  expect(sink.writes).toHaveLength(2);
  expect(sink.writes[1]!.startsWith('<off><text>\u001b[?2026h')).toBe(true);

  screen.send('mouse', '<on>');
  expect(screen.paint()).toBe('unchanged');
  expect(sink.writes[2]).toBe('<on>');
  screen.paint();
  expect(sink.writes).toHaveLength(3);
});

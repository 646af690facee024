import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {build} from 'esbuild';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {PtyProgram} from '../../support/pty.js';

const folder = mkdtempSync(join(tmpdir(), 'polybook-pty-'));
const stuckFile = join(folder, 'stuck');
const program = join(folder, 'program.mjs');

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, '../../support/terminal-program.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    logLevel: 'error',
  });
});
afterAll(() => {
  rmSync(folder, {recursive: true});
});

const start = (): PtyProgram =>
  new PtyProgram({command: process.execPath, args: [program, stuckFile], columns: 60, rows: 10});

/** An interactive shell with job control and a prompt that nothing else prints. */
const startShell = (): PtyProgram =>
  new PtyProgram({
    command: 'bash',
    args: ['--norc', '--noprofile', '-i'],
    columns: 60,
    rows: 12,
    env: {PS1: 'ready> ', NODE: process.execPath, PROGRAM: program},
  });

const shows = (text: string) => (it: PtyProgram) => it.text.includes(text);

test('keys arrive one by one, pastes as text, a resize reflows, and q gives the terminal back', async () => {
  await using it = start();
  await it.until(shows('size 60x10 true'), 'the first paint');
  expect([it.isAlternate, it.isCursorHidden]).toEqual([true, true]);

  it.send('jj\u001b[A');
  await it.until(shows(String.raw`keys "j" "j" "\u001b[A"`), 'the keys');
  it.send('\u001b[200~quit\u001b[201~');
  await it.until(shows('pasted quit'), 'the paste');
  it.send('\u001b');
  await it.until(shows(String.raw`"\u001b[A" "\u001b"`), 'the Escape key');

  it.resize(70, 8);
  await it.until(shows('size 70x8'), 'the new size');
  expect(it.lines).toHaveLength(8);

  it.send('q');
  expect(await it.exited).toEqual({exitCode: 0, signal: undefined});
  expect([it.isAlternate, it.isCursorHidden]).toEqual([false, false]);
  expect(it.text.trim()).toBe('');
});

test('between paints the screen is never erased', async () => {
  await using it = start();
  await it.until(shows('size 60x10'), 'the first paint');
  const before = it.raw.length;
  it.send('abc');
  await it.until(shows('"c"'), 'the keys');
  expect(it.raw.slice(before)).not.toContain('\u001b[2J');
  expect(it.raw.slice(before)).toContain('\u001b[?2026h');
});

test.skipIf(process.platform === 'win32')(
  'ctrl-z gives the terminal to the shell, and fg brings the whole screen back',
  async () => {
    await using it = startShell();
    await it.until(shows('ready>'), 'the prompt');
    it.send('$NODE $PROGRAM\r');
    await it.until(shows('size 60x12'), 'the first paint');

    it.send('\u001a');
    await it.until(shows('Stopped'), 'the job being stopped');
    expect([it.isAlternate, it.isCursorHidden]).toEqual([false, false]);
    it.send('echo the-$((40 + 2))-answer\r');
    await it.until(shows('the-42-answer'), 'the shell');

    it.send('fg\r');
    await it.until(shows('keys resumed'), 'the screen');
    expect([it.isAlternate, it.isCursorHidden]).toEqual([true, true]);
    expect(it.lines[1]).toBe('size 60x12 true');
    it.send('x');
    await it.until(shows('resumed "x"'), 'a key in raw mode');

    it.send('q');
    await it.until((shell) => !shell.isAlternate, 'the main screen');
    it.send('echo $?-status\r');
    await it.until(shows('0-status'), 'the exit code');
    expect(it.text).toContain('the-42-answer');
  },
);

test('a SIGCONT after a SIGSTOP brings the whole screen back', async () => {
  await using it = start();
  await it.until(shows('size 60x10'), 'the first paint');
  it.kill('SIGSTOP');
  it.kill('SIGCONT');
  await it.until(shows('keys resumed'), 'the screen');
  expect(it.isAlternate).toBe(true);
});

test.skipIf(process.platform === 'win32')(
  'a terminal that has stopped taking bytes holds up neither the keys nor the end',
  async () => {
    await using it = start();
    await it.until(shows('size 60x10'), 'the first paint');
    it.pause();
    it.send('f');
    await it.until(() => existsSync(stuckFile), 'the terminal to be full');
    it.send('q');
    await it.until(() => !isAlive(it.pid), 'the end of the process', 5000);
  },
);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

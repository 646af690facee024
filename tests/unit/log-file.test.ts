import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {openLog} from '../../src/log-file.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polybook-log-'));
});

afterAll(() => rm(folder, {recursive: true, force: true}));

async function entriesOf(path: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(path, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('entries are JSON lines with time, level and message first, down to the level asked for', async () => {
  const path = join(folder, 'levels.log');
  const log = await openLog(path, 'info');
  log.write('error', 'It broke', {code: 7});
  log.write('debug', 'Nobody asked');
  log.write('info', 'A\nline break');
  await log.close();
  const entries = await entriesOf(path);
  expect(entries.map(({level, message}) => [level, message])).toEqual([
    ['error', 'It broke'],
    ['info', 'A\nline break'],
  ]);
  expect(Object.keys(entries[0]!)).toEqual(['time', 'level', 'message', 'code']);
  expect(new Date(entries[0]!.time as string).toISOString()).toBe(entries[0]!.time);
});

test('a log goes on where the one before it ended', async () => {
  const path = join(folder, 'append.log');
  for (const message of ['first', 'second']) {
    const log = await openLog(path, 'info');
    log.write('info', message);
    await log.close();
  }

  expect((await entriesOf(path)).map(({message}) => message)).toEqual(['first', 'second']);
});

test('a log that is closed takes entries without a word, and closes again', async () => {
  const path = join(folder, 'closed.log');
  const log = await openLog(path, 'info');
  log.write('info', 'kept');
  await log.close();
  log.write('info', 'too late');
  await log.close();
  expect(await entriesOf(path)).toHaveLength(1);
});

test('a file that cannot be opened is a problem that names it', async () => {
  await expect(openLog(join(folder, 'no', 'such', 'folder'), 'info')).rejects.toMatchObject({
    code: 'LOG_NOT_WRITABLE',
    message: expect.stringContaining(join('no', 'such', 'folder')) as string,
  });
});

test('what a terminal would act on is written as an escape, and read as the same text', async () => {
  const path = join(folder, 'hostile.log');
  const said = '\x1b[2J\x9b2J\x90\x7f\u202e\u2028\ufeff';
  const log = await openLog(path, 'info');
  log.write('info', said, {reason: said});
  await log.close();
  expect(await readFile(path, 'utf8')).toMatch(/^[\x20-\x7e]+\n$/);
  expect(await entriesOf(path)).toMatchObject([{message: said, reason: said}]);
});

test('entries that the file cannot take in time are counted, not kept', async () => {
  const path = join(folder, 'flood.log');
  const log = await openLog(path, 'info');
  const reason = 'x'.repeat(1024 * 1024);
  for (let i = 0; i < 40; i++) log.write('info', 'flood', {reason});
  await log.close();
  const entries = await entriesOf(path);
  const flood = entries.filter(({message}) => message === 'flood').length;
  expect(flood).toBeLessThan(12);
  expect(entries.at(-1)).toMatchObject({level: 'warn', dropped: 40 - flood});
});

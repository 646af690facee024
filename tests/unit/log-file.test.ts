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

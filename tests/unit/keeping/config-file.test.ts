import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {loadConfig} from '../../../src/keeping/config-file.js';
import {findFolders} from '../../../src/keeping/folders.js';
import {foldersBelow} from '../../support/own-folders.js';
import {createTemporaryFolder} from '../../support/temporary-folder.js';

let folder: ReturnType<typeof createTemporaryFolder>;
beforeEach(() => {
  folder = createTemporaryFolder();
  for (const [name, path] of Object.entries(foldersBelow(folder.path))) vi.stubEnv(name, path);
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder[Symbol.dispose]();
});

describe.runIf(process.platform === 'linux')('the usual configuration file', () => {
  const write = (text: string): void => {
    const {config} = findFolders();
    mkdirSync(config, {recursive: true});
    writeFileSync(join(config, 'config.json'), text);
  };

  test('lies where the platform keeps such files, and may be missing', () => {
    expect(findFolders().config).toBe(join(folder.path, 'config', 'polybook-tui'));
    expect(loadConfig(undefined)).toEqual({config: {}, notices: []});
  });

  test('is read, with what is wrong of it as sentences', () => {
    write('{\n  "fps": 30,\n  "bell": 1\n}');
    expect(loadConfig(undefined)).toEqual({
      config: {fps: 30},
      notices: ['config.json, line 3, column 11: "bell" takes true or false, not 1'],
    });
    expect(loadConfig('none')).toEqual({config: {}, notices: []});
  });

  test('that is too long, or a folder, is a sentence and no more', () => {
    write(`{"fps": 30} ${' '.repeat(70_000)}`);
    expect(loadConfig(undefined)).toMatchObject({
      notices: ['config.json is longer than 64 KiB, and is not read'],
    });
    vi.stubEnv('XDG_CONFIG_HOME', join(folder.path, 'other'));
    mkdirSync(join(folder.path, 'other', 'polybook-tui', 'config.json'), {recursive: true});
    expect(loadConfig(undefined)).toMatchObject({
      config: {},
      notices: [expect.stringMatching(/^Cannot read .*: it is not a file$/)],
    });
  });
});

describe('a configuration file that is named', () => {
  test('is read in place of the usual one, under its own name', () => {
    const path = join(folder.path, 'mine.jsonc');
    writeFileSync(path, '{"fps": 30, // fast\n "wide": 1}');
    expect(loadConfig(path)).toMatchObject({
      config: {fps: 30},
      notices: [expect.stringMatching(/^mine\.jsonc, line 2, column 2: there is no key "wide"/)],
    });
  });

  test('has to be there', () => {
    expect(loadConfig(join(folder.path, 'gone.json'))).toMatchObject({
      kind: 'usage_problem',
      message: expect.stringContaining('Cannot read the configuration file') as string,
      hint: expect.stringContaining('--config none') as string,
    });
  });
});

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {runProgram} from '../support/run-program.js';
import {createTemporaryFolder} from '../support/temporary-folder.js';

describe('a configuration file', () => {
  test('with a wrong key costs a line on stderr that names its place, and nothing else', async () => {
    using folder = createTemporaryFolder();
    const path = join(folder.path, 'mine.json');
    writeFileSync(path, '{\n  "outcome": "Down",\n  "speed": 3\n}');
    const {exitCode, stdout, stderr} = await runProgram(['--demo', '--once', '--config', path]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Lumen Up or Down');
    expect(stderr).toMatch(/^polybook-tui: mine\.json, line 3, column 3: there is no key "speed"/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('that is named and missing is exit 2 and a sentence', async () => {
    const {exitCode, stdout, stderr} = await runProgram([
      '--demo',
      '--once',
      '--config',
      'no.json',
    ]);
    expect({exitCode, stdout}).toEqual({exitCode: 2, stdout: ''});
    expect(stderr).toContain('Cannot read the configuration file "no.json"');
    expect(stderr).toContain('--config none');
  });
});

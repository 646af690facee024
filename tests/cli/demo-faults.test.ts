import {expect, test} from 'vitest';
import {parseLines, runProgram} from '../support/run-program.js';

test('faults of the demo happen: the connection is lost once, garbage is counted, and it goes on', async () => {
  let isStopping = false; // A second signal would not wait for the summary.
  const {exitCode, stdout} = await runProgram(
    ['--demo', '--json', '--fault', 'garbage@1', '--fault', 'close-1011@2'],
    {
      onStdout: (text, kill) => {
        const [before, after] = text.split('"backing_off"');
        const isBack = before!.includes('"LIVE"') && after?.includes('"LIVE"') === true;
        if (isBack && !isStopping) kill('SIGINT');
        isStopping = isBack;
      },
    },
  );
  expect(exitCode).toBe(130);
  const lines = parseLines(stdout);
  const connection = lines.filter(({scope}) => scope === 'connection');
  expect(connection.map(({reason}) => String(reason))).toContainEqual(
    expect.stringContaining('(1011)'),
  );
  expect(lines.at(-1)).toMatchObject({type: 'summary', reconnects: 1, issues: 5, hash_failed: 0});
});

test('a demo whose socket freezes says so, takes another socket, and goes on, as built', async () => {
  let isStopping = false;
  const {stdout} = await runProgram(['--demo', '--json', '--fault', 'freeze@1'], {
    onStdout: (text, kill) => {
      const at = text.lastIndexOf('"contradicted"');
      const isBack = at !== -1 && text.includes('"LIVE"', at);
      if (isBack && !isStopping) kill('SIGINT');
      isStopping = isBack;
    },
  });
  const lines = parseLines(stdout);
  const states = lines.filter(({scope}) => scope === 'connection').map(({state}) => state);
  expect(states).toEqual(
    expect.arrayContaining(['connecting', 'awaiting_snapshot', 'live', 'stale']),
  );
  // At the end the exchange may be gone before the connection is.
  expect(states.slice(0, states.lastIndexOf('live'))).not.toContain('backing_off');
  expect(lines.at(-1)).toMatchObject({type: 'summary', reconnects: 1, hash_failed: 0});
});

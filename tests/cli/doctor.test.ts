// The built program: exit codes, what is written where, and networks with an authority of their own.

import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {findActing} from '../support/acting-text.js';
import {ConnectProxy} from '../support/connect-proxy.js';
import {makePrivateCa, type PrivateCa} from '../support/private-ca.js';
import {Relay} from '../support/relay.js';
import {NO_VARIABLES, parseLines, runProgram, type Finished} from '../support/run-program.js';
import {createTemporaryFolder} from '../support/temporary-folder.js';

const folder = createTemporaryFolder();
let ca: PrivateCa;
let exchange: ExchangeServer;
let front: Relay;

beforeAll(async () => {
  ca = await makePrivateCa(folder.path);
  exchange = await ExchangeServer.start({seed: 3, rate: 500});
  const certificate = await ca.certify('localhost');
  front = await Relay.start({targetUrl: exchange.restUrl, certificate});
});

afterAll(async () => {
  await front[Symbol.asyncDispose]();
  await exchange.close();
  folder[Symbol.dispose]();
});

function runDoctor(
  args: readonly string[],
  {wsUrl, restUrl}: {readonly wsUrl: string; readonly restUrl: string} = exchange,
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const urls = ['--gamma-url', restUrl, '--clob-url', restUrl, '--data-url', restUrl];
  return runProgram(['doctor', ...args, '--ws-url', wsUrl, ...urls], {
    env: {...NO_VARIABLES, LANG: 'C.UTF-8', ...env},
  });
}

/** Both ways lead over TLS to `localhost`. */
function secure(): {wsUrl: string; restUrl: string} {
  return {
    wsUrl: `wss://localhost:${front.port}/ws/market`,
    restUrl: `https://localhost:${front.port}`,
  };
}

/** `name verdict`, without those that are well and the terminal that is not there. */
function notOk({stdout}: Finished): string[] {
  return parseLines(stdout)
    .filter(({type, verdict, name}) => type === 'check' && verdict !== 'ok' && name !== 'terminal')
    .map(({name, verdict}) => `${name as string} ${verdict as string}`);
}

describe('doctor', () => {
  test('into a pipe is plain text, ends with a sentence and exits 0', async () => {
    const {exitCode, stdout, stderr} = await runDoctor([]);
    expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''});
    expect(findActing(stdout)).toBeUndefined();
    expect(stdout).toMatch(/^✓ ok {6}dns /);
    expect(stdout).toMatch(
      /! warn +terminal .*the output is no terminal\n +→ The viewer needs one/,
    );
    expect(stdout).toMatch(/\n\n11 checks passed, 1 with a warning\.\n$/);
  });

  test('--ascii, or a locale without Unicode, has no character beyond ASCII', async () => {
    for (const [args, env] of [
      [['--ascii'], {}],
      [[], {LC_ALL: 'C'}],
    ] as const) {
      const {exitCode, stdout} = await runDoctor(args, exchange, env);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/^[\n\x20-\x7e]+$/);
    }
  });

  test('--json is one object a line, its figures are numbers', async () => {
    const {exitCode, stdout, stderr} = await runDoctor(['--json']);
    const lines = parseLines(stdout);
    expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''});
    expect(lines.at(-1)).toEqual({
      ...{type: 'doctor', ok: true, passed: 11, warned: 1, failed: 0, skipped: 0},
    });
    for (const line of lines.slice(0, -1)) {
      expect(line).toMatchObject({
        type: 'check',
        name: expect.any(String) as string,
        target: expect.any(String) as string,
        duration_ms: expect.any(Number) as number,
        detail: expect.any(String) as string,
      });
    }

    expect(lines.find(({name}) => name === 'clock')).toMatchObject({
      clock_offset_ms: expect.any(Number) as number,
      clock_uncertainty_ms: expect.any(Number) as number,
      hint: null,
    });
  });

  test('exits 1 where a check fails, after all others were made', async () => {
    const refused = {wsUrl: exchange.wsUrl.replace('market', 'nowhere'), restUrl: exchange.restUrl};
    const finished = await runDoctor(['--json'], refused);
    expect(finished).toMatchObject({exitCode: 1, stderr: ''});
    expect(notOk(finished)).toEqual([
      ...['websocket failed', 'book skipped', 'pings skipped', 'clock skipped'],
    ]);
    expect(parseLines(finished.stdout).at(-1)).toMatchObject({ok: false, failed: 1, skipped: 3});
  });

  test.each([
    [['--once'], 'doctor takes no --once'],
    [['--replay', 'x'], 'doctor takes no --replay'],
    [['a', 'b'], 'doctor takes one market'],
  ])('with %j is exit 2 and a sentence', async (args, sentence) => {
    const {exitCode, stdout, stderr} = await runProgram(['doctor', ...args]);
    expect({exitCode, stdout}).toEqual({exitCode: 2, stdout: ''});
    expect(stderr).toContain(sentence);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('at %s ends at once, exit %i', async (signal, code) => {
    let isKilled = false;
    const {exitCode, stdout} = await runProgram(['doctor', '--demo', '--json'], {
      env: NO_VARIABLES,
      onStdout: (text, kill) => {
        // The pings come next, and take two seconds.
        if (isKilled || !text.includes('"name":"book"')) return;
        isKilled = true;
        kill(signal);
      },
    });
    expect(exitCode).toBe(code);
    expect(stdout).not.toContain('"type":"doctor"');
  });

  test('writes each check to the log file as well', async () => {
    const path = `${folder.path}/log.jsonl`;
    await runDoctor(['--log-file', path]);
    const {readFile} = await import('node:fs/promises');
    const entries = parseLines(await readFile(path, 'utf8'));
    expect(entries.filter(({message}) => message === 'Checked')).toHaveLength(12);
  });
});

describe('doctor --demo', () => {
  test('passes without a network, whatever proxy is named', async () => {
    const finished = await runProgram(['doctor', '--demo', '--json', '--seed', '5'], {
      env: {...NO_VARIABLES, HTTP_PROXY: 'http://127.0.0.1:1', ALL_PROXY: 'socks5://x'},
    });
    expect(finished).toMatchObject({exitCode: 0, stderr: ''});
    expect(notOk(finished)).toEqual([]);
  });

  test.each([
    ['rest-429@0', 1, 'rest-gamma failed'],
    ['clock-ahead@0', 0, 'clock warn'],
  ])('with %s exits %i: %s', async (fault, exitCode, found) => {
    const finished = await runProgram(['doctor', '--demo', '--json', '--fault', fault], {
      env: NO_VARIABLES,
    });
    expect(finished.exitCode).toBe(exitCode);
    expect(notOk(finished)).toContain(found);
  });
});

describe('doctor on a network with an authority of its own', () => {
  test.each([true, false])('passes with NODE_EXTRA_CA_CERTS (proxy: %s)', async (isProxied) => {
    await using proxy = await ConnectProxy.start({credentials: 'jo:s3cret'});
    const HTTPS_PROXY = isProxied ? proxy.url.replace('//', '//jo:s3cret@') : '';
    const finished = await runDoctor(['--json'], secure(), {
      HTTPS_PROXY,
      NODE_EXTRA_CA_CERTS: ca.path,
    });
    expect(finished).toMatchObject({exitCode: 0, stderr: ''});
    expect(notOk(finished)).toEqual([]);
    const tls = parseLines(finished.stdout).find(({name}) => name === 'tls');
    expect(tls).toMatchObject({
      tls_protocol: 'TLSv1.3',
      tls_issuer: expect.stringContaining('polybook-tui tests') as string,
    });
    expect(proxy.targets.length > 0).toBe(isProxied);
    expect(finished.stdout).not.toContain('s3cret');
  });

  test.each([true, false])('without it says what to set (proxy: %s)', async (isProxied) => {
    await using proxy = await ConnectProxy.start();
    const env = {HTTPS_PROXY: isProxied ? proxy.url : ''};
    const finished = await runDoctor(['--json'], secure(), env);
    expect(finished.exitCode).toBe(1);
    expect(notOk(finished)[0]).toBe('tls failed');
    const tls = parseLines(finished.stdout).find(({name}) => name === 'tls');
    expect(tls?.['detail']).toContain('polybook-tui tests');
    expect(tls?.['hint']).toContain('NODE_EXTRA_CA_CERTS');
  });

  test.each([true, false])(
    'a certificate for another name is told (proxy: %s)',
    async (isProxied) => {
      await using proxy = await ConnectProxy.start();
      await using other = await Relay.start({
        targetUrl: exchange.restUrl,
        certificate: await ca.certify('elsewhere.example'),
      });
      const {restUrl, wsUrl} = secure();
      const atOther = (url: string): string => url.replace(`:${front.port}`, `:${other.port}`);
      const finished = await runDoctor(
        ['--json'],
        {restUrl: atOther(restUrl), wsUrl: atOther(wsUrl)},
        {HTTPS_PROXY: isProxied ? proxy.url : '', NODE_EXTRA_CA_CERTS: ca.path},
      );
      const tls = parseLines(finished.stdout).find(({name}) => name === 'tls');
      expect(tls).toMatchObject({
        verdict: 'failed',
        detail: expect.stringContaining('its certificate is for another name') as string,
      });
    },
  );

  test('a variable that names no HTTP proxy is one failed check, without its secrets', async () => {
    const finished = await runDoctor(['--json'], secure(), {
      HTTPS_PROXY: 'socks5://jo:s3cret@proxy.example:1',
    });
    expect(finished.exitCode).toBe(1);
    expect(notOk(finished).filter((name) => name.endsWith('failed'))).toEqual(['proxy failed']);
    expect(finished.stdout).toContain('HTTPS_PROXY names no HTTP proxy');
    expect(finished.stdout).not.toContain('s3cret');
  });
});

// Whether the exchange is still what the program takes it for: looks up the busiest market and runs
// the built program on it. POLYBOOK_GAMMA_URL, POLYBOOK_CLOB_URL, POLYBOOK_DATA_URL and
// POLYBOOK_WS_URL lead it elsewhere, as they do the program.

import {beforeAll, describe, expect, test} from 'vitest';
import type {Market} from '../../src/domain/market.js';
import {PolybookError} from '../../src/domain/problem.js';
import {topMarkets} from '../../src/markets/browse-markets.js';
import {DEFAULT_ENDPOINTS} from '../../src/markets/endpoints.js';
import {RestClient} from '../../src/markets/rest-client.js';
import {parseLines, runProgram, type Finished} from '../support/run-program.js';

/** Enough for two heartbeats of the program and a few hundred frames of a busy market. */
const WATCH_MS = 12_000;

const endpoints = {
  gamma: endpointOf('GAMMA', DEFAULT_ENDPOINTS.gamma),
  clob: endpointOf('CLOB', DEFAULT_ENDPOINTS.clob),
  data: endpointOf('DATA', DEFAULT_ENDPOINTS.data),
};

let market: Market;

beforeAll(async () => {
  market = await findTopMarket();
});

describe('the exchange', () => {
  test('lists a busiest market with two outcomes, their tokens and a tick size', () => {
    expect(market.slug).toMatch(/^\S+$/);
    expect(market.outcomes.map(({assetId}) => assetId)).toEqual([
      expect.stringMatching(/^\d{10,78}$/),
      expect.stringMatching(/^\d{10,78}$/),
    ]);
    expect(market.tickSize).toBeGreaterThan(0);
  });

  test('sends both books of that market', async () => {
    const finished = await runProgram([market.slug!, '--once', '--json']);
    expectExit(finished, 0);
    const books = parseLines(finished.stdout);

    expect(books.map(({outcome}) => outcome)).toEqual(market.outcomes.map(({name}) => name));
    for (const {market: conditionId, bids, asks} of books) {
      expect(conditionId).toBe(market.conditionId);
      expect([...(bids as unknown[]), ...(asks as unknown[])]).not.toEqual([]);
    }
  });

  test('proves every book by its hash, agrees on best prices, and answers pings', async () => {
    const finished = await watchFor(WATCH_MS);
    expectExit(finished, 130);
    const lines = parseLines(finished.stdout);
    const {verified, ...summary} = lines.at(-1)!;

    expect(summary).toMatchObject({
      type: 'summary',
      hash_failed: 0,
      bbo_failed: 0,
      crossed: 0,
      issues: 0,
      dropped: 0,
    });
    expect(verified).toBeGreaterThan(0);
    expect(lines.findLast(({type}) => type === 'stats')?.ping_ms).toBeGreaterThan(0);
  });
});

/** An empty variable counts as unset, as it does for the program. */
function endpointOf(name: string, fallback: string): string {
  const url = process.env[`POLYBOOK_${name}_URL`] ?? '';
  return url === '' ? fallback : url;
}

async function findTopMarket(): Promise<Market> {
  let markets: readonly Market[];
  try {
    markets = await topMarkets(new RestClient({endpoints}), 1);
  } catch (error) {
    if (!(error instanceof PolybookError)) throw error;
    const hint = error.hint === undefined ? '' : ` ${error.hint}.`;
    throw new Error(`This test needs the network. ${error.message}.${hint}`, {cause: error});
  }

  const [first] = markets;
  if (first === undefined) throw new Error(`${endpoints.gamma} lists no open market`);
  return first;
}

/** Streams the market for a while, and ends it as ctrl-c does. */
function watchFor(durationMs: number): Promise<Finished> {
  let timer: NodeJS.Timeout | undefined;
  return runProgram([market.slug!, '--json'], {
    onStdout: (_, kill) => {
      timer ??= setTimeout(() => {
        kill('SIGINT');
      }, durationMs);
    },
  });
}

/** The program's own sentences say best what went wrong. */
function expectExit({exitCode, stderr}: Finished, code: number): void {
  expect(exitCode, `polybook-tui said: ${stderr}`).toBe(code);
}

// How long a key takes that shows another warm market, at 1,000 frames a second: from the key to the
// first picture with that market's own book, in the pseudo-terminal and its emulator.

import {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {
  MarketSwitching,
  PACE_MS,
  SWITCHING_FRAMES_PER_S,
  WARM_MARKETS,
  type Switch,
} from '../support/market-switching.js';
import {PtyProgram} from '../support/pty.js';
import {CLEAN_ENV, urlsOf} from '../support/viewer.js';
import {COLUMNS, ROWS} from './bench-pty.js';
import {measure, type Section} from './measure.js';

const SEED = 5;

export type SwitchingOptions = {
  readonly programPath: string;
  readonly rounds: number;
  readonly switches: number;
};

type Round = {
  readonly switches: readonly Switch[];
  readonly allS: number;
};

export async function benchSwitching(options: SwitchingOptions): Promise<Section> {
  const {rounds, switches} = options;
  const found: Round[] = [];
  await using exchange = await ExchangeServer.start({seed: SEED, rate: SWITCHING_FRAMES_PER_S});
  await using program = new PtyProgram({
    command: process.execPath,
    args: [options.programPath, ...WARM_MARKETS, ...urlsOf(exchange)],
    columns: COLUMNS,
    rows: ROWS,
    env: CLEAN_ENV,
  });
  using switching = await MarketSwitching.start(exchange, program);
  for (let round = 0; round < rounds; round++) found.push(await play(switching, switches));

  const each = (name: string, unit: string, of: (round: Round) => number) =>
    measure(name, unit, found.map(of));
  return {
    title: `Switching: ${COLUMNS}x${ROWS}, nine warm markets, ${SWITCHING_FRAMES_PER_S} frames/s`,
    measures: [
      measure('key to the right book', 'ms', found.flatMap(timesOf)),
      each(`key to the right book, p95 of ${switches}`, 'ms', (round) => p95Of(timesOf(round))),
      each(`of ${switches}, had to wait for their book`, 'switches', countWaited),
      each(`of ${switches}, showed another book`, 'switches', countWrong),
      each(`${switches} of them, a key every ${PACE_MS} ms`, 's', ({allS}) => allS),
    ],
    remarks: [
      `${rounds} rounds; a key waits for the picture of the one before. In time: ${(switches * PACE_MS) / 1000} s.`,
      'The exchange, the emulator and the clock share one thread, and their time is in these figures.',
    ],
  };
}

async function play(switching: MarketSwitching, count: number): Promise<Round> {
  const startMs = performance.now();
  const switches: Switch[] = [];
  for await (const one of switching.run(count)) switches.push(one);
  const allS = (performance.now() - startMs) / 1000;
  return {switches, allS};
}

function timesOf({switches}: Round): readonly number[] {
  return switches.map(({tookMs}) => tookMs);
}

function countWaited({switches}: Round): number {
  return switches.filter(({hadToWait}) => hadToWait).length;
}

/** Pictures that are not clearly the market's own book. Takes seconds: the exchange stands still meanwhile. */
function countWrong({switches}: Round): number {
  return switches.filter(({judge}) => {
    const {own, others} = judge();
    return own <= 2 * others;
  }).length;
}

function p95Of(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(0.95 * sorted.length) - 1] ?? Number.NaN;
}

// A recording of this program's own of the simulated exchange, made in virtual time.

import {setImmediate as nextTurn} from 'node:timers/promises';
import {encodeInitialBook} from '../../src/exchange/encode-frame.js';
import {SimulatedExchange} from '../../src/exchange/simulated-exchange.js';
import {IngestLoop} from '../../src/ingest/ingest-loop.js';
import {SessionRecorder} from '../../src/ingest/session-recorder.js';
import {prepareTarget} from '../../src/recording/prepare-target.js';
import {toMarket} from './listed-market.js';
import {VirtualTime} from './virtual-time.js';

export type RecordedDemoOptions = {
  readonly path: string;
  readonly seed: number;
  readonly rate: number;
  readonly durationMs: number;
  /** Awaited after each virtual second: time here may go faster than the disk. */
  readonly onSecond?: () => Promise<void>;
};

/** When it begins: as the virtual time does. */
export const RECORDED_FROM_MS = Date.UTC(2026, 2, 4, 12);

/** What is between the exchange and the receipt of its frames, in ms. */
const WAY_MS = 20;
const STEP_MS = 10;

/** Resolves when it is written. */
export async function recordDemo(options: RecordedDemoOptions): Promise<void> {
  const {path, durationMs, onSecond, ...others} = options;
  const startMs = RECORDED_FROM_MS - WAY_MS;
  const time = new VirtualTime(RECORDED_FROM_MS);
  const exchange = new SimulatedExchange({...others, startMs});
  const listed = exchange.catalogue.markets.filter(({temper}) => temper !== undefined);
  const markets = listed.map(toMarket);
  const loop = new IngestLoop({
    clock: time,
    adoptUnknownAssets: false,
    depth: 1,
    followsFlow: false,
    onRecord: undefined,
    onAssets: () => undefined,
    onIssue: () => undefined,
    onTrust: () => undefined,
  });
  loop.watch(markets, time.nowUs());
  prepareTarget(path, 'new');
  const recorder = new SessionRecorder({
    path,
    rotation: undefined,
    source: 'demo',
    program: 'test',
    clock: time,
    timers: time,
    loop,
    markets: () => markets,
    lines: () => [],
    onState: () => undefined,
  });
  const receive = (text: string): void => {
    loop.onFrame(Buffer.from(text), time.nowUs(), time.wallMs(), undefined, 1);
  };
  for (const {assetIds} of listed) {
    const books = assetIds.map((assetId) => encodeInitialBook(exchange.bookState(assetId)!));
    receive(`[${books.join(',')}]`);
  }

  for (let ms = STEP_MS; ms <= durationMs; ms += STEP_MS) {
    await time.runFor(STEP_MS * 1000);
    for (const {text} of exchange.advance(startMs + ms)) receive(text);
    if (ms % 1000 !== 0) continue;
    await (onSecond ?? nextTurn)();
  }

  await recorder.close();
  const {lost, problem} = recorder.state;
  if (lost > 0 || problem !== undefined) throw new Error(`${lost} entries were lost: ${problem}`);
}

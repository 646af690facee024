// The whole program as it ships, in a pseudo-terminal, on an exchange that the test controls.

import {join} from 'node:path';
import type {ExchangeServer} from '../../src/exchange/exchange-server.js';
import {PtyProgram, type PtyOptions} from './pty.js';

export const BIN = join(import.meta.dirname, '../../dist/bin.js');

/** Long enough for a busy machine; a test that passes never waits for it. */
export const DEADLINE_MS = 20_000;

export const SIZES = [
  {columns: 80, rows: 24},
  {columns: 120, rows: 40},
  {columns: 160, rows: 48},
] as const;

export const KEY = {
  up: '\u001b[A',
  down: '\u001b[B',
  pageUp: '\u001b[5~',
  pageDown: '\u001b[6~',
  tab: '\t',
  enter: '\r',
  escape: '\u001b',
  space: ' ',
  backspace: '\u007f',
  ctrlC: '\u0003',
  ctrlZ: '\u001a',
} as const;

export const ERASE_SCREEN = '\u001b[2J';
export const LEAVE_ALTERNATE = '\u001b[?1049l';

/** What of the caller's environment would lead elsewhere or be drawn in another way. */
export const CLEAN_ENV: NonNullable<PtyOptions['env']> = {
  NODE_OPTIONS: undefined,
  POLYBOOK_WS_URL: undefined,
  POLYBOOK_CLOB_URL: undefined,
  POLYBOOK_GAMMA_URL: undefined,
  POLYBOOK_DATA_URL: undefined,
  HTTP_PROXY: undefined,
  HTTPS_PROXY: undefined,
  http_proxy: undefined,
  https_proxy: undefined,
};

export type ViewerOptions = Pick<PtyOptions, 'columns' | 'rows' | 'env'>;

/** `node dist/bin.js` with these arguments. */
export function startProgram(
  args: readonly string[],
  {env, ...size}: ViewerOptions = {},
): PtyProgram {
  return new PtyProgram({
    command: process.execPath,
    args: [BIN, ...args],
    ...size,
    env: {...CLEAN_ENV, ...env},
  });
}

export type Addresses = Pick<ExchangeServer, 'wsUrl' | 'restUrl'>;

/** The arguments that make the live path lead to this exchange. */
export function urlsOf({wsUrl, restUrl}: Addresses): readonly string[] {
  return [
    ['--ws-url', wsUrl],
    ['--gamma-url', restUrl],
    ['--clob-url', restUrl],
    ['--data-url', restUrl],
  ].flat();
}

/** The viewer on the live path to this exchange. */
export function startViewer(
  exchange: Addresses,
  args: readonly string[],
  options?: ViewerOptions,
): PtyProgram {
  return startProgram([...args, ...urlsOf(exchange)], options);
}

export function shows(text: string | RegExp) {
  return (program: PtyProgram): boolean =>
    typeof text === 'string' ? program.text.includes(text) : text.test(program.text);
}

/** Both asset ids of a market of the exchange, by its slug or its question. */
export function assetsOf(exchange: ExchangeServer, name: string): readonly [string, string] {
  const market = exchange.markets.find(({slug, question}) => slug === name || question === name);
  if (market === undefined) throw new Error(`The exchange lists no "${name}"`);
  return market.assetIds;
}

// Switching among nine warm markets while all of their books move, and whether what is shown after
// each key is that market's own book. A test holds it, a benchmark measures it.

import {setTimeout as wait} from 'node:timers/promises';
import type {ExchangeBook, ExchangeServer} from '../../src/exchange/exchange-server.js';
import type {PtyProgram} from './pty.js';
import {agreementWith, readLadder} from './seen-ladder.js';
import {assetsOf} from './viewer.js';

/** Some with siblings: nine and more are watched. */
export const WARM_MARKETS: readonly string[] = [
  'lumen-updown-15m-1790000100',
  'aurora-cup-winner',
  'acl-hfx-grc-2026-11-29',
  'meridian-bridge-opens-before-october',
  'kesten-lake-freezes-over-2026',
];

export const SWITCHING_FRAMES_PER_S = 1_000;

/** A key follows another at this distance where the machine can: 200 of them in 10 s. */
export const PACE_MS = 50;

/** How often the exchange's books are noted, and how many of each are kept: some seconds. */
const NOTED_EVERY_MS = 100;
const NOTED = 50;

type Books = readonly ExchangeBook[];

export type Switch = {
  /** From the key to the first picture with the market's title and a book, in ms. */
  readonly tookMs: number;
  /** Whether there was a picture with the title first that said what is awaited. */
  readonly hadToWait: boolean;
  readonly lines: readonly string[];
  /** How far the picture agrees with the market's own newest books, and with any other's: 0 to 1. */
  readonly judge: () => {readonly own: number; readonly others: number};
};

export class MarketSwitching implements Disposable {
  readonly #exchange: ExchangeServer;
  readonly #it: PtyProgram;
  /** The newest books of each market, by its first asset. */
  readonly #noted = new Map<string, Books>();
  readonly #noting: NodeJS.Timeout;

  private constructor(exchange: ExchangeServer, it: PtyProgram) {
    this.#exchange = exchange;
    this.#it = it;
    this.#noting = setInterval(() => {
      for (const [asset, books] of this.#noted) {
        this.#noted.set(asset, [exchange.book(asset)!, ...books].slice(0, NOTED));
      }
    }, NOTED_EVERY_MS);
  }

  /** Waits until nine books are warm, and looks at each of them once. The program is wide enough for their list. */
  static async start(exchange: ExchangeServer, it: PtyProgram): Promise<MarketSwitching> {
    await it.until(({text}) => /^.* 1\/(9|1\d) .*●/s.test(text), 'the markets');
    await it.until(
      ({lines}) => lines.filter((line) => line.includes('● │')).length >= 9,
      'warm books',
    );
    const switching = new MarketSwitching(exchange, it);
    for (const key of '234567891') {
      it.send(key);
      const asset = switching.#assetOf(await switching.#untilTitle(key));
      switching.#noted.set(asset, [exchange.book(asset)!]);
    }

    return switching;
  }

  /** One after the other, at their pace or as fast as the books come; every neighbour is another market. */
  async *run(switches: number): AsyncGenerator<Switch> {
    const startMs = performance.now();
    for (let i = 1; i <= switches; i++) {
      yield await this.#show(String(1 + ((i * 4) % 9)));
      const leftMs = startMs + i * PACE_MS - performance.now();
      if (leftMs > 0) await wait(leftMs);
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#noting);
  }

  async #show(key: string): Promise<Switch> {
    const startMs = performance.now();
    this.#it.send(key);
    let shown = await this.#untilTitle(key);
    const hadToWait = readLadder(shown).length === 0;
    if (hadToWait) shown = await this.#untilTitle(key, (lines) => readLadder(lines).length > 0);
    const tookMs = performance.now() - startMs;
    const asset = this.#assetOf(shown);
    // Those of this moment: judging takes longer than there is between two keys.
    const known = [...this.#noted].map(([of, books]): readonly [string, Books] => [
      of,
      [this.#exchange.book(of)!, ...books],
    ]);
    return {tookMs, hadToWait, lines: shown, judge: () => judge(shown, asset, known)};
  }

  #assetOf(lines: readonly string[]): string {
    return assetsOf(this.#exchange, /^ (.+?\??) {2,}/.exec(lines[0]!)![1]!)[0];
  }

  /** The first picture that has this market's number in its title. */
  #untilTitle(
    key: string,
    isEnough: (lines: readonly string[]) => boolean = () => true,
  ): Promise<string[]> {
    const title = new RegExp(` ${key}/\\d+ `);
    return this.#it.until(
      ({lines}) => title.test(lines[0]!) && isEnough(lines) && lines,
      `market ${key}`,
    );
  }
}

/**
 * On a busy machine a picture is a second late and many of its levels have changed; hardly any level of
 * another market's book agrees with it by chance.
 */
function judge(
  lines: readonly string[],
  asset: string,
  known: readonly (readonly [string, Books])[],
): ReturnType<Switch['judge']> {
  const seen = readLadder(lines);
  const agreements = known.map(([of, books]): readonly [boolean, number] => [
    of === asset,
    Math.max(...books.map((book) => agreementWith(seen, book))),
  ]);
  const best = (isOwn: boolean): number =>
    Math.max(...agreements.filter(([own]) => own === isOwn).map(([, agreement]) => agreement));
  return {own: best(true), others: best(false)};
}

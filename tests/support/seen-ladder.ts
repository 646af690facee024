// The ladder read back from the screen, and whether it is the book that the exchange itself has.

import type {ExchangeBook} from '../../src/exchange/exchange-server.js';
import {formatShares} from '../../src/view/format-number.js';
import type {PtyProgram} from './pty.js';
import {DEADLINE_MS} from './viewer.js';

/** One row with a price, in units of 0.0001; sizes as the screen writes them. */
export type SeenRow = {
  readonly price: number;
  readonly bid: string | undefined;
  readonly ask: string | undefined;
};

/** The exchange, or whatever else knows what its books are. */
export type BookSource = {
  readonly book: (assetId: string) => ExchangeBook | undefined;
};

// Prices at the left of a heatmap have more blanks after them.
const PRICE = /[│▸|>] +(\d+(?:\.\d+)?)[¢c] {1,2}[│◂|<]/;
const WALL = /[│├┤|]|\+(?![\d<])/;
/** What became of a level: a figure with its sign. */
const FLOW = /[+×x-]<?\d[\d.]*[kMBT]?/g;
const BARS = /[▏▎▍▌▋▊▉█▕▐•*=#-]/g;

/** From the highest price down; rows of empty ticks included. */
export function readLadder(lines: readonly string[]): SeenRow[] {
  return lines.flatMap((line) => {
    const price = PRICE.exec(line);
    if (price === null) return [];
    // First what became of the level: its sign may look like a wall of ASCII.
    const left = line.slice(0, price.index).replace(FLOW, ' ').split(WALL).at(-1)!;
    const right = line
      .slice(price.index + price[0].length)
      .replace(FLOW, ' ')
      .split(WALL)[0]!;
    return [
      {
        price: Math.round(Number(price[1]) * 100),
        bid: wordsOf(left).at(-1),
        ask: wordsOf(right)[0],
      },
    ];
  });
}

/** Every level of the book between the highest and the lowest price shown, and no other. */
export function isLadderOf(lines: readonly string[], book: ExchangeBook): boolean {
  const {shown, expected} = compare(readLadder(lines), book);
  return shown.length > 0 && shown.sort().join('\n') === expected.sort().join('\n');
}

/** Which share of the levels shown, and of those that there are between them, are the same: 0 to 1. */
export function agreementWith(seen: readonly SeenRow[], book: ExchangeBook): number {
  const {shown, expected} = compare(seen, book);
  const known = new Set(expected);
  const all = new Set([...shown, ...expected]);
  const common = shown.filter((level) => known.has(level));
  return all.size === 0 ? 0 : common.length / all.size;
}

function compare(
  seen: readonly SeenRow[],
  book: ExchangeBook,
): {readonly shown: string[]; readonly expected: string[]} {
  const highest = seen[0]?.price ?? -Infinity;
  const lowest = seen.at(-1)?.price ?? Infinity;
  const expected = [
    ...book.asks.map(({price, size}) => ({price: unitsOf(price), side: 'ask', size})),
    ...book.bids.map(({price, size}) => ({price: unitsOf(price), side: 'bid', size})),
  ]
    .filter(({price}) => price >= lowest && price <= highest)
    .map(
      ({price, side, size}) => `${price} ${side} ${formatShares(Math.round(Number(size) * 1e6))}`,
    );
  const shown = seen.flatMap(({price, bid, ask}) => [
    ...(ask === undefined ? [] : [`${price} ask ${ask}`]),
    ...(bid === undefined ? [] : [`${price} bid ${bid}`]),
  ]);
  return {shown, expected};
}

/** Waits until the ladder is the exchange's own book around its best prices. */
export function untilBook(
  program: PtyProgram,
  source: BookSource,
  assetId: string,
): Promise<true | undefined> {
  return program.until(
    ({lines}) => {
      const book = source.book(assetId)!;
      const prices = readLadder(lines).map(({price}) => price);
      const best = [...book.bids.slice(0, 1), ...book.asks.slice(0, 1)];
      const isInside = best.every(({price}) => prices.includes(unitsOf(price)));
      return isInside && isLadderOf(lines, book);
    },
    'the ladder to be the book of the exchange',
    DEADLINE_MS,
  );
}

function unitsOf(price: string): number {
  return Math.round(Number(price) * 10_000);
}

function wordsOf(text: string): string[] {
  return text.replace(BARS, ' ').split(' ').filter(Boolean);
}

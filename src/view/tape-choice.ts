// Which trades the tape shows: all, or those from so many dollars on.

export const TAPE_MINIMA = [0, 10, 100, 1_000, 10_000] as const;

export type TapeMinimum = (typeof TAPE_MINIMA)[number];

/** The next larger one, and after the largest all trades again. */
export function nextMinimum(minimum: TapeMinimum): TapeMinimum {
  return TAPE_MINIMA[(TAPE_MINIMA.indexOf(minimum) + 1) % TAPE_MINIMA.length]!;
}

/** `$100`, `$1k` */
export function formatMinimum(minimum: TapeMinimum): string {
  return minimum < 1_000 ? `$${minimum}` : `$${minimum / 1_000}k`;
}

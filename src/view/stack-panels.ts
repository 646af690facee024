// Panels on top of each other: who is there in a given height, and how high.

import type {PanelName, Placed} from './panels.js';
import type {Region} from './paint-row.js';

export type Wish = {
  readonly panel: PanelName;
  /** Rows without which it is not there, a heading included. */
  readonly rows: number;
  /** The wish with the highest rank leaves first. */
  readonly rank: number;
  /** Takes a share of the rows that are left over; without any such panel the last one does. */
  readonly grows?: boolean;
};

/**
 * The wishes from top to bottom in `region`, without a gap; a rule below each but the last one.
 * Empty where not even the most important one fits.
 */
export function stackPanels(
  region: Region,
  wishes: readonly Wish[],
  wall: 'left' | 'right' | undefined,
): Placed[] {
  let kept = [...wishes];
  const rowsOf = (wish: Wish): number => wish.rows + (wish === kept.at(-1) ? 0 : 1);
  const needed = (): number => kept.reduce((sum, wish) => sum + rowsOf(wish), 0);
  while (kept.length > 0 && needed() > region.height) {
    const worst = Math.max(...kept.map(({rank}) => rank));
    kept = kept.filter(({rank}) => rank !== worst);
  }

  const growers = kept.filter(({grows}) => grows === true);
  const takers = growers.length > 0 ? growers : kept.slice(-1);
  let spare = region.height - needed();
  let y = region.y;
  return kept.map((wish): Placed => {
    const place = takers.indexOf(wish);
    const extra = place === -1 ? 0 : Math.ceil(spare / (takers.length - place));
    spare -= extra;
    const height = rowsOf(wish) + extra;
    const placed = {
      panel: wish.panel,
      region: {...region, y, height},
      ...(wall !== undefined && {wall}),
      hasRule: wish !== kept.at(-1),
    };
    y += height;
    return placed;
  });
}

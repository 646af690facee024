import type {ConditionId} from '../../domain/market.js';
import type {ExchangeFrame} from '../market-process.js';

/** Changes of each market that are lost. */
export const DROPPED_FRAMES = 10;

type Shape = (frames: readonly ExchangeFrame[]) => readonly ExchangeFrame[];

/**
 * Loses every second change of a market. One that goes through in between has a hash of a book
 * that nobody who lost its predecessor can have.
 */
export function createDrop(): Shape {
  const seen = new Map<ConditionId, number>();
  return (frames) =>
    frames.filter(({kind, market}) => {
      if (kind !== 'price_change') return true;
      const count = (seen.get(market) ?? 0) + 1;
      seen.set(market, count);
      return count % 2 === 0 || count > 2 * DROPPED_FRAMES;
    });
}

/** Each frame comes twice. */
export function repeatFrames(frames: readonly ExchangeFrame[]): ExchangeFrame[] {
  return frames.flatMap((frame) => [frame, frame]);
}

/** Holds a change back until the market's next transaction has begun, so that it comes too late. */
export class Reordering {
  readonly #held = new Map<ConditionId, ExchangeFrame>();

  shape(frames: readonly ExchangeFrame[]): ExchangeFrame[] {
    return frames.flatMap((frame) => {
      if (frame.kind !== 'price_change' && frame.kind !== 'book') return [frame];
      const held = this.#held.get(frame.market);
      if (held === undefined && frame.kind === 'price_change') {
        this.#held.set(frame.market, frame);
        return [];
      }

      if (held === undefined || held.timestampMs === frame.timestampMs) return [frame];
      this.#held.delete(frame.market);
      return [frame, held];
    });
  }

  /** What is still held, so that nothing is lost. */
  release(): ExchangeFrame[] {
    const held = [...this.#held.values()];
    this.#held.clear();
    return held;
  }
}

/** Loses the frames of one kind of some markets. */
export function createWithholding(
  markets: ReadonlySet<ConditionId>,
  kind: ExchangeFrame['kind'],
): Shape {
  return (frames) => frames.filter((frame) => !markets.has(frame.market) || frame.kind !== kind);
}

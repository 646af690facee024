import type {AssetId, ConditionId, Market} from '../domain/market.js';
import type {Trust} from '../domain/trust.js';
import type {MarketState} from './loop-observer.js';

/**
 * Whoever writes down all that reaches the loop, so that the same can be done again. What a frame brings
 * about is told between `beginFrame` and `endFrame`.
 */
export type LoopTrace = {
  readonly beginFrame: () => void;
  /** The bytes are the socket's. `withheld`: places of its messages that were kept from the books. */
  readonly endFrame: (
    frame: Uint8Array,
    tsRecvUs: number,
    wallMs: number | undefined,
    socket: number,
    withheld: readonly number[],
  ) => void;
  readonly onWatch: (markets: readonly Market[]) => void;
  readonly onUnwatch: (markets: readonly ConditionId[]) => void;
  readonly onPing: (pingUs: number) => void;
  readonly onLost: (markets: readonly ConditionId[]) => void;
  /** The books of a market came by another way than its messages. */
  readonly onReplaced: (market: ConditionId) => void;
  readonly onTrust: (assetId: AssetId, trust: Trust) => void;
  readonly onMarket: (market: ConditionId, state: MarketState, winner: string | undefined) => void;
};

import type {AssetId, ConditionId} from '../domain/market.js';
import type {TrustReason, TrustState} from '../domain/trust.js';

/** How a book stood at the end of a batch, or when a whole book came. */
export type Judgement = {
  readonly assetId: AssetId;
  readonly market: ConditionId;
  readonly timestampMs: number;
  readonly hash: string | undefined;
  /** Undefined where it can't be known. */
  readonly hashOk: boolean | undefined;
  /** Undefined where the exchange has not said the best prices. */
  readonly bboOk: boolean | undefined;
  readonly isCrossed: boolean;
  /** `book` where a whole book came outside a batch that was reported already. */
  readonly cause: 'batch' | 'book';
};

/** What else bears on the trust in a book. */
export type JudgedBook = {
  readonly isCrossedForLong: boolean;
  /** Whether any hash of its market ever matched. */
  readonly hasMatched: boolean;
  /** False where levels lie between the ticks. */
  readonly isOnTick: boolean;
};

/**
 * The trust that a judgement gives its book. Crossed comes first, being what a user would see; the
 * hash comes last, since its rule is unofficial, and it alarms only where it is known to work.
 */
export function selectTrust(
  {hashOk, bboOk}: Judgement,
  {isCrossedForLong, hasMatched, isOnTick}: JudgedBook,
): readonly [TrustState, TrustReason] {
  if (isCrossedForLong) return ['SUSPECT', 'crossed'];
  if (bboOk === false) return ['SUSPECT', 'best_price_mismatch'];
  if (hashOk === true) return ['LIVE', 'none'];
  const isAlarming = hashOk === false && hasMatched;
  if (!isOnTick) return [isAlarming ? 'SUSPECT' : 'UNPROVEN', 'tick_misfit'];
  if (hashOk === undefined) return ['UNPROVEN', 'hash_unknown'];
  return isAlarming ? ['SUSPECT', 'hash_mismatch'] : ['UNPROVEN', 'hash_never_matched'];
}

// Takes the columns of all watched markets, and hands the focused market's to the main thread.

import type {PastTrade} from '../domain/history.js';
import type {AssetId, ConditionId} from '../domain/market.js';
import {complement} from '../domain/price.js';
import type {TrustState} from '../domain/trust.js';
import {buildColumn, buildGap} from '../history/build-column.js';
import {KeptHistories} from '../history/kept-histories.js';
import type {HistoryBlock} from '../history/market-history.js';
import type {BookView} from '../orderbook/watched-book.js';
import type {IngestLoop} from './ingest-loop.js';

const TRUSTED: ReadonlySet<TrustState> = new Set(['LIVE', 'QUIET', 'UNPROVEN']);

export type HistoryRecorderOptions = {
  readonly loop: Pick<IngestLoop, 'store' | 'tape' | 'registry'>;
  readonly post: (market: ConditionId, block: HistoryBlock) => void;
};

/**
 * When a market comes into focus all that is kept of it is sent, then what is new. One block is under
 * way at a time: while the main thread hears nothing, nothing piles up but what is kept here.
 */
export class HistoryRecorder {
  readonly #options: HistoryRecorderOptions;
  readonly kept = new KeptHistories();
  /** Markets whose book was lost since their last column. */
  readonly #lost = new Set<ConditionId>();
  /** The newest trade that a column has, by its number on the tape. */
  readonly #tradesTaken = new Map<ConditionId, number>();
  #asset: AssetId | undefined;
  #focus: ConditionId | undefined;
  /** The newest second of the focused market that was sent. */
  #sentSecond = Number.NEGATIVE_INFINITY;
  #isUnderWay = false;

  constructor(options: HistoryRecorderOptions) {
    this.#options = options;
  }

  focus(assetId: AssetId): void {
    this.#asset = assetId;
    this.flush();
  }

  /** A book that is lost and found again within one second has a gap there all the same. */
  noteTrust(assetId: AssetId, state: TrustState): void {
    if (TRUSTED.has(state)) return;
    const market = this.#options.loop.store.book(assetId)?.conditionId;
    if (market === undefined || this.kept.of(market)?.newestSecond === undefined) return;
    if (this.#firstBook(market)?.assetId === assetId) this.#lost.add(market);
  }

  /** Whether only a part of a batch was applied: the column has to wait for the rest. */
  isHeld(market: ConditionId, nowUs: number): boolean {
    return nowUs < (this.#firstBook(market)?.heldUntilUs ?? Number.NEGATIVE_INFINITY);
  }

  /** Takes the book as it is now for the end of this second. A history begins with a book. */
  sample(market: ConditionId, second: number): void {
    const view = this.#firstBook(market);
    const trades = this.#takeTrades(market, view?.assetId);
    const isLost = this.#lost.delete(market);
    const isGap = isLost || view?.book.hasSnapshot !== true || !TRUSTED.has(view.trust.state);
    const history = isGap ? this.kept.of(market) : this.kept.ensure(market);
    if (history === undefined || (isGap && history.newestSecond === undefined)) return;
    const {hasDepth} = history;
    const last = trades.last ?? Number.NaN;
    history.append(
      isGap
        ? buildGap(second)
        : buildColumn({second, book: view.book, last, trades: trades.fresh, hasDepth}),
    );
    this.#noteChanged(market, second);
  }

  /** The same book again, for seconds in which nothing came. */
  repeat(market: ConditionId, fromSecond: number, untilSecond: number): void {
    for (let second = fromSecond; second < untilSecond; second++) this.sample(market, second);
  }

  /** The market's time went back to this second. */
  truncate(market: ConditionId, second: number): void {
    this.kept.of(market)?.truncate(second);
    this.#noteChanged(market, second);
  }

  /** The market is watched no more. */
  forget(market: ConditionId): void {
    this.kept.forget(market);
    this.#lost.delete(market);
    this.#tradesTaken.delete(market);
    if (market === this.#focus) this.#focus = undefined;
  }

  /** Sends what is new of the focused market, unless something is under way. */
  flush(): void {
    this.#followFocus();
    if (this.#isUnderWay || this.#focus === undefined) return;
    const block = this.kept.of(this.#focus)?.toBlock(this.#sentSecond);
    if (block === undefined) return;
    this.#isUnderWay = true;
    this.#sentSecond = block.newestSecond;
    this.#options.post(this.#focus, block);
  }

  /** The main thread has the block that was under way. */
  acknowledge(): void {
    this.#isUnderWay = false;
    this.flush();
  }

  /** A recording that begins anew has to come across the asset before its market is known. */
  #followFocus(): void {
    if (this.#asset === undefined) return;
    const market = this.#options.loop.store.book(this.#asset)?.conditionId;
    if (market === undefined || market === this.#focus) return;
    this.#focus = market;
    this.#sentSecond = Number.NEGATIVE_INFINITY;
    this.kept.focus(market);
  }

  #noteChanged(market: ConditionId, second: number): void {
    if (market === this.#focus) this.#sentSecond = Math.min(this.#sentSecond, second - 1);
  }

  #firstBook(market: ConditionId): BookView | undefined {
    const {store} = this.#options.loop;
    const [first] = store.assetsOf(market);
    return first === undefined ? undefined : store.book(first);
  }

  /** Those that no column has yet, oldest first, and the price of the newest of all. */
  #takeTrades(
    market: ConditionId,
    firstAsset: AssetId | undefined,
  ): {readonly fresh: readonly PastTrade[]; readonly last: number | undefined} {
    const {tape, registry} = this.#options.loop;
    const taken = this.#tradesTaken.get(market) ?? 0;
    const all = tape.of(market);
    const newest = all[0];
    if (newest === undefined) return {fresh: [], last: undefined};
    this.#tradesTaken.set(market, newest.sequence);
    const seen = all
      .filter(({sequence}, i) => i === 0 || sequence > taken)
      .map(({sequence, assetIndex, price, size, side}) => {
        const isFirst = registry.at(assetIndex)?.assetId === firstAsset;
        const mirrored = side === 'buy' ? 'sell' : 'buy';
        return {
          sequence,
          price: isFirst ? price : complement(price),
          size,
          side: isFirst ? side : mirrored,
        } as const;
      });
    const fresh = seen.filter(({sequence}) => sequence > taken).reverse();
    return {fresh, last: seen[0]!.price};
  }
}

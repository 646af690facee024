import type {TradeEvent} from '../domain/feed-event.js';
import type {AssetId} from '../domain/market.js';
import {complement, PRICE_ONE} from '../domain/price.js';
import type {FlowImage} from '../domain/snapshot.js';
import {BookFlow} from './book-flow.js';
import {ImbalanceFlow, type InsideSource} from './imbalance-flow.js';
import {mirrorSeries, mirrorTotals, mirrorVolume, otherTaker} from './mirror.js';
import {TradeFlow} from './trade-flow.js';

export type FlowLimits = {
  readonly levels: number;
  readonly prices: number;
};

/**
 * The flow of one market. Each of its books has levels of its own, since messages may be missed for one of
 * them; trades and imbalance are kept once, as the asset that was watched first sees them.
 */
export class MarketFlow {
  readonly #books = new Map<AssetId, BookFlow>();
  readonly #imbalance = new ImbalanceFlow();
  readonly #trades: TradeFlow;
  #keptAs: AssetId | undefined;

  constructor(nowUs: number) {
    this.#trades = new TradeFlow(nowUs);
  }

  observe(assetId: AssetId): BookFlow {
    const isKept = this.#keptAs === undefined;
    if (isKept) this.#keptAs = assetId;
    const book = new BookFlow(isKept ? this.#imbalance : undefined);
    this.#books.set(assetId, book);
    return book;
  }

  /** Takes a trade that has not been told before. */
  trade({assetId, price, size, side, timestampMs}: TradeEvent, nowUs: number): void {
    const isKept = assetId === this.#keptAs;
    const keptPrice = isKept ? price : complement(price);
    this.#trades.add(keptPrice, size, isKept ? side : otherTaker(side), nowUs);
    for (const [bookOf, book] of this.#books) {
      // A buyer meets the asks of the asset, which are the bids of the other one.
      const isOwn = bookOf === assetId;
      const metSide = (side === 'buy') === isOwn ? 'ask' : 'bid';
      book.trade(metSide, isOwn ? price : complement(price), size, timestampMs, nowUs);
    }
  }

  expire(nowUs: number): void {
    for (const book of this.#books.values()) book.expire(nowUs);
  }

  /** What is known as this asset sees it; `book` says where its inside market is. */
  read(
    assetId: AssetId,
    book: InsideSource,
    limits: FlowLimits,
    nowUs: number,
  ): FlowImage | undefined {
    const flow = this.#books.get(assetId);
    if (flow === undefined) return undefined;
    const isKept = assetId === this.#keptAs;
    const {bestBid = 0, bestAsk = PRICE_ONE} = book;
    const inside = (bestBid + bestAsk) / 2;
    const {totals} = this.#trades;
    const volumes = this.#trades.readVolumes(isKept ? inside : PRICE_ONE - inside, limits.prices);
    const imbalances = this.#imbalance.read(nowUs);
    const cumulativeDeltas = this.#trades.readCumulativeDeltas(nowUs);
    return {
      sinceUs: flow.sinceUs,
      levels: flow.read(book, limits.levels, nowUs),
      volumes: isKept ? volumes : volumes.map(mirrorVolume),
      totals: isKept ? totals : mirrorTotals(totals),
      imbalances: isKept ? imbalances : mirrorSeries(imbalances),
      cumulativeDeltas: isKept ? cumulativeDeltas : mirrorSeries(cumulativeDeltas),
    };
  }
}

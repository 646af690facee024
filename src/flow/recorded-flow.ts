// The flow of a recording: its time is that of the messages themselves, however fast they are played,
// so that ten seconds are ten of the recording and nothing goes out of date once it is over.

import type {FeedEvent, TradeEvent} from '../domain/feed-event.js';
import type {AssetId, ConditionId} from '../domain/market.js';
import type {FlowImage} from '../domain/snapshot.js';
import type {BookFlow, ObservedBook} from './book-flow.js';
import type {InsideSource} from './imbalance-flow.js';
import type {FlowLimits} from './market-flow.js';
import {OrderFlow} from './order-flow.js';

/** A message that is older than another by up to this, in µs, is late; by more, time went back. */
const LATEST_US = 2_000_000;

/** A book as whoever keeps it tells it. */
export type FollowedBook = Pick<
  BookFlow,
  'beginMessage' | 'changeLevel' | 'endMessage' | 'restart' | 'interrupt'
>;

/** As `OrderFlow`, with a time of its own, which `pass` tells. */
export class RecordedFlow {
  readonly #flow = new OrderFlow();
  #newestUs: number | undefined;
  /** What is added to the times of messages, so that time never goes back. */
  #shiftUs = 0;
  /** Books that came before anything told the time: their own is that of a last change, maybe hours ago. */
  #undated: ((nowUs: number) => void)[] = [];

  /** To be told of each event before it is applied: changes and trades tell the time. */
  pass(event: FeedEvent): void {
    if (event.kind !== 'price_change' && event.kind !== 'trade') return;
    const timeUs = event.timestampMs * 1000 + this.#shiftUs;
    const newestUs = (this.#newestUs ??= timeUs);
    if (timeUs > newestUs) this.#newestUs = timeUs;
    else if (timeUs < newestUs - LATEST_US) this.#shiftUs += newestUs - timeUs;
    const undated = this.#undated;
    this.#undated = [];
    for (const begin of undated) begin(this.#newestUs);
  }

  observe(assetId: AssetId, conditionId: ConditionId): FollowedBook {
    let book: BookFlow | undefined;
    let first: readonly [ObservedBook, string | undefined] | undefined;
    this.#whenDated((nowUs) => {
      book = this.#flow.observe(assetId, conditionId, nowUs);
      if (first !== undefined) book.restart(...first, nowUs);
    });
    return {
      beginMessage: (timestampMs, hash) => {
        book?.beginMessage(timestampMs, hash, this.#newestUs!);
      },
      changeLevel: (side, price, before, after) => {
        book?.changeLevel(side, price, before, after);
      },
      endMessage: (kept) => {
        book?.endMessage(kept);
      },
      restart: (kept, hash) => {
        first = [kept, hash];
        book?.restart(kept, hash, this.#newestUs!);
      },
      interrupt: () => {
        first = undefined;
        book?.interrupt();
      },
    };
  }

  forget(conditionId: ConditionId): void {
    this.#flow.forget(conditionId);
  }

  trade(event: TradeEvent): void {
    if (this.#newestUs !== undefined) this.#flow.trade(event, this.#newestUs);
  }

  expire(): void {
    if (this.#newestUs !== undefined) this.#flow.expire(this.#newestUs);
  }

  /** @param nowUs The program's time, which the image is to fit. */
  read(
    asset: {readonly assetId: AssetId; readonly conditionId: ConditionId},
    book: InsideSource,
    limits: FlowLimits,
    nowUs: number,
  ): FlowImage | undefined {
    const newestUs = this.#newestUs;
    if (newestUs === undefined) return undefined;
    const image = this.#flow.read(asset, book, limits, newestUs);
    if (image?.sinceUs === undefined) return image;
    return {...image, sinceUs: nowUs - (newestUs - image.sinceUs)};
  }

  #whenDated(begin: (nowUs: number) => void): void {
    if (this.#newestUs === undefined) this.#undated.push(begin);
    else begin(this.#newestUs);
  }
}

import type {BookSnapshotEvent, LevelChange} from '../domain/feed-event.js';
import type {BookCounters} from './book-counters.js';
import {selectTrust, type Judgement} from './judgement.js';
import {proveBook} from './prove-book.js';
import type {AssetBatch, WatchedBook, WatchedMarket} from './watched-book.js';

export type JudgeOptions = {
  readonly onJudged?: ((judgement: Judgement) => void) | undefined;
  /** Runs a proof; whoever has a clock may measure what it costs. */
  readonly timeProof?: ((prove: () => boolean | undefined) => boolean | undefined) | undefined;
};

/** Decides when a batch is proven or over, counts the outcome and gives books their trust. */
export class BookJudge {
  readonly #counters: BookCounters;
  readonly #options: JudgeOptions;

  constructor(counters: BookCounters, options: JudgeOptions) {
    this.#counters = counters;
    this.#options = options;
  }

  /** To be called before a message of a market is applied: its next timestamp ends every batch. */
  beginMessage(market: WatchedMarket, timestampMs: number, nowUs: number): void {
    if (market.batch.timestampMs === timestampMs) return;
    for (const watched of market.books) this.endBatch(watched, nowUs);
    market.facts.forgetChangedPrices();
    market.batch.begin(timestampMs);
  }

  /** To be called before a change is applied: the asset's next hash ends its batch. */
  joinWithChange(
    watched: WatchedBook,
    change: LevelChange,
    timestampMs: number,
    nowUs: number,
  ): void {
    const batch = this.#join(watched, change.hash, timestampMs, nowUs);
    batch.hasChange = true;
    // A proof holds for the levels that it was made of.
    if (batch.isProven && watched.book.isChangedBy(change)) batch.isProven = false;
    batch.bestBid = change.bestBid ?? batch.bestBid;
    batch.bestAsk = change.bestAsk ?? batch.bestAsk;
  }

  /** To be called before a whole book is applied. */
  joinWithSnapshot(watched: WatchedBook, event: BookSnapshotEvent, nowUs: number): void {
    this.#join(watched, event.hash, event.timestampMs, nowUs);
  }

  /** To be called when all changes of a message are applied. */
  judgeChanges(watched: WatchedBook, nowUs: number): void {
    const {batch, book} = watched;
    if (batch === undefined || batch.isProven) return;
    // Amid a batch the best prices usually differ, which saves most of the hashing.
    if (!book.hasBestPrices(batch.bestBid, batch.bestAsk)) return;
    if (this.#prove(watched, batch, false) === true) this.#endProven(watched, batch, nowUs);
  }

  /** Judges a whole book, once; it may also be what completes a batch of changes. */
  judgeSnapshot(watched: WatchedBook, event: BookSnapshotEvent, nowUs: number): void {
    const {batch} = watched;
    if (batch === undefined) return;

    const hashOk = event.hash === undefined ? undefined : this.#prove(watched, batch, true);
    const isPending = batch.hasChange && !batch.isProven;
    if (isPending && hashOk === true && watched.book.hasBestPrices(batch.bestBid, batch.bestAsk)) {
      this.#endProven(watched, batch, nowUs);
    }

    this.#count(watched, hashOk, undefined);
    const judgement = buildJudgement(watched, batch, hashOk, undefined, 'book');
    this.#setTrust(watched, judgement, nowUs);
    if (!batch.isReported) this.#report(batch, judgement);
  }

  /** The asset's batch is over: what is not proven by now has failed, or can't be judged. */
  endBatch(watched: WatchedBook, nowUs: number): void {
    const {batch, book} = watched;
    watched.batch = undefined;
    if (batch === undefined || !batch.hasChange || batch.isProven) return;

    const hashOk = this.#prove(watched, batch, false);
    const isSaid = batch.bestBid !== undefined || batch.bestAsk !== undefined;
    const bboOk = isSaid ? book.hasBestPrices(batch.bestBid, batch.bestAsk) : undefined;
    this.#end(watched, batch, hashOk, bboOk, nowUs);
  }

  #join(
    watched: WatchedBook,
    hash: string | undefined,
    timestampMs: number,
    nowUs: number,
  ): AssetBatch {
    const current = watched.batch;
    const isNextHash = current?.hash !== undefined && hash !== undefined && current.hash !== hash;
    if (isNextHash) this.endBatch(watched, nowUs);

    watched.hash = hash ?? watched.hash;
    watched.batch ??= newBatch(timestampMs, hash, nowUs);
    watched.batch.hash ??= hash;
    return watched.batch;
  }

  #prove(watched: WatchedBook, batch: AssetBatch, mayGuessTerms: boolean): boolean | undefined {
    const {book, market, assetId} = watched;
    const {facts} = market;
    const {lastProof, timestampMs, hash} = batch;
    if (
      lastProof?.bookRevision === book.revision &&
      lastProof.factsRevision === facts.revision &&
      !mayGuessTerms
    ) {
      return lastProof.hashOk;
    }

    const claim = {market: market.conditionId, assetId, timestampMs, hash, mayGuessTerms};
    const prove = (): boolean | undefined => proveBook(book, claim, facts);
    const hashOk = this.#options.timeProof === undefined ? prove() : this.#options.timeProof(prove);
    batch.lastProof = {bookRevision: book.revision, factsRevision: facts.revision, hashOk};
    return hashOk;
  }

  #endProven(watched: WatchedBook, batch: AssetBatch, nowUs: number): void {
    const isSaid = batch.bestBid !== undefined || batch.bestAsk !== undefined;
    batch.isProven = true;
    if (batch.wasProven) {
      this.#setTrust(watched, buildJudgement(watched, batch, true, undefined, 'batch'), nowUs);
      return;
    }

    batch.wasProven = true;
    this.#end(watched, batch, true, isSaid ? true : undefined, nowUs);
  }

  #end(
    watched: WatchedBook,
    batch: AssetBatch,
    hashOk: boolean | undefined,
    bboOk: boolean | undefined,
    nowUs: number,
  ): void {
    this.#count(watched, hashOk, bboOk);
    const judgement = buildJudgement(watched, batch, hashOk, bboOk, 'batch');
    this.#setTrust(watched, judgement, nowUs);
    this.#report(batch, judgement);
  }

  #count(watched: WatchedBook, hashOk: boolean | undefined, bboOk: boolean | undefined): void {
    if (bboOk === false) this.#counters.bboFailed++;
    if (hashOk === false) this.#counters.hashFailed++;
    if (bboOk === false || hashOk === false) watched.failed++;
    if (bboOk !== false && hashOk === true) {
      this.#counters.verified++;
      watched.verified++;
    }

    if (hashOk !== true) watched.market.facts.noteUnproven();
  }

  #setTrust(watched: WatchedBook, judgement: Judgement, nowUs: number): void {
    watched.noteCrossing(nowUs);
    const {book, market} = watched;
    const {tickSize, hasMatched} = market.facts;
    const [state, reason] = selectTrust(judgement, {
      isCrossedForLong: watched.isCrossedForLong(nowUs),
      hasMatched,
      isOnTick: judgement.hashOk === true || tickSize === undefined || book.isOnTick(tickSize),
    });
    // A proof that comes late is of a state that the book no longer has.
    if (state === 'LIVE' && market.isLate) watched.setTrust('UNPROVEN', 'batch_pending', nowUs);
    else watched.setTrust(state, reason, nowUs);
  }

  #report(batch: AssetBatch, judgement: Judgement): void {
    batch.isReported = true;
    if (judgement.isCrossed) this.#counters.crossed++;
    this.#options.onJudged?.(judgement);
  }
}

function newBatch(timestampMs: number, hash: string | undefined, startedUs: number): AssetBatch {
  return {
    timestampMs,
    startedUs,
    hash,
    bestBid: undefined,
    bestAsk: undefined,
    hasChange: false,
    isProven: false,
    wasProven: false,
    isReported: false,
    lastProof: undefined,
  };
}

function buildJudgement(
  watched: WatchedBook,
  batch: AssetBatch,
  hashOk: boolean | undefined,
  bboOk: boolean | undefined,
  cause: Judgement['cause'],
): Judgement {
  return {
    assetId: watched.assetId,
    market: watched.conditionId,
    timestampMs: batch.timestampMs,
    hash: batch.hash,
    hashOk,
    bboOk,
    isCrossed: watched.book.isCrossed,
    cause,
  };
}

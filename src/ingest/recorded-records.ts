// The books and trades of a recording, from one moment to another, with the time at which each was received.
// As fast as it can be read, in this thread.

import type {AssetId, Market} from '../domain/market.js';
import type {BookRecord, StreamRecord, TradeRecord} from '../domain/record.js';
import type {FeedEvent} from '../domain/feed-event.js';
import {PolybookError} from '../domain/problem.js';
import type {Entry} from '../recording/entry.js';
import {isOwnRecording, readEntries} from '../recording/read-entries.js';
import {RecordingFile} from '../recording/recording-file.js';
import {EntryClock} from './entry-clock.js';
import {IngestLoop} from './ingest-loop.js';
import type {NamedAsset} from './messages.js';
import {RecordedSession} from './recorded-session.js';

/** Unix time in µs: from the first, to before the second. */
export type Span = {readonly fromUs: number; readonly untilUs: number};

export type RecordedRecordsOptions = {
  readonly path: string;
  /** Levels a side. */
  readonly depth: number;
  /** Asked once, as soon as it is known when the recording begins; may throw a `PolybookError`. */
  readonly chooseSpan: (firstUs: number, lastUs: number | undefined) => Span;
  /** Whether the span begins with the recording, wherever that is. */
  readonly isFromStart: boolean;
  /** `recvUs`: wall clock in µs, undefined where the recording does not say. */
  readonly onRecord: (record: BookRecord | TradeRecord, recvUs: number | undefined) => void;
  /** Each asset once, before its first record. */
  readonly onAsset: (asset: NamedAsset) => void;
  readonly onMarket: (market: Market) => void;
  /** Sentences without a full stop: of what cannot be read, and of what was never recorded. */
  readonly onDamage: (text: string) => void;
  readonly onNotice: (text: string) => void;
  /** Now and then; the share of the recording that is read, 0 to 1, undefined where that isn't known. */
  readonly onRead: (share: number | undefined) => void;
  /** Whether reading is to wait, and for what, which resolves with whether to go on. */
  readonly isBehind: () => boolean;
  readonly whenReady: () => Promise<boolean>;
};

/** A batch that nothing has ended by then is over. */
const LATE_BATCH_US = 1_000_000;

/** When something was, for the cut, and when it was received, as far as anybody knows. */
type Place = {readonly positionUs: number; readonly recvUs: number | undefined};

const NOWHERE: Place = {positionUs: Number.NEGATIVE_INFINITY, recvUs: undefined};

export class RecordedRecords {
  readonly #options: RecordedRecordsOptions;
  readonly #clock = new EntryClock();
  readonly #loop: IngestLoop;
  readonly #session: RecordedSession;
  readonly #isOwn: boolean;
  /** Undefined until it is known when the recording begins. */
  #span: Span | undefined;
  #range: readonly [firstUs: number, lastUs: number | undefined] | undefined;
  #phase: 'before' | 'within' | 'over' = 'before';
  #here: Place = NOWHERE;
  /** Where the newest message about each book stands. */
  readonly #newest = new Map<AssetId, Place>();
  /** Books that the entry at hand is about. */
  readonly #touched = new Set<AssetId>();
  /** Whose books were told as they are at the beginning of the span, or since. */
  readonly #told = new Set<AssetId>();
  /** Whether the messages of the entry at hand are all that tells the time. */
  #isTiming = false;
  #isDamage = false;
  /** Messages that could not be read. */
  issues = 0;

  constructor(options: RecordedRecordsOptions) {
    this.#options = options;
    this.#isOwn = isOwnRecording(options.path);
    this.#loop = new IngestLoop({
      clock: {nowUs: () => this.#clock.nowUs, wallMs: () => this.#clock.nowUs / 1000},
      adoptUnknownAssets: !this.#isOwn,
      depth: options.depth,
      followsFlow: false,
      onRecord: (record) => {
        this.#onRecord(record);
      },
      onAssets: (assets) => {
        for (const asset of assets) options.onAsset(asset);
      },
      onIssue: () => {
        this.issues++;
      },
      onFull: (maxAssets) => {
        options.onNotice(
          `The recording holds more than ${maxAssets} books, and those that come after them are left out`,
        );
      },
      onTrust: () => undefined,
    });
    this.#session = new RecordedSession({
      loop: this.#loop,
      onMarkets: (markets) => {
        for (const market of markets) options.onMarket(market);
      },
      onConnection: () => undefined,
      onGap: (text) => {
        if (!this.#isDamage) options.onNotice(text);
      },
      beforeEvent: (event) => {
        this.#beforeEvent(event);
      },
    });
  }

  /** Rejects with a `PolybookError` where the recording cannot be read, or not any further. */
  async run(): Promise<void> {
    if (this.#options.isFromStart) this.#phase = 'within';
    const batches = this.#isOwn ? this.#readOwn() : readEntries(this.#options.path, this.#options);
    try {
      for await (const entries of batches) if (!(await this.#take(entries))) return;
    } finally {
      this.#end();
    }

    if (this.#phase !== 'before') return;
    if (this.#range === undefined) {
      throw new PolybookError(
        'NOTHING_TO_EXPORT',
        `"${this.#options.path}" says nothing of the time, so no part of it can be cut out`,
        {hint: 'Leave out --from and --until'},
      );
    }

    // Nobody knew beforehand when it ends.
    this.#options.chooseSpan(this.#range[0], this.#here.positionUs);
  }

  /** From the last checkpoint before the span on; of what lies before it names are all that counts. */
  async *#readOwn(): AsyncGenerator<readonly Entry[]> {
    const {path, onDamage} = this.#options;
    const file = RecordingFile.open(path);
    const {blocks, firstUs, lastUs} = file;
    file.close();
    const {fromUs} = this.#chooseSpan(firstUs, lastUs);
    const begin = blocks.findLastIndex((block) => block.hasCheckpoint && block.firstUs <= fromUs);
    if (begin > 0) await this.#skipTo(begin);
    yield* readEntries(path, {onDamage, fromBlock: Math.max(0, begin)});
  }

  async #skipTo(begin: number): Promise<void> {
    const {path, onDamage, onRead} = this.#options;
    let index = 0;
    for await (const entries of readEntries(path, {onDamage})) {
      if (index++ === begin) break;
      for (const entry of entries) {
        const {wallUs} = entry;
        const nowUs = this.#clock.advance(entry);
        this.#here = {positionUs: wallUs, recvUs: wallUs};
        if (entry.kind === 'watch' || entry.kind === 'unwatch') this.#session.apply(entry, nowUs);
      }

      onRead(this.#share());
    }

    this.#session.jump(this.#clock.nowUs);
  }

  #chooseSpan(firstUs: number, lastUs: number | undefined): Span {
    this.#range = [firstUs, lastUs];
    return (this.#span = this.#options.chooseSpan(firstUs, lastUs));
  }

  #share(): number | undefined {
    const [firstUs, lastUs] = this.#range ?? [];
    if (firstUs === undefined || lastUs === undefined) return undefined;
    const endUs = Math.min(lastUs, this.#span?.untilUs ?? lastUs);
    const share = (this.#here.positionUs - firstUs) / Math.max(1, endUs - firstUs);
    return Math.min(1, Math.max(0, share));
  }

  /** Returns whether to go on. */
  async #take(entries: readonly Entry[]): Promise<boolean> {
    const {isBehind, whenReady, onRead} = this.#options;
    for (const entry of entries) {
      this.#apply(entry);
      if (this.#phase === 'over') return false;
      if (isBehind() && !(await whenReady())) return false;
    }

    onRead(this.#share());
    return true;
  }

  #apply(entry: Entry): void {
    const {wallUs} = entry;
    const nowUs = this.#clock.advance(entry);
    // What is missing where the file is damaged is said by whoever reads it, which has no such clock.
    this.#isDamage = entry.kind === 'gap' && Number.isNaN(entry.monoUs);
    this.#isTiming = Number.isNaN(wallUs);
    if (!this.#isTiming) this.#reach(wallUs, wallUs);
    if (this.#phase === 'over') return;
    this.#session.apply(entry, nowUs);
    for (const assetId of this.#touched) this.#newest.set(assetId, this.#here);
    this.#touched.clear();
  }

  #beforeEvent(event: FeedEvent): void {
    // Books are as old as their last change.
    const tellsTime = event.kind === 'price_change' || event.kind === 'trade';
    if (this.#isTiming && tellsTime) this.#reach(event.timestampMs * 1000, undefined);
    if (event.kind === 'book_snapshot') this.#touched.add(event.assetId);
    if (event.kind === 'price_change') {
      for (const {assetId} of event.changes) this.#touched.add(assetId);
    }
  }

  /** The recording has come to this moment. */
  #reach(us: number, recvUs: number | undefined): void {
    // Of frames of two markets the exchange's times may be out of order.
    const positionUs = recvUs ?? Math.max(us, this.#here.positionUs);
    const {fromUs, untilUs} = this.#span ?? this.#chooseSpan(positionUs, undefined);
    if (this.#phase === 'before' && positionUs >= fromUs) {
      this.#phase = 'within';
      this.#begin();
    }

    if (positionUs >= untilUs + LATE_BATCH_US) this.#phase = 'over';
    this.#here = {positionUs, recvUs};
  }

  /** The books as they are at the beginning of the span, if there were any before it. */
  #begin(): void {
    const {fromUs} = this.#span!;
    for (const book of this.#loop.dump()) {
      this.#emit(book, {positionUs: fromUs, recvUs: this.#isTiming ? undefined : fromUs});
    }
  }

  #onRecord(record: StreamRecord): void {
    if (this.#phase === 'before') return;
    if (record.type === 'trade') this.#emit(record, this.#here);
    if (record.type !== 'book') return;
    const {assetId} = record;
    // What a later message has ended was received with the one before it.
    const isOfNow = this.#loop.store.book(assetId)?.book.updatedUs === this.#clock.nowUs;
    const place = isOfNow ? this.#here : (this.#newest.get(assetId) ?? this.#here);
    const {fromUs} = this.#span ?? {fromUs: Number.NEGATIVE_INFINITY};
    if (place.positionUs >= fromUs) {
      this.#emit(record, place);
    } else if (!this.#told.has(assetId)) {
      // In the middle of its batch when the span began.
      this.#emit(record, {
        positionUs: fromUs,
        recvUs: place.recvUs === undefined ? undefined : fromUs,
      });
    }
  }

  #emit(record: BookRecord | TradeRecord, {positionUs, recvUs}: Place): void {
    if (this.#span !== undefined && positionUs >= this.#span.untilUs) return;
    if (record.type === 'book') this.#told.add(record.assetId);
    this.#options.onRecord(record, recvUs);
  }

  /** With frames of others what is still open of a batch is over; a session of ours was cut off there. */
  #end(): void {
    if (this.#phase !== 'before' && !this.#isOwn) this.#loop.onEnd(this.#clock.nowUs);
  }
}

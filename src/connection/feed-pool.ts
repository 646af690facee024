// All lines of the session: as many as the assets need.

import type {AssetId} from '../domain/market.js';
import {MAX_ASSETS_PER_SOCKET} from '../protocol/limits.js';
import {FeedLine} from './feed-line.js';
import type {FeedLineOptions} from './feed-line.js';

export type FeedPoolOptions = Omit<FeedLineOptions, 'nextEpoch' | 'number'> & {
  /** Default: what the exchange is known to bear. */
  readonly maxAssetsPerLine?: number | undefined;
};

export class FeedPool {
  readonly #options: FeedPoolOptions;
  readonly #maxAssets: number;
  readonly #lineOf = new Map<AssetId, FeedLine>();
  #lines: readonly FeedLine[] = [];
  #epoch = 0;
  #lineCount = 0;
  /** Of lines that are no longer needed. */
  #pastReconnects = 0;

  constructor(options: FeedPoolOptions) {
    this.#options = options;
    this.#maxAssets = options.maxAssetsPerLine ?? MAX_ASSETS_PER_SOCKET;
  }

  get lines(): readonly FeedLine[] {
    return this.#lines;
  }

  get reconnects(): number {
    return this.#lines.reduce((sum, line) => sum + line.reconnects, this.#pastReconnects);
  }

  lineOf(assetId: AssetId): FeedLine | undefined {
    return this.#lineOf.get(assetId);
  }

  /** Subscribes to the assets of some markets; those of one market share a line. */
  subscribe(groups: readonly (readonly AssetId[])[]): void {
    const added = new Map<FeedLine, AssetId[]>();
    for (const group of groups) {
      const unknown = group.filter((assetId) => !this.#lineOf.has(assetId));
      if (unknown.length === 0) continue;
      const line = this.#lines.find(
        (candidate) =>
          this.#load(candidate, added) + unknown.length <= this.#maxAssets &&
          candidate.state.phase !== 'closed',
      );
      const chosen = line ?? this.#addLine();
      for (const assetId of unknown) this.#lineOf.set(assetId, chosen);
      added.set(chosen, [...(added.get(chosen) ?? []), ...unknown]);
    }

    for (const [line, assetIds] of added) line.subscribe(assetIds);
  }

  /** A line without assets is closed. */
  unsubscribe(assetIds: readonly AssetId[]): void {
    for (const line of this.#lines) {
      const theirs = assetIds.filter((assetId) => this.#lineOf.get(assetId) === line);
      if (theirs.length === 0) continue;
      for (const assetId of theirs) this.#lineOf.delete(assetId);
      line.unsubscribe(theirs);
      if (line.assetIds.size > 0) continue;
      this.#lines = this.#lines.filter((other) => other !== line);
      this.#pastReconnects += line.reconnects;
      void line.close();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#lines.map((line) => line.close()));
  }

  #load(line: FeedLine, added: ReadonlyMap<FeedLine, readonly AssetId[]>): number {
    return line.assetIds.size + (added.get(line)?.length ?? 0);
  }

  #addLine(): FeedLine {
    const number = ++this.#lineCount;
    const line = new FeedLine({...this.#options, number, nextEpoch: () => ++this.#epoch});
    this.#lines = [...this.#lines, line];
    return line;
  }
}

// Where a replay is: the next entry of its source, and when that is due.

import type {Entry} from '../recording/entry.js';
import type {Place} from '../recording/recording-file.js';
import type {PlaySource} from './play-source.js';
import {TimeAxis} from './time-axis.js';

export const START: Place = {block: 0, entry: 0};

export class PlayHead {
  readonly #axis: TimeAxis;
  #source: PlaySource;
  /** One place has one name, so that places can be compared: the end of a block is the next one's beginning. */
  #place: Place = START;
  #entries: readonly Entry[] = [];
  /** Undefined until the next entry was looked at. */
  #dueUs: number | undefined;

  constructor(source: PlaySource, startUs: number) {
    this.#source = source;
    this.#axis = new TimeAxis(startUs);
  }

  get source(): PlaySource {
    return this.#source;
  }

  get place(): Place {
    return this.#place;
  }

  /** Wall clock of the newest entry that was taken, in µs; undefined where nothing tells it. */
  get positionUs(): number | undefined {
    return this.#axis.wallUs;
  }

  isBefore(place: Place): boolean {
    return isBefore(this.#place, place);
  }

  /** The next entry; undefined at the end. */
  async look(): Promise<Entry | undefined> {
    while (this.#entries.length === 0) {
      const entries = await this.#source.read(this.#place.block);
      if (entries === undefined) return undefined;
      this.#entries = entries;
      if (entries.length === 0) this.#place = {block: this.#place.block + 1, entry: 0};
    }

    return this.#entries[this.#place.entry];
  }

  /** When an entry that was looked at is due, by the clock of the replay. */
  dueUs(entry: Entry): number {
    this.#dueUs ??= this.#axis.at(entry);
    return this.#dueUs;
  }

  /** The entry that was looked at is played. */
  take(): void {
    const {block, entry} = this.#place;
    const isLast = entry + 1 === this.#entries.length;
    this.#place = isLast ? {block: block + 1, entry: 0} : {block, entry: entry + 1};
    if (isLast) this.#entries = [];
    this.#dueUs = undefined;
  }

  leap(place: Place): void {
    this.#place = place;
    this.#entries = [];
    this.#dueUs = undefined;
    this.#axis.jump();
  }

  /** The same recording, where its places can be gone to. */
  change(source: PlaySource): void {
    this.#source.close();
    this.#source = source;
  }
}

export function isBefore(a: Place, b: Place): boolean {
  return a.block < b.block || (a.block === b.block && a.entry < b.entry);
}

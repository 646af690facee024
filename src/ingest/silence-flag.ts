import {SILENCE_FLAG_US} from '../domain/connection-state.js';

export type SilenceChange = 'fell_silent' | 'heard_again';

/** Tells once when a connection has been silent for long, and once when it no longer is. */
export class SilenceFlag {
  #isSilent = false;

  /** To be called now and then. `lastDataUs`: the last data frame, 0 while there was none. */
  check(isLive: boolean, lastDataUs: number, nowUs: number): SilenceChange | undefined {
    const isSilent = isLive && nowUs - lastDataUs >= SILENCE_FLAG_US;
    if (isSilent === this.#isSilent) return undefined;
    this.#isSilent = isSilent;
    if (isSilent) return 'fell_silent';
    return isLive ? 'heard_again' : undefined; // A lost connection has a word of its own.
  }
}

// A recording that is played, for tests of the view and to look at.

import type {Playback} from '../../src/domain/playback.js';
import type {Session} from '../../src/domain/session.js';
import {createDateFormat, createTimeFormat} from '../../src/view/format-time.js';
import type {LocalTime} from '../../src/view/local-time.js';
import {SAMPLE_WALL_MS, sampleSession} from './view-sample.js';

export const UTC: LocalTime = zoneOf('UTC');

export function zoneOf(timeZone: string): LocalTime {
  return {formatTime: createTimeFormat(timeZone), formatDate: createDateFormat(timeZone)};
}

/** Of five minutes on one day, paused at 13:02:11.250, which is in its middle. */
export function samplePlayback(change: Partial<Playback> = {}): Playback {
  const positionUs = SAMPLE_WALL_MS * 1000 + 250_000;
  return {
    state: 'paused',
    speed: 1,
    positionUs,
    firstUs: positionUs - 150_000_000,
    lastUs: positionUs + 150_000_000,
    fraction: 0.5,
    prepared: undefined,
    isCutOff: false,
    ...change,
  };
}

export function sampleReplay(change: Partial<Playback> = {}, marketCount = 4): Session {
  return sampleSession({source: 'replay', playback: samplePlayback(change), marketCount});
}

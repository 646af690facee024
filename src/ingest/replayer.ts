// Plays the frames of a file into the ingest loop, at the recorded pace or as fast as it can be read.

import {setImmediate as nextTurn, setTimeout as delay} from 'node:timers/promises';
import type {Clock} from '../domain/clock.js';
import {decodeFrame} from '../protocol/decode-frame.js';
import {readFrames} from '../recording/read-frames.js';
import {ReplayPacer} from './replay-pacer.js';

/** Where frames leave no pause, the thread hears messages and publishes at least this often. */
const SLICE_US = 8_000;

/** Pauses below this are saved up: a timer is not finer. */
const LEAST_PAUSE_MS = 2;

export type ReplayOptions = {
  readonly path: string;
  readonly speed: number | 'max';
  readonly clock: Clock;
  readonly onFrame: (frame: Uint8Array, recvMs: number | undefined) => void;
  /** Whether a reader of the records is behind; then the next frames wait. */
  readonly isBehind: () => boolean;
  readonly whenReady: () => Promise<void>;
  readonly signal: AbortSignal;
};

/** Resolves at the end of the file, or when the signal aborts. */
export async function replay(options: ReplayOptions): Promise<void> {
  const {path, speed, clock, onFrame, isBehind, whenReady, signal} = options;
  const pacer = speed === 'max' ? undefined : new ReplayPacer(speed);
  let sliceStartUs = clock.nowUs();
  let dueUs = sliceStartUs;
  for await (const frames of readFrames(path)) {
    for (const {frame, recvMs} of frames) {
      if (pacer !== undefined) {
        // Decoding twice is the price of the pace; the loop decodes again, with its own clock running.
        const events = recvMs === undefined ? decodeFrame(frame).events : [];
        dueUs += pacer.pauseBeforeMs(recvMs, events) * 1000;
        const pauseMs = (dueUs - clock.nowUs()) / 1000;
        if (pauseMs >= LEAST_PAUSE_MS) {
          await sleep(pauseMs, signal);
          sliceStartUs = clock.nowUs();
        }
      }

      if (clock.nowUs() - sliceStartUs > SLICE_US) {
        await nextTurn();
        sliceStartUs = clock.nowUs();
      }

      if (signal.aborted) return;
      onFrame(frame, recvMs);
      if (isBehind()) await whenReady();
    }
  }
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, {signal});
  } catch {
    // Aborted, the only way for a timer to fail: the caller looks at the signal.
  }
}

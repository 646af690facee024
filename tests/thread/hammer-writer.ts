// A free-running writer: publishes the numbers 1, 2, 3, … as fast as it can, each as a slot that
// holds nothing else, until it is told to stop.

import {parentPort, workerData} from 'node:worker_threads';
import {TripleBufferWriter, type TripleBufferMemory} from '../../src/snapshot/triple-buffer.js';

export type HammerData = {
  readonly memory: TripleBufferMemory;
  /** The writer stops when this is no longer 0. */
  readonly stop: SharedArrayBuffer;
};

const {memory, stop} = workerData as HammerData;
const flag = new Int32Array(stop);
const writer = new TripleBufferWriter(memory);
let published = 0;
parentPort!.postMessage('writing');
while (Atomics.load(flag, 0) === 0) {
  published++;
  writer.publish((slot) => slot.fill(published));
}

parentPort!.postMessage(published);

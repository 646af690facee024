// Loaded into the program with `node --import`: throws from a timer as soon as the file named by
// FAULT_FILE is there, in the thread named by FAULT_THREAD: `main`, or `ingest` of the first
// generation.

import {existsSync} from 'node:fs';
import {isMainThread, workerData} from 'node:worker_threads';

const {FAULT_FILE, FAULT_THREAD} = process.env;
const isHere =
  FAULT_THREAD === 'main' ? isMainThread : !isMainThread && workerData?.generation === 1;

if (isHere) {
  const timer = setInterval(() => {
    if (!existsSync(FAULT_FILE)) return;
    clearInterval(timer);
    throw new Error(`a fault was asked for in ${FAULT_THREAD}`);
  }, 10);
  timer.unref();
}

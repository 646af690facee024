// A worker that runs and says nothing.

import {parentPort} from 'node:worker_threads';

parentPort.on('message', () => undefined);

// A worker that is ready and says back what it is told.

import {parentPort} from 'node:worker_threads';

parentPort.on('message', (told) => {
  parentPort.postMessage({type: 'log', level: 'debug', message: 'told', fields: told});
  if (told.type === 'close') parentPort.close();
});
parentPort.postMessage({type: 'ready'});

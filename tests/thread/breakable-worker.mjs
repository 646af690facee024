// The ingest worker as it ships, which also breaks in the way that a test asks for.

import process from 'node:process';
import {parentPort} from 'node:worker_threads';

await import('../../dist/ingest-worker.js');

parentPort.on('message', ({type}) => {
  switch (type) {
    case 'test_throw':
      throw new Error('broken\non purpose');
    case 'test_exit':
      process.exit(3);
      break;
    case 'test_hang':
      for (;;);
  }
});

// Entry of the worker thread in which the simulated exchange runs, away from painting and ingestion.

import {parentPort, workerData} from 'node:worker_threads';
import {invariant} from '../domain/problem.js';
import {ExchangeServer} from './exchange-server.js';
import type {ExchangeWorkerData, FromExchangeWorker, ToExchangeWorker} from './worker-messages.js';

invariant(parentPort !== null, 'exchange-worker.ts runs in a worker thread only');
const port = parentPort;

function post(message: FromExchangeWorker): void {
  port.postMessage(message);
}

try {
  const server = await ExchangeServer.start({
    ...(workerData as ExchangeWorkerData),
    rolls: true,
  });
  port.on('message', (message: ToExchangeWorker) => {
    if (message.type === 'stats') {
      const activeMs = performance.eventLoopUtilization().active;
      post({type: 'stats', counters: server.counters, activeMs});
      return;
    }

    // With the server and the port closed nothing is left, and the thread ends by itself.
    void server.close().then(() => {
      port.close();
    });
  });
  post({type: 'listening', wsUrl: server.wsUrl, restUrl: server.restUrl});
} catch (error) {
  post({type: 'failed', message: error instanceof Error ? error.message : String(error)});
}

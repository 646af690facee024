import {Worker} from 'node:worker_threads';
import type {ExchangeWorkerData, FromExchangeWorker, ToExchangeWorker} from './worker-messages.js';

/** A worker that does not end by itself within this time after being asked is ended. */
const CLOSE_TIMEOUT_MS = 2000;

export type ExchangeWorkerStats = Extract<FromExchangeWorker, {readonly type: 'stats'}>;

export type RunningExchange = {
  readonly wsUrl: string;
  /** Base address of all three REST interfaces. */
  readonly restUrl: string;
  readonly stats: () => Promise<ExchangeWorkerStats>;
  /** Resolves when the thread is gone; may be called again. */
  readonly close: () => Promise<void>;
};

/**
 * Starts the simulated exchange in a thread of its own, from the built worker, and resolves when
 * it listens; rejects when it cannot.
 */
export async function startExchangeWorker(
  workerUrl: URL,
  options: ExchangeWorkerData,
): Promise<RunningExchange> {
  const worker = new Worker(workerUrl, {workerData: options, name: 'exchange'});
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      resolve();
    });
  });

  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    const timer = setTimeout(() => void worker.terminate(), CLOSE_TIMEOUT_MS);
    post({type: 'close'});
    await exited;
    clearTimeout(timer);
  }

  function post(message: ToExchangeWorker): void {
    worker.postMessage(message);
  }

  const first = await nextMessage(worker);
  if (first.type !== 'listening') {
    await worker.terminate();
    const reason = first.type === 'failed' ? first.message : `it said "${first.type}" first`;
    throw new Error(`The simulated exchange did not start: ${reason}`);
  }

  return {
    wsUrl: first.wsUrl,
    restUrl: first.restUrl,
    stats: async () => {
      // Nothing but the answers to such questions comes after the first message.
      const answer = nextMessage(worker);
      post({type: 'stats'});
      return (await answer) as ExchangeWorkerStats;
    },
    close: () => (closed ??= close()),
  };
}

/** A worker that ends would be waited for in vain. */
function nextMessage(worker: Worker): Promise<FromExchangeWorker> {
  return new Promise((resolve, reject) => {
    function refuse(reason: unknown): void {
      const cause = reason instanceof Error ? reason : undefined;
      settle();
      reject(new Error('The thread of the simulated exchange ended', {cause}));
    }

    function accept(message: FromExchangeWorker): void {
      settle();
      resolve(message);
    }

    function settle(): void {
      worker.off('message', accept).off('error', refuse).off('exit', refuse);
    }

    worker.on('message', accept).on('error', refuse).on('exit', refuse);
  });
}

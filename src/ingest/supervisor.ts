// The main thread's end of the ingest worker: starts it, restarts it when it dies, and tells it
// again what to watch. A new worker gets new memory, since one that was killed in the middle of a
// publish can leave a slot that nobody owns.

import {Worker} from 'node:worker_threads';
import type {PlayCommand} from '../domain/playback.js';
import type {RecordingTarget} from '../domain/recording.js';
import type {FrameFilter} from '../domain/inspected-frame.js';
import type {AssetId, ConditionId, Market} from '../domain/market.js';
import type {Clock} from '../domain/clock.js';
import type {HttpProxy} from '../domain/http-proxy.js';
import {toPlainText} from '../domain/plain-text.js';
import {allocateTripleBuffer, TripleBufferReader} from '../snapshot/triple-buffer.js';
import {SLOT_LENGTH} from '../snapshot/layout.js';
import type {FromIngest, IngestWorkerData, RestAccess, ToIngest} from './messages.js';

const FIRST_RESTART_US = 500_000;
const LONGEST_RESTART_US = 30_000_000;

/** A worker that lived this long is not the same trouble as the one before. */
const HEALTHY_US = 30_000_000;

/** A worker that says nothing for so long after its start counts as crashed. */
const READY_TIMEOUT_MS = 10_000;

/** How long a worker may take to close its socket and send its last records. */
const CLOSE_TIMEOUT_MS = 3_000;

/** An error's message may have several lines, and be long. */
const MAX_REASON_LENGTH = 120;

export type WorkerDown = {
  /** A sentence without a full stop. */
  readonly reason: string;
  readonly retryAtUs: number;
};

export type SupervisorOptions = Omit<IngestWorkerData, 'generation' | 'memory'> & {
  readonly workerUrl: URL;
  readonly clock: Clock;
  readonly onMessage: (message: FromIngest) => void;
  readonly onUp: (generation: number) => void;
  readonly onDown: (down: WorkerDown) => void;
};

export class IngestSupervisor {
  readonly #options: SupervisorOptions;
  readonly #watched = new Map<string, Market>();
  #worker: Worker | undefined;
  #reader: TripleBufferReader | undefined;
  #address: Extract<ToIngest, {type: 'connect'}> | undefined;
  #focus: AssetId | undefined;
  #inspected: FrameFilter | undefined;
  #recorded: RecordingTarget | undefined;
  #isPlaying = false;
  #isReady = false;
  #generation = 0;
  #failures = 0;
  #isClosing = false;
  #restartTimer: NodeJS.Timeout | undefined;
  #readyTimer: NodeJS.Timeout | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** The newest worker's end of the shared memory; undefined until there is one. */
  get reader(): TripleBufferReader | undefined {
    return this.#reader;
  }

  start(): void {
    const {workerUrl, clock, onMessage, onUp, onDown, frameSource, logs} = this.#options;
    const {publishIntervalUs, streams, depth, board, hasViewer} = this.#options;
    const memory = allocateTripleBuffer(SLOT_LENGTH);
    const generation = ++this.#generation;
    const workerData: IngestWorkerData = {
      generation,
      frameSource,
      memory,
      board,
      publishIntervalUs,
      streams,
      depth,
      logs,
      hasViewer,
    };
    const worker = new Worker(workerUrl, {workerData, name: 'ingest'});
    const startedUs = clock.nowUs();
    let failure: string | undefined;
    this.#worker = worker;
    this.#isReady = false;
    this.#reader = new TripleBufferReader(memory);
    this.#readyTimer = setTimeout(() => {
      failure = `it was not ready within ${READY_TIMEOUT_MS / 1000} s`;
      void worker.terminate();
    }, READY_TIMEOUT_MS);

    worker.on('message', (message: FromIngest) => {
      if (this.#worker !== worker) return;
      if (message.type === 'ready') {
        clearTimeout(this.#readyTimer);
        this.#isReady = true;
        this.#brief();
        onUp(generation);
      }

      onMessage(message);
    });
    worker.on('error', (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      failure = toPlainText(message, MAX_REASON_LENGTH);
    });
    worker.on('exit', (code) => {
      clearTimeout(this.#readyTimer);
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      if (this.#isClosing) return;
      if (clock.nowUs() - startedUs >= HEALTHY_US) this.#failures = 0;
      const delayUs = Math.min(LONGEST_RESTART_US, FIRST_RESTART_US * 2 ** this.#failures++);
      onDown({reason: failure ?? `it ended with code ${code}`, retryAtUs: clock.nowUs() + delayUs});
      this.#restartTimer = setTimeout(() => {
        this.start();
      }, delayUs / 1000);
    });
  }

  /** Where the sockets of a live or demo session lead, and whom the watchdogs may ask. */
  connect(url: string, access: {proxy?: HttpProxy | undefined; rest?: RestAccess} = {}): void {
    this.#address = {type: 'connect', url, proxy: access.proxy, rest: access.rest};
    this.#post(this.#address);
  }

  watch(markets: readonly Market[]): void {
    for (const market of markets) this.#watched.set(market.conditionId, market);
    this.#post({type: 'watch', markets});
  }

  unwatch(markets: readonly ConditionId[]): void {
    for (const market of markets) this.#watched.delete(market);
    this.#post({type: 'unwatch', markets});
  }

  /** Returns whether that is another book than before. */
  focus(assetId: AssetId): boolean {
    if (this.#focus === assetId) return false;
    this.#focus = assetId;
    this.#post({type: 'focus', assetId});
    return true;
  }

  /** Lets a replay begin; again by itself after a restart. */
  play(): void {
    this.#isPlaying = true;
    this.#post({type: 'play'});
  }

  acknowledge(): void {
    this.#post({type: 'ack'});
  }

  acknowledgeHistory(): void {
    this.#post({type: 'history_taken'});
  }

  /** Asks for the focused book anew. A new worker does that by itself, so it is not told. */
  resync(): void {
    this.#post({type: 'resync'});
  }

  /** Which frames are wanted from now on; undefined: none. */
  inspect(filter: FrameFilter | undefined): void {
    const {kind, market} = this.#inspected ?? {};
    const isSame = (filter === undefined) === (this.#inspected === undefined);
    if (isSame && filter?.kind === kind && filter?.market === market) return;
    this.#inspected = filter;
    this.#post({type: 'inspect', filter});
  }

  /** Of a replay that begins anew nothing that was asked before is asked again. */
  command(command: PlayCommand): void {
    this.#post({type: 'command', command});
  }

  /** Records into a file that was made ready; undefined ends it. A new worker goes on with it. */
  record(target: RecordingTarget | undefined): void {
    this.#recorded = target;
    this.#post({type: 'record', target});
  }

  dump(): void {
    this.#post({type: 'dump'});
  }

  /** Ends the worker: politely first, by force after three seconds. */
  async close(): Promise<void> {
    this.#isClosing = true;
    clearTimeout(this.#restartTimer);
    clearTimeout(this.#readyTimer);
    const worker = this.#worker;
    if (worker === undefined) return;
    const exited = new Promise<void>((resolve) =>
      worker.once('exit', () => {
        resolve();
      }),
    );
    if (!this.#isReady) void worker.terminate();
    this.#post({type: 'close'});
    const force = setTimeout(() => void worker.terminate(), CLOSE_TIMEOUT_MS);
    await exited;
    clearTimeout(force);
  }

  /** Tells a worker that has just become ready everything that was said before. */
  #brief(): void {
    // First of all, so that nothing comes before it.
    if (this.#recorded !== undefined) this.#post({type: 'record', target: this.#recorded});
    if (this.#address !== undefined) this.#post(this.#address);
    if (this.#watched.size > 0) this.#post({type: 'watch', markets: [...this.#watched.values()]});
    if (this.#focus !== undefined) this.#post({type: 'focus', assetId: this.#focus});
    if (this.#inspected !== undefined) this.#post({type: 'inspect', filter: this.#inspected});
    if (this.#isPlaying) this.#post({type: 'play'});
  }

  /** What is said before a worker is ready reaches it through `#brief`. */
  #post(message: ToIngest): void {
    if (this.#isReady) this.#worker?.postMessage(message);
  }
}

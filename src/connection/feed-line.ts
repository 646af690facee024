// A line to the market channel for as long as it is wanted, over one socket after another. A socket
// that is lost is replaced after a pause; one that is only doubted stays until its successor has
// taken over (make before break).

import type {AssetId} from '../domain/market.js';
import type {Clock, Timers} from '../domain/clock.js';
import type {ConnectionState} from '../domain/connection-state.js';
import {backoffUs} from './backoff.js';
import {IDLE_CONNECTION, transition} from './connection-machine.js';
import type {ConnectionInput} from './connection-machine.js';
import {FeedSocket} from './feed-socket.js';
import type {SocketLimits} from './feed-socket.js';
import type {OpenLink} from './transport.js';

/** A successor that has not all of its books by then is given up. */
const SUCCESSOR_TIMEOUT_US = 10_000_000;

/** How long the old socket stays beside the new one: what was under way, trades above all, still comes. */
const LINGER_US = 2_000_000;

/** After so long without a replacement the next one need not wait. */
const REPLACEMENT_REST_US = 30_000_000;

export type FeedLineOptions = {
  /** Counts the lines of the session, from 1. */
  readonly number: number;
  readonly open: OpenLink;
  readonly clock: Clock;
  readonly timers: Timers;
  /** In [0, 1); spreads the retries of many clients. */
  readonly random: () => number;
  readonly limits?: Partial<SocketLimits> | undefined;
  /** Numbers a new socket, uniquely in this session. */
  readonly nextEpoch: () => number;
  readonly onFrame: (
    line: FeedLine,
    socket: FeedSocket,
    frame: Uint8Array,
    tsRecvUs: number,
    wallMs: number,
  ) => void;
  /** After each change of state. */
  readonly onState: (line: FeedLine, state: ConnectionState) => void;
  /** A successor was sent for, or is gone without having taken over. */
  readonly onSuccessor: (line: FeedLine, successor: FeedSocket | undefined) => void;
  /** The socket that fed the books is gone. Its successor, if there was one, has its place. */
  readonly onLost: (line: FeedLine) => void;
};

export class FeedLine {
  readonly #options: FeedLineOptions;
  readonly #assetIds = new Set<AssetId>();
  readonly #sockets = new Set<FeedSocket>();
  #connection = IDLE_CONNECTION;
  #active: FeedSocket | undefined;
  #successor: FeedSocket | undefined;
  #cancelRetry: (() => void) | undefined;
  #cancelSuccessor: (() => void) | undefined;
  readonly #cancelLingers = new Set<() => void>();
  #successorFailures = 0;
  #successorDueUs = 0;
  #replacedUs = Number.NEGATIVE_INFINITY;
  #healthyUntilUs = 0;
  #opened = 0;
  #whenClosed: (() => void)[] = [];

  constructor(options: FeedLineOptions) {
    this.#options = options;
  }

  get number(): number {
    return this.#options.number;
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  get assetIds(): ReadonlySet<AssetId> {
    return this.#assetIds;
  }

  /** The socket that feeds the books. */
  get active(): FeedSocket | undefined {
    return this.#active;
  }

  /** The one that is to take over. */
  get successor(): FeedSocket | undefined {
    return this.#successor;
  }

  /** Times a socket was opened after the first. */
  get reconnects(): number {
    return Math.max(0, this.#opened - 1);
  }

  /** Adds assets to what is subscribed, now and after every reconnect; opens the first socket. */
  subscribe(assetIds: readonly AssetId[]): void {
    const added = assetIds.filter((assetId) => !this.#assetIds.has(assetId));
    for (const assetId of added) this.#assetIds.add(assetId);
    if (added.length === 0) return;
    if (this.state.phase === 'idle') this.#advance({type: 'open_requested', atUs: this.#nowUs()});
    else for (const socket of this.#subscribed()) socket.subscribe(added);
  }

  unsubscribe(assetIds: readonly AssetId[]): void {
    const removed = assetIds.filter((assetId) => this.#assetIds.delete(assetId));
    for (const socket of this.#subscribed()) socket.unsubscribe(removed);
  }

  /** A frame of the active socket was data: one that only answers pings never becomes `live`. */
  noteData(atUs: number): void {
    this.#healthyUntilUs = atUs;
    if (this.state.phase !== 'live') this.#advance({type: 'data', atUs});
  }

  /** There are no data, and REST says that none were to come. */
  confirmSilence(): void {
    const atUs = this.#nowUs();
    this.#healthyUntilUs = atUs;
    this.#advance({type: 'silence_confirmed', atUs});
  }

  /** There are no data, though there should be: another socket has to take over. */
  contradictSilence(reason: string): void {
    this.#advance({type: 'silence_contradicted', atUs: this.#nowUs(), reason});
    this.replace();
  }

  /**
   * Opens another socket beside this one. Does nothing where one is on its way already, or where
   * the last one failed too short a time ago: to be called again for as long as there is a reason.
   */
  replace(): void {
    const nowUs = this.#nowUs();
    if (this.state.phase === 'closed' || nowUs < this.#successorDueUs) return;
    if (this.#active?.isOpen !== true || this.#successor !== undefined) return;
    if (nowUs - this.#replacedUs >= REPLACEMENT_REST_US) this.#successorFailures = 0;
    this.#successor = this.#open();
    this.#cancelSuccessor = this.#options.timers.after(SUCCESSOR_TIMEOUT_US, () => {
      this.#abandon();
    });
    this.#options.onSuccessor(this, this.#successor);
  }

  /** The successor has all books: from here on it is the one. The old socket goes a little later. */
  promote(): void {
    const old = this.#active;
    if (this.#successor === undefined) return;
    this.#takeOver();
    this.#replacedUs = this.#nowUs();
    this.#delaySuccessor();
    this.#advance({type: 'replaced', atUs: this.#replacedUs});
    if (old === undefined) return;
    const cancel = this.#options.timers.after(LINGER_US, () => {
      this.#cancelLingers.delete(cancel);
      old.close();
    });
    this.#cancelLingers.add(cancel);
  }

  /** Does not wait for the end of a pause: the network may be back. */
  retryNow(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#advance({type: 'retry_due', atUs: this.#nowUs()});
  }

  /** Says goodbye and resolves when all of its sockets are gone, after half a second at the latest. */
  async close(): Promise<void> {
    this.#advance({type: 'close_requested', atUs: this.#nowUs()});
    this.#cancelRetry?.();
    this.#cancelSuccessor?.();
    for (const cancel of this.#cancelLingers) cancel();
    for (const socket of this.#sockets) socket.close();
    if (this.#sockets.size > 0) {
      await new Promise<void>((resolve) => this.#whenClosed.push(resolve));
    }
  }

  #nowUs(): number {
    return this.#options.clock.nowUs();
  }

  #subscribed(): FeedSocket[] {
    return [this.#active ?? [], this.#successor ?? []].flat();
  }

  #advance(input: ConnectionInput): void {
    const before = this.#connection;
    this.#connection = transition(before, input);
    if (this.#connection === before) return;

    const {state} = this.#connection;
    this.#options.onState(this, state);
    if (this.#connection.state !== state) return; // Closed by whoever was told.
    if (state.phase === 'connecting') this.#active ??= this.#open();
    else if (state.phase === 'backing_off' && this.#active === undefined) {
      this.#cancelRetry = this.#options.timers.after(state.retryAtUs - state.sinceUs, () => {
        this.retryNow();
      });
    }
  }

  #open(): FeedSocket {
    const {open, clock, timers, limits, nextEpoch, onFrame} = this.#options;
    const socket = new FeedSocket({
      epoch: nextEpoch(),
      open,
      clock,
      timers,
      limits,
      assetIds: () => [...this.#assetIds],
      onOpen: () => {
        this.#opened++;
        if (socket === this.#active) this.#advance({type: 'opened', atUs: this.#nowUs()});
      },
      onFrame: (frame, tsRecvUs, wallMs) => {
        if (this.state.phase !== 'closed') onFrame(this, socket, frame, tsRecvUs, wallMs);
      },
      onClosed: (reason) => {
        this.#onClosed(socket, reason);
      },
    });
    this.#sockets.add(socket);
    return socket;
  }

  #onClosed(socket: FeedSocket, reason: string): void {
    this.#sockets.delete(socket);
    if (this.#sockets.size === 0) for (const resolve of this.#whenClosed.splice(0)) resolve();
    if (this.state.phase === 'closed') return;
    if (socket === this.#successor) this.#abandon();
    if (socket !== this.#active) return;

    this.#active = undefined;
    const heir = this.#successor;
    if (heir !== undefined) this.#takeOver();
    if (socket.hasOpened) this.#options.onLost(this);
    this.#advance({
      type: 'lost',
      atUs: this.#nowUs(),
      healthyUntilUs: this.#healthyUntilUs,
      reason,
      random: this.#options.random(),
    });
    if (heir !== undefined) {
      // What a reconnect would have to begin is under way already.
      this.#advance({type: 'retry_due', atUs: this.#nowUs()});
      if (heir.isOpen) this.#advance({type: 'opened', atUs: this.#nowUs()});
    }
  }

  #takeOver(): void {
    this.#cancelSuccessor?.();
    this.#active = this.#successor;
    this.#successor = undefined;
  }

  #abandon(): void {
    const successor = this.#successor;
    if (successor === undefined) return;
    this.#cancelSuccessor?.();
    this.#successor = undefined;
    this.#delaySuccessor();
    if (!successor.isClosed) successor.close();
    this.#options.onSuccessor(this, undefined);
  }

  /** The next one waits the longer the more there were. */
  #delaySuccessor(): void {
    const waitUs = backoffUs(++this.#successorFailures, this.#options.random());
    this.#successorDueUs = this.#nowUs() + waitUs;
  }
}

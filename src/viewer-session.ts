// What the viewer knows and does, without anything that draws: the session, the user's choices, the
// newest snapshot, and what keys and the worker's messages change of them.

import type {PastSource} from './domain/history.js';
import type {AssetId, Market} from './domain/market.js';
import type {MouseAction} from './domain/mouse-action.js';
import type {Playback} from './domain/playback.js';
import type {Session, SessionStage} from './domain/session.js';
import type {Snapshot} from './domain/snapshot.js';
import {EventLog} from './event-log.js';
import {feedUsAt, toSystemTimes} from './feed-times.js';
import {startFeed} from './feed.js';
import type {Feed, FeedMessage} from './feed.js';
import {FocusWait} from './focus-wait.js';
import {followSeries, selectFollowed} from './follow-series.js';
import {FrameLog} from './frame-log.js';
import type {WorkerDown} from './ingest/supervisor.js';
import {describeLookup} from './lookup-words.js';
import {LookBack} from './look-back.js';
import type {LatencyBoard} from './metrics/latency-board.js';
import {LatencyReadings} from './metrics/latency-readings.js';
import {Notices} from './notices.js';
import {openKeeper} from './open-keeper.js';
import {PickerDesk} from './picker-desk.js';
import {endingOf} from './problem-text.js';
import type {ProgramContext} from './program-context.js';
import {RecorderControl} from './recorder-control.js';
import {runCommand} from './run-command.js';
import type {ViewModel} from './view/build-view-model.js';
import {handleKey, handlePaste} from './view/handle-key.js';
import type {Command, KeyContext, KeyOutcome} from './view/handle-key.js';
import {selectFilter} from './view/inspector-choice.js';
import {handleMouse} from './view/handle-mouse.js';
import {selectBook, type Selection} from './view/selection.js';
import {createUiState, reduceUi} from './view/ui-state.js';
import type {UiAction, UiState} from './view/ui-state.js';
import {ViewerMarkets} from './viewer-markets.js';

export type ViewerSessionOptions = ProgramContext & {
  /** Stops the program as ctrl-z does. */
  readonly onSuspend: () => void;
};

export class ViewerSession {
  readonly #options: ViewerSessionOptions;
  readonly #feed: Feed;
  readonly #markets: ViewerMarkets;
  readonly #picker: PickerDesk;
  readonly #lookBack: LookBack;
  /** The market on the screen, with its outcome, as `ViewerMarkets` knows it. */
  #shown: Selection | undefined;
  #stage: SessionStage;
  #down: Extract<SessionStage, {kind: 'worker_down'}> | undefined;
  #connectionReason: string | undefined;
  readonly #notices: Notices;
  readonly #recorder: RecorderControl;
  #playback: Playback | undefined;
  /** The one that is shown. */
  #snapshot: Snapshot | undefined;
  #ui: UiState;
  readonly #feedUs = (): number => {
    const newest = this.#feed.newest.look();
    const nowUs = this.#options.clock.nowUs();
    return newest === undefined ? nowUs : feedUsAt(newest, nowUs);
  };
  readonly #changed = (): void => {
    this.onChange();
  };
  readonly #focusWait = new FocusWait(this.#changed);
  readonly latency: LatencyReadings;
  readonly events = new EventLog();
  readonly frames = new FrameLog();
  /** Called after each change that should be seen at once. */
  onChange: () => void = () => undefined;
  /** Sends a sequence that draws nothing to the terminal; a newer one of its name replaces it. */
  onSend: (name: string, sequence: string) => void = () => undefined;

  constructor(options: ViewerSessionOptions) {
    const {clock, log, shutdown} = options;
    const nowUs = clock.nowUs();
    this.#options = options;
    this.#notices = new Notices(options.options.notices);
    this.#ui = createUiState({...options.options, atUs: nowUs});
    this.#stage = {kind: 'looking_up', what: describeLookup(options), sinceUs: nowUs};
    this.#feed = startFeed({
      ...options,
      onMessage: (message) => {
        this.#onMessage(message);
      },
      onUp: () => {
        this.#onUp();
      },
      onDown: (down) => {
        this.#onDown(down);
      },
    });
    this.#recorder = new RecorderControl({
      ...{...this.#feed, ...options.options, clock},
      onNotice: this.#say,
      onRemark: this.#remark,
    });
    this.#lookBack = new LookBack({...this.#feed, log, onChange: this.#changed});
    this.#markets = new ViewerMarkets({
      options: options.options,
      feed: this.#feed,
      keeper: openKeeper({...options, source: this.#feed.source, onNotice: this.#say}),
      onNotice: this.#say,
      onGone: (markets) => {
        this.#lookBack.forget(markets);
      },
    });
    this.#picker = new PickerDesk({
      ...options,
      feed: this.#feed,
      markets: this.#markets,
      picker: () => this.#ui.picker,
      onAction: (action) => {
        this.#act(action);
      },
      onNotice: this.#say,
      onOpened: () => {
        this.#stage = {kind: 'running'};
      },
    });
    this.latency = new LatencyReadings(this.#feed.board, clock.nowUs, this.#feedUs);
    options.metrics?.tellOf(this.#feed, () => this.#markets.catalog);
    if (this.#feed.source === 'replay') {
      this.#stage = {kind: 'running'};
      this.#feed.supervisor.play();
      return;
    }

    this.#followSeries();
    this.#begin().catch((error: unknown) => {
      if (shutdown.isEnding) return;
      log.write('error', 'The lookup failed', {error: String(error)});
      void shutdown.end(endingOf(error));
    });
  }

  /** What all threads measure, to record into. */
  get board(): LatencyBoard {
    return this.#feed.board;
  }

  get pasts(): PastSource {
    return this.#lookBack.pasts;
  }

  get ui(): UiState {
    return this.#ui;
  }

  /** Whether there is a newer snapshot than the one read last, and it is worth a picture. */
  get isFresh(): boolean {
    return this.#feed.newest.isFresh && !this.#focusWait.isWaiting;
  }

  toSession(): Session {
    return {
      source: this.#feed.source,
      stage: this.#down ?? this.#stage,
      catalog: this.#markets.catalog,
      watchedIds: this.#markets.watchedIds,
      connectionReason: this.#connectionReason,
      pastTrades: this.#lookBack.trades.answers,
      recording: this.#recorder.state,
      playback: this.#playback,
      notices: this.#notices.all,
    };
  }

  /** The newest snapshot: read from shared memory if there is one, else the one before. */
  pullSnapshot(): Snapshot | undefined {
    const newest = this.#feed.newest.take();
    this.#snapshot = newest && toSystemTimes(newest, this.#options.clock.nowUs());
    this.#lookBack.follow(selectBook(this.#ui, this.#markets.catalog), this.#snapshot);
    return this.#snapshot;
  }

  onKey(key: string, view: ViewModel | undefined): void {
    this.#apply(handleKey(this.#ui, key, {...this.#toPressed(), view}));
  }

  onMouse(action: MouseAction, view: ViewModel | undefined): void {
    this.#apply(handleMouse(this.#ui, action, {...this.#toPressed(), view}));
  }

  onPaste(text: string): void {
    this.#apply(handlePaste(this.#ui, text));
  }

  /** What keys and clicks are about, beside the picture. */
  #toPressed(): Omit<KeyContext, 'view'> {
    return {
      session: this.toSession(),
      snapshot: this.#snapshot,
      latency: this.latency,
      events: this.events.view,
      frames: this.frames.view,
      nowUs: this.#options.clock.nowUs(),
    };
  }

  #apply({ui, commands}: KeyOutcome): void {
    this.#ui = ui;
    const movedTo = this.#settle();
    for (const command of commands) this.#run(command);
    // The picture of another book waits for that book, so that none is painted without it.
    if (movedTo !== undefined && this.#down === undefined) this.#focusWait.begin(movedTo);
    else this.onChange();
  }

  #act(action: UiAction): void {
    this.#ui = reduceUi(this.#ui, action);
    this.#settle();
    this.onChange();
  }

  #run(command: Command): void {
    runCommand(command, {
      ...this.#options,
      supervisor: this.#feed.supervisor,
      picker: this.#picker,
      recorder: this.#recorder,
      isReplay: this.#feed.source === 'replay',
      onNotice: this.#say,
      onRemark: this.#remark,
      onSend: this.onSend,
      toggleWatch: () => {
        this.#toggleWatch();
      },
    });
  }

  readonly #remark = (text: string): void => {
    this.#act({type: 'remarked', text, atUs: this.#options.clock.nowUs()});
  };

  readonly #say = (text: string): void => {
    this.#notices.say(text, this.#ui.noticesSeen);
    this.onChange();
  };

  async #begin(): Promise<void> {
    const {marketIndex, outcomeIndex, picker} = await this.#markets.begin();
    const atUs = this.#options.clock.nowUs();
    this.#stage = {kind: this.#markets.catalog.markets.length > 0 ? 'running' : 'picking'};
    this.#ui = {...this.#ui, marketIndex, outcomeIndex, selectedAtUs: atUs};
    // What was opened during the lookup stays open.
    if (picker !== undefined)
      this.#ui = reduceUi(this.#ui, {type: 'picker_opened', ...picker, atUs});
    this.#settle();
    this.onChange();
  }

  /** While it is wished, the next window of a series takes the place of one that is over. */
  #followSeries(): void {
    followSeries({
      ...this.#options,
      client: this.#feed.client,
      shown: () => selectFollowed(this.#ui, this.#markets.catalog, this.#snapshot, this.#stage),
      onNext: (before, next) => {
        const place = this.#markets.succeed(before, next, this.#ui.outcomeIndex);
        this.#say(`On to the next window of the series: "${before.question}" is over`);
        this.#act({type: 'market_opened', ...place, atUs: this.#options.clock.nowUs()});
      },
      onGivenUp: this.#say,
    });
  }

  #toggleWatch(): void {
    const selection = selectBook(this.#ui, this.#markets.catalog);
    if (selection === undefined) return;
    const {market, outcomeIndex} = selection;
    const text = this.#markets.toggleWatch(market, outcomeIndex);
    this.#stayOn(market);
    this.#remark(text);
  }

  /** The catalogue has another order, or other markets: the same one stays selected. */
  #stayOn({conditionId}: Market): void {
    const marketIndex = this.#markets.catalog.markets.findIndex(
      (market) => market.conditionId === conditionId,
    );
    this.#ui = reduceUi(this.#ui, {type: 'markets_moved', marketIndex});
  }

  /** What follows from the user's choices: the book in depth, the search, what is let go of. */
  #settle(): AssetId | undefined {
    this.#picker.follow(this.#ui.picker);
    this.#tellShown();
    return this.#tellWorker();
  }

  /** What is behind the picker is not on the screen. */
  #tellShown(): void {
    const selection = selectBook(this.#ui, this.#markets.catalog);
    if (selection === undefined || this.#ui.picker !== undefined) return;
    const {market, outcomeIndex} = selection;
    const isOther = selection.outcome.assetId !== this.#shown?.outcome.assetId;
    if (!isOther || this.#feed.source === 'replay') return;
    this.#shown = selection;
    this.#markets.show(market, outcomeIndex);
    this.#stayOn(market);
  }

  /**
   * What is looked at: the worker publishes the selected book in depth, and frames while they are
   * shown. Returns the book where it is another.
   */
  #tellWorker(): AssetId | undefined {
    const {full, inspector} = this.#ui;
    const selection = selectBook(this.#ui, this.#markets.catalog);
    const filter = selectFilter(inspector, selection?.market.conditionId);
    this.#feed.supervisor.inspect(full === 'inspector' ? filter : undefined);
    if (full !== 'inspector') this.frames.clear();
    const assetId = selection?.outcome.assetId ?? '';
    if (selection === undefined || assetId === '') return undefined;
    return this.#feed.supervisor.focus(assetId) ? assetId : undefined;
  }

  #onMessage(message: FeedMessage): void {
    switch (message.type) {
      case 'assets':
        this.#markets.nameAssets(message.assets);
        this.#tellWorker();
        this.onChange();
        break;
      case 'focused':
        this.#focusWait.arrived(message.assetId);
        break;
      case 'connection':
        this.#connectionReason = message.reason;
        this.onChange();
        break;
      case 'history':
        if (this.#markets.isKept(message.market))
          this.#lookBack.pasts.take(message.market, message.block);
        this.#feed.supervisor.acknowledgeHistory();
        break;
      case 'notice':
        // A worker that was restarted says the same again.
        if (!this.#notices.has(message.text)) this.#say(message.text);
        break;
      case 'recording':
        this.#recorder.onState(message.state);
        this.onChange();
        break;
      case 'markets':
        this.#markets.nameMarkets(message.markets);
        this.onChange();
        break;
      case 'playback':
        this.#playback = message.playback;
        if (message.playback.state !== 'ended') this.#stage = {kind: 'running'};
        this.onChange();
        break;
      case 'jumped':
        this.events.clear();
        break;
      case 'market_events':
        this.events.add(message.events, message.leftOut);
        this.onChange();
        break;
      case 'frames':
        if (this.#ui.full !== 'inspector') break; // The last ones, after it was closed.
        this.frames.add(message.frames, message.leftOut);
        this.onChange();
        break;
      case 'replay_ended':
        this.#stage = {kind: 'replay_ended', sinceUs: this.#options.clock.nowUs()};
        this.onChange();
        break;
      case 'ready':
      case 'records':
      case 'dump':
      case 'closed':
        break;
    }
  }

  #onUp(): void {
    this.#markets.forgetAssets();
    this.#lookBack.trades.forget();
    // Of the worker before: without the word that it is down, its levels would look live.
    this.#snapshot = undefined;
    this.#down = undefined;
    if (this.#feed.source === 'replay') this.#stage = {kind: 'running'}; // From its beginning.
    this.#connectionReason = undefined;
    this.onChange();
  }

  #onDown({reason, retryAtUs}: WorkerDown): void {
    const sinceUs = this.#options.clock.nowUs();
    this.#down = {kind: 'worker_down', reason, sinceUs, retryAtUs};
    this.onChange();
  }
}

// What the viewer knows and does, without anything that draws: the session, the user's choices, the
// newest snapshot, and what keys and the worker's messages change of them.

import {PolybookError} from './domain/problem.js';
import type {AssetId, Market} from './domain/market.js';
import type {MouseAction} from './domain/mouse-action.js';
import type {Session, SessionStage} from './domain/session.js';
import type {Snapshot} from './domain/snapshot.js';
import {EventLog} from './event-log.js';
import {startFeed} from './feed.js';
import type {Feed} from './feed.js';
import {FocusWait} from './focus-wait.js';
import {FrameLog} from './frame-log.js';
import {findMarkets, MAX_MARKETS} from './find-markets.js';
import type {FromIngest} from './ingest/messages.js';
import type {WorkerDown} from './ingest/supervisor.js';
import {describeLookup, problemText} from './lookup-words.js';
import {MarketPasts} from './market-pasts.js';
import {resolveMarkets} from './markets/resolve-market.js';
import type {LatencyBoard} from './metrics/latency-board.js';
import {LatencyReadings} from './metrics/latency-readings.js';
import {PastTradeDesk} from './past-trade-desk.js';
import {endingOf, sentenceOf} from './problem-text.js';
import type {ProgramContext} from './program-context.js';
import {copyLines} from './terminal/clipboard.js';
import type {ViewModel} from './view/build-view-model.js';
import {describeCopy} from './view/copy-keys.js';
import {handleKey, handlePaste} from './view/handle-key.js';
import type {Command, KeyContext, KeyOutcome} from './view/handle-key.js';
import {selectFilter} from './view/inspector-choice.js';
import {handleMouse} from './view/handle-mouse.js';
import {selectBook} from './view/selection.js';
import {createUiState, reduceUi} from './view/ui-state.js';
import type {UiAction, UiState} from './view/ui-state.js';
import {WatchList} from './watch-list.js';

export type ViewerSessionOptions = ProgramContext & {
  /** Stops the program as ctrl-z does. */
  readonly onSuspend: () => void;
};

export class ViewerSession {
  readonly #options: ViewerSessionOptions;
  readonly #feed: Feed;
  readonly #watched = new WatchList();
  readonly #pastTrades: PastTradeDesk;
  #stage: SessionStage;
  #down: Extract<SessionStage, {kind: 'worker_down'}> | undefined;
  #connectionReason: string | undefined;
  #notices: readonly string[] = [];
  /** The one that is shown. */
  #snapshot: Snapshot | undefined;
  #ui: UiState;
  readonly #focusWait = new FocusWait(() => {
    this.onChange();
  });
  /** The same, to show. */
  readonly latency: LatencyReadings;
  readonly events = new EventLog();
  readonly frames = new FrameLog();
  readonly pasts: MarketPasts;
  /** Called after each change that should be seen at once. */
  onChange: () => void = () => undefined;
  /** Sends a sequence that draws nothing to the terminal; a newer one of its name replaces it. */
  onSend: (name: string, sequence: string) => void = () => undefined;

  constructor(options: ViewerSessionOptions) {
    const {clock, log, shutdown} = options;
    const {limits, isBellOn, theme, hasMouse} = options.options;
    const nowUs = clock.nowUs();
    this.#options = options;
    this.#ui = createUiState({atUs: nowUs, limits, isBellOn, theme, hasMouse});
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
    this.pasts = new MarketPasts({
      client: this.#feed.source === 'replay' ? undefined : this.#feed.client,
      onChange: () => {
        this.onChange();
      },
    });
    this.#pastTrades = new PastTradeDesk({
      client: this.#feed.source === 'replay' ? undefined : this.#feed.client,
      log,
      onChange: () => {
        this.onChange();
      },
    });
    this.latency = new LatencyReadings(this.#feed.board, clock.nowUs);
    options.metrics?.tellOf(this.#feed, () => this.#watched.catalog);
    if (this.#feed.source === 'replay') {
      this.#stage = {kind: 'running'};
      this.#feed.supervisor.play();
      return;
    }

    this.#lookUp().catch((error: unknown) => {
      if (shutdown.isEnding) return;
      log.write('error', 'The lookup failed', {error: String(error)});
      void shutdown.end(endingOf(error));
    });
  }

  /** What all threads measure, to record into. */
  get board(): LatencyBoard {
    return this.#feed.board;
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
      catalog: this.#watched.catalog,
      connectionReason: this.#connectionReason,
      pastTrades: this.#pastTrades.answers,
      notices: this.#notices,
    };
  }

  /** The newest snapshot: read from shared memory if there is one, else the one before. */
  pullSnapshot(): Snapshot | undefined {
    this.#snapshot = this.#feed.newest.take();
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
    const movedTo = this.#tellWorker();
    for (const command of commands) this.#run(command);
    // The picture of another book waits for that book, so that none is painted without it.
    if (movedTo !== undefined && this.#down === undefined) this.#focusWait.begin(movedTo);
    else this.onChange();
  }

  #act(action: UiAction): void {
    this.#ui = reduceUi(this.#ui, action);
    this.#tellWorker();
    this.onChange();
  }

  #run(command: Command): void {
    const {shutdown, onSuspend} = this.#options;
    switch (command.type) {
      case 'quit':
        void shutdown.end({exitCode: 0});
        break;
      case 'interrupt':
        void shutdown.end({exitCode: 130});
        break;
      case 'suspend':
        onSuspend();
        break;
      case 'resync':
        if (this.#feed.source === 'replay') this.#notice('a recording cannot be asked for a book');
        else this.#feed.supervisor.resync();
        break;
      case 'copy':
        this.#copy(command);
        break;
      case 'search':
        void this.#search(command.query);
        break;
      case 'open':
        void this.#open(command.choiceIndex);
        break;
    }
  }

  #copy({lines, what, hidden}: Extract<Command, {type: 'copy'}>): void {
    const copy = copyLines(lines);
    this.onSend('clipboard', copy.sequence);
    const text = describeCopy({copied: copy.lines - 1, all: lines.length - 1 + hidden, what});
    this.#act({type: 'remarked', text, atUs: this.#options.clock.nowUs()});
  }

  /** A notice that is still on the screen is not said twice. */
  #notice(text: string): void {
    const isShown = this.#notices.length > this.#ui.noticesSeen && this.#notices.at(-1) === text;
    if (!isShown) this.#notices = [...this.#notices, text];
  }

  async #lookUp(): Promise<void> {
    const {options, clock} = this.#options;
    const found = await findMarkets(options, await this.#feed.client);
    const atUs = clock.nowUs();
    const {startIndex: marketIndex, startOutcome: outcomeIndex, choices} = found;
    this.#notices = found.notices;
    this.#watch(found.markets);
    this.#stage = {kind: found.markets.length > 0 ? 'running' : 'picking'};
    this.#ui = {...this.#ui, marketIndex, outcomeIndex, selectedAtUs: atUs};
    this.#tellWorker();
    this.onChange();
    if (choices === undefined) return;
    this.#act({type: 'picker_opened', query: choices.query, choices: choices.markets, atUs});
  }

  /** A search takes what the command line takes: words, a slug, a URL, an id. */
  async #search(query: string): Promise<void> {
    const {clock} = this.#options;
    const atUs = (): number => clock.nowUs();
    if (this.#feed.source === 'replay') {
      const message = 'a recording holds no other markets than those it shows';
      this.#act({type: 'search_failed', query, message, atUs: atUs()});
      return;
    }

    try {
      const resolution = await resolveMarkets(query, await this.#feed.client);
      const {markets} = resolution;
      const first = resolution.kind === 'markets' ? resolution.startIndex : 0;
      const choices = [...markets.slice(first), ...markets.slice(0, first)];
      this.#act({type: 'search_found', query, choices, atUs: atUs()});
    } catch (error) {
      this.#act({type: 'search_failed', query, message: problemText(error), atUs: atUs()});
    }
  }

  async #open(choiceIndex: number): Promise<void> {
    const {clock} = this.#options;
    const choice = this.#ui.picker?.choices[choiceIndex];
    if (choice === undefined) return;
    try {
      const {conditionId} = choice;
      if (this.#watched.indexOf(conditionId) === -1) await this.#addWithSiblings(choice);
      this.#stage = {kind: 'running'};
      // The user may have gone back meanwhile: then it is watched, and shown when asked for.
      if (this.#ui.picker?.phase !== 'opening') return;
      const marketIndex = this.#watched.indexOf(conditionId);
      this.#act({type: 'market_opened', marketIndex, outcomeIndex: 0, atUs: clock.nowUs()});
    } catch (error) {
      this.#act({type: 'open_failed', message: problemText(error), atUs: clock.nowUs()});
    }
  }

  async #addWithSiblings(choice: Market): Promise<void> {
    const resolution = await resolveMarkets(choice.conditionId, await this.#feed.client);
    const found = resolution.kind === 'markets' ? resolution.markets : [choice];
    const group = found.some(({conditionId}) => conditionId === choice.conditionId)
      ? found
      : [choice];
    const room = MAX_MARKETS - this.#watched.catalog.markets.length;
    if (room < 1) {
      throw new PolybookError(
        'TOO_MANY_MARKETS',
        `${MAX_MARKETS} markets are watched already, as many as can be watched at a time`,
      );
    }

    this.#watch(group.length <= room ? group : [choice]);
  }

  #watch(markets: readonly Market[]): void {
    this.#feed.supervisor.watch(this.#watched.add(markets));
  }

  /**
   * What is looked at: the worker publishes the selected book in depth, and frames while they are
   * shown. Returns the book where it is another.
   */
  #tellWorker(): AssetId | undefined {
    const {full, inspector} = this.#ui;
    const selection = selectBook(this.#ui, this.#watched.catalog);
    const isInspecting = full === 'inspector';
    const filter = isInspecting
      ? selectFilter(inspector, selection?.market.conditionId)
      : undefined;
    this.#feed.supervisor.inspect(filter);
    if (!isInspecting) this.frames.clear();
    const assetId = selection?.outcome.assetId ?? '';
    if (selection === undefined || assetId === '') return undefined;
    void this.pasts.seed(selection.market);
    this.#pastTrades.want(selection.market.conditionId);
    return this.#feed.supervisor.focus(assetId) ? assetId : undefined;
  }

  #onMessage(message: FromIngest): void {
    const {log, shutdown} = this.#options;
    switch (message.type) {
      case 'assets':
        this.#watched.nameAssets(message.assets);
        if (this.#feed.source === 'replay') this.#watched.addRecorded(message.assets);
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
        this.pasts.take(message.market, message.block);
        this.#feed.supervisor.acknowledgeHistory();
        break;
      case 'notice':
        // A worker that was restarted says the same again.
        if (!this.#notices.includes(message.text)) this.#notice(message.text);
        this.onChange();
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
      case 'log':
        log.write(message.level, message.message, message.fields);
        break;
      case 'failed':
        void shutdown.end({exitCode: 1, message: sentenceOf(message)});
        break;
      case 'ready':
      case 'records':
      case 'dump':
      case 'closed':
        break;
    }
  }

  #onUp(): void {
    this.#watched.forgetAssets();
    this.#pastTrades.forget();
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

import {systemTimers} from './domain/clock.js';
import type {SessionStage} from './domain/session.js';
import type {Snapshot} from './domain/snapshot.js';
import {findNextWindow} from './markets/find-window.js';
import type {RestClient} from './markets/rest-client.js';
import {SeriesFollower, type FollowedMarket} from './markets/series-follower.js';
import type {ProgramContext} from './program-context.js';
import {selectTrust} from './view/select-content.js';
import {selectBook} from './view/selection.js';
import type {UiAction, UiState} from './view/ui-state.js';
import type {ViewerMarkets} from './viewer-markets.js';

export type FollowSeriesOptions = Pick<ProgramContext, 'clock' | 'shutdown'> & {
  readonly client: Promise<RestClient>;
  readonly markets: ViewerMarkets;
  readonly state: () => ViewerState;
  readonly onAction: (action: UiAction) => void;
  readonly onNotice: (text: string) => void;
};

type ViewerState = {
  readonly ui: UiState;
  readonly snapshot: Snapshot | undefined;
  readonly stage: SessionStage;
};

/** While it is wished, the next window of a series takes the place of one that is over. */
export function followSeries(options: FollowSeriesOptions): void {
  const {clock, shutdown, client, markets, state, onAction, onNotice} = options;
  const follower = new SeriesFollower({
    clock,
    timers: systemTimers,
    shown: () => selectFollowed(state(), markets),
    find: async (market, signal) =>
      findNextWindow(await client, market, {wallMs: clock.wallMs(), signal}),
    onNext: (before, next) => {
      const place = markets.succeed(before, next, state().ui.outcomeIndex);
      onNotice(`On to the next window of the series: "${before.question}" is over`);
      onAction({type: 'market_opened', ...place, atUs: clock.nowUs()});
    },
    onGivenUp: onNotice,
  });
  shutdown.add(() => {
    follower.close();
  });
}

/** Behind the picker, or while the screen is held, nothing takes the place of what is there. */
function selectFollowed(
  {ui, snapshot, stage}: ViewerState,
  {catalog}: ViewerMarkets,
): FollowedMarket | undefined {
  const selection = selectBook(ui, catalog);
  const isHeld = ui.picker !== undefined || ui.frozen !== undefined;
  if (!ui.isFollowing || isHeld || selection === undefined) return undefined;
  const trust = selectTrust(snapshot, selection, stage)?.trust;
  return {market: selection.market, isOver: trust?.state === 'RESOLVED'};
}

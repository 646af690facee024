// A series follower on the program's clock: which market it follows, and where it asks for the next one.

import {systemTimers} from './domain/clock.js';
import type {Catalog, SessionStage} from './domain/session.js';
import type {Snapshot} from './domain/snapshot.js';
import {findNextWindow} from './markets/find-window.js';
import type {RestClient} from './markets/rest-client.js';
import {
  SeriesFollower,
  type FollowedMarket,
  type SeriesFollowerOptions,
} from './markets/series-follower.js';
import type {ProgramContext} from './program-context.js';
import {selectTrust} from './view/select-content.js';
import {selectBook} from './view/selection.js';
import type {UiState} from './view/ui-state.js';

export type FollowOptions = Pick<ProgramContext, 'clock' | 'shutdown'> &
  Pick<SeriesFollowerOptions, 'shown' | 'onNext' | 'onGivenUp'> & {
    readonly client: Promise<RestClient>;
  };

/** Follows until the program ends. */
export function followSeries({clock, shutdown, client, ...rest}: FollowOptions): void {
  const follower = new SeriesFollower({
    ...rest,
    clock,
    timers: systemTimers,
    find: async (market, signal) =>
      findNextWindow(await client, market, {wallMs: clock.wallMs(), signal}),
  });
  shutdown.add(() => {
    follower.close();
  });
}

/** Behind the picker, or while the screen is held, nothing takes the place of what is there. */
export function selectFollowed(
  ui: UiState,
  catalog: Catalog,
  snapshot: Snapshot | undefined,
  stage: SessionStage,
): FollowedMarket | undefined {
  const selection = selectBook(ui, catalog);
  const isHeld = ui.picker !== undefined || ui.frozen !== undefined;
  if (!ui.isFollowing || selection === undefined || isHeld) return undefined;
  const trust = selectTrust(snapshot, selection, stage)?.trust;
  return {market: selection.market, isOver: trust?.state === 'RESOLVED'};
}

// What outlives a session: the watchlist and the market that was shown last. Several programs may
// change it at a time, so that it is told in changes, each of which is applied to the newest state.

import type {ConditionId} from '../domain/market.js';

/** Longest watchlist: every market of it is watched from the start. */
export const MAX_WATCHED = 256;

export type KeptMarket = {
  readonly conditionId: ConditionId;
  readonly slug: string | undefined;
  readonly question: string;
  /** Name of the outcome that was chosen last. */
  readonly outcome: string;
};

export type KeptState = {
  /** In the order in which they were added, which is that of the number keys. */
  readonly watched: readonly KeptMarket[];
  readonly last: KeptMarket | undefined;
};

export type StateChange =
  | {readonly type: 'watched'; readonly market: KeptMarket}
  | {readonly type: 'unwatched'; readonly conditionId: ConditionId}
  /** The market takes the place of that one, if it was watched. */
  | {
      readonly type: 'succeeded';
      readonly conditionId: ConditionId;
      readonly market: KeptMarket;
    }
  /** It is on the screen now, with that outcome. */
  | {readonly type: 'shown'; readonly market: KeptMarket};

export const NOTHING_KEPT: KeptState = {watched: [], last: undefined};

/** Applying a change again changes nothing. */
export function applyChange(state: KeptState, change: StateChange): KeptState {
  const {watched} = state;
  switch (change.type) {
    case 'watched': {
      const {market} = change;
      if (isWatched(state, market.conditionId))
        return {...state, watched: replace(watched, market)};
      return watched.length < MAX_WATCHED ? {...state, watched: [...watched, market]} : state;
    }

    case 'unwatched': {
      const {conditionId} = change;
      return {...state, watched: watched.filter((market) => market.conditionId !== conditionId)};
    }

    case 'succeeded': {
      const {conditionId, market} = change;
      if (isWatched(state, market.conditionId)) {
        return applyChange(state, {type: 'unwatched', conditionId});
      }

      return {
        ...state,
        watched: watched.map((known) => (known.conditionId === conditionId ? market : known)),
      };
    }

    case 'shown':
      return {watched: replace(watched, change.market), last: change.market};
  }
}

export function isWatched({watched}: KeptState, conditionId: ConditionId): boolean {
  return watched.some((market) => market.conditionId === conditionId);
}

function replace(watched: readonly KeptMarket[], market: KeptMarket): readonly KeptMarket[] {
  return watched.map((known) => (known.conditionId === market.conditionId ? market : known));
}

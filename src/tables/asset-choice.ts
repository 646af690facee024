// Which assets of a recording are meant: a token id, a condition id, a market's slug, an outcome's name, or
// slug/outcome. Case does not matter.

import type {AssetId, ConditionId} from '../domain/market.js';
import type {TableNames} from './table-record.js';

export type NamedToken = {readonly assetId: AssetId; readonly market: ConditionId};

export class AssetChoice {
  readonly #wanted: readonly string[];
  readonly #names: TableNames;
  readonly #used = new Set<string>();
  readonly #isChosen = new Map<AssetId, boolean>();

  /** Without any wish everything is meant. */
  constructor(wanted: readonly string[], names: TableNames) {
    this.#wanted = wanted;
    this.#names = names;
  }

  /** What names nothing that was asked about. */
  get unused(): readonly string[] {
    return this.#wanted.filter((wish) => !this.#used.has(wish));
  }

  has(token: NamedToken): boolean {
    if (this.#wanted.length === 0) return true;
    let isChosen = this.#isChosen.get(token.assetId);
    if (isChosen === undefined) {
      isChosen = this.#choose(token);
      this.#isChosen.set(token.assetId, isChosen);
    }

    return isChosen;
  }

  #choose(token: NamedToken): boolean {
    const own = namesOf(token, this.#names);
    const matching = this.#wanted.filter((wish) => own.includes(wish.toLowerCase()));
    for (const wish of matching) this.#used.add(wish);
    return matching.length > 0;
  }
}

/** As a person would name it: `slug/outcome` where both are known, else the token id. */
export function nameOf({assetId, market}: NamedToken, names: TableNames): string {
  const slug = names.slugOf(market);
  const outcome = names.outcomeOf(assetId);
  return slug === undefined || outcome === undefined ? assetId : `${slug}/${outcome}`;
}

function namesOf({assetId, market}: NamedToken, names: TableNames): readonly string[] {
  const slug = names.slugOf(market);
  const outcome = names.outcomeOf(assetId);
  return [assetId, market, slug, outcome, slug && outcome && `${slug}/${outcome}`].flatMap(
    (name) => (name === undefined ? [] : [name.toLowerCase()]),
  );
}

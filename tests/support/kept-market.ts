import type {KeptMarket} from '../../src/keeping/kept-state.js';
import {conditionIdOf} from './gamma-stub.js';

export function keptMarket(n: number, outcome = 'Yes'): KeptMarket {
  return {conditionId: conditionIdOf(n), slug: `market-${n}`, question: `Question ${n}?`, outcome};
}

// Made-up events and frames: one of each kind, for tests of the view.

import type {InspectedFrame, LoggedFrame} from '../../src/domain/inspected-frame.js';
import type {EventLogView, MarketFact} from '../../src/domain/market-event.js';
import type {Price} from '../../src/domain/price.js';
import type {SizeMicros} from '../../src/domain/size.js';
import {SAMPLE_WALL_MS, sampleMarket} from './view-sample.js';

const shares = (count: number): SizeMicros => (count * 1_000_000) as SizeMicros;

export const SAMPLE_FACTS: readonly MarketFact[] = [
  {kind: 'price_jump', fromMid: 4650, toMid: 4800, spanMs: 400, gapMs: undefined},
  {kind: 'price_jump', fromMid: 4800, toMid: 4505, spanMs: 12_000, gapMs: 12_000},
  ...[{kind: 'wall_appeared', side: 'bid', price: 4700 as Price} as const].map((wall) => {
    return {...wall, size: shares(40_000), timesMedian: 12.4};
  }),
  {
    ...{kind: 'wall_gone', side: 'ask', price: 4710 as Price, size: shares(9_000)},
    ...{cause: 'pulled', stoodMs: 95_000},
  },
  {
    ...{kind: 'wall_gone', side: 'bid', price: 4700 as Price, size: shares(40_000)},
    ...{cause: 'traded', stoodMs: 4_000},
  },
  {kind: 'spread_wide', spreadTicks: 9, usualTicks: 1.5},
  {kind: 'spread_usual', spreadTicks: 1, lastedMs: 31_000},
  {kind: 'side_empty', side: 'ask'},
  {kind: 'sides_back', lastedMs: 2_500},
  {
    ...{kind: 'large_trade', outcomeIndex: 1, side: 'buy'},
    ...{price: 5300 as Price, size: shares(2_500)},
  },
  {kind: 'tick_changed', fromTick: 100 as Price, toTick: 10 as Price},
  {kind: 'trust_lost', state: 'SUSPECT', reason: 'hash_mismatch'},
  {kind: 'trust_back', state: 'LIVE', lastedMs: 3_200},
  {kind: 'market_state', state: 'resolved', winner: 'Yes'},
  {kind: 'connection_lost', line: 1, how: 'lost', reason: 'closed by the exchange (1006)'},
  {kind: 'connection_back', line: 2, lastedMs: 1_100, reason: 'closed by the exchange (1006)'},
  {kind: 'more', count: 12},
];

/** Newest first; the last of the facts is the newest. Every third is of the second market. */
export function sampleEvents(facts = SAMPLE_FACTS): EventLogView {
  const events = facts.map((fact, i) => {
    const isOfLine = fact.kind.startsWith('connection');
    const market = isOfLine ? undefined : sampleMarket(i % 3 === 2 ? 1 : 0).conditionId;
    return {...fact, market, wallMs: SAMPLE_WALL_MS - (facts.length - i) * 1_000, sequence: i + 1};
  });
  return {events: events.reverse(), total: facts.length};
}

export function sampleFrame(sequence: number, change: Partial<InspectedFrame> = {}): LoggedFrame {
  const text =
    change.text ??
    `{"event_type":"price_change","market":"${sampleMarket(0).conditionId}","price_changes":[]}`;
  return {
    sequence,
    wallMs: SAMPLE_WALL_MS + sequence,
    kind: 'price_change',
    markets: [sampleMarket(0).conditionId],
    timestampMs: SAMPLE_WALL_MS + sequence - 41,
    bytes: Buffer.byteLength(text),
    cutBytes: 0,
    events: 1,
    issues: 0,
    firstIssue: undefined,
    ...change,
    text,
  };
}

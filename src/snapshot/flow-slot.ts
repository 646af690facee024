// The flow's part of a slot: both its writer and its reader.

import type {Price} from '../domain/price.js';
import type {SizeMicros} from '../domain/size.js';
import type {FlowImage, LevelFlowImage, VolumeAtPrice} from '../domain/snapshot.js';
import {
  CUMULATIVE_DELTAS,
  FLOW,
  FLOW_LEVEL_LENGTH,
  FLOW_LEVELS,
  IMBALANCES,
  MAX_FLOW_LEVELS,
  MAX_FLOW_SECONDS,
  MAX_VOLUME_PRICES,
  VOLUME_LENGTH,
  VOLUMES,
} from './layout.js';

type Slot = Float64Array;

export function writeFlow(slot: Slot, flow: FlowImage | undefined): void {
  slot[FLOW.hasFlow] = flow === undefined ? 0 : 1;
  if (flow === undefined) return;
  const {totals} = flow;
  slot[FLOW.sinceUs] = flow.sinceUs ?? Number.NaN;
  slot[FLOW.trades] = totals.trades;
  slot[FLOW.volume] = totals.volume;
  slot[FLOW.notional] = totals.notional;
  slot[FLOW.vwap] = totals.vwap;
  slot[FLOW.high] = totals.high ?? Number.NaN;
  slot[FLOW.low] = totals.low ?? Number.NaN;
  slot[FLOW.cumulativeDelta] = totals.cumulativeDelta;
  slot[FLOW.levelCount] = writeLevels(slot, flow.levels);
  slot[FLOW.volumeCount] = writeVolumes(slot, flow.volumes);
  slot[FLOW.imbalanceCount] = writeSeries(slot, IMBALANCES, flow.imbalances);
  slot[FLOW.cumulativeDeltaCount] = writeSeries(slot, CUMULATIVE_DELTAS, flow.cumulativeDeltas);
}

export function readFlow(slot: Slot): FlowImage | undefined {
  if (slot[FLOW.hasFlow] !== 1) return undefined;
  return {
    sinceUs: optional(slot[FLOW.sinceUs]!),
    levels: Array.from({length: slot[FLOW.levelCount]!}, (_, i) => readLevel(slot, i)),
    volumes: Array.from({length: slot[FLOW.volumeCount]!}, (_, i) => readVolume(slot, i)),
    totals: {
      trades: slot[FLOW.trades]!,
      volume: slot[FLOW.volume]! as SizeMicros,
      notional: slot[FLOW.notional]!,
      vwap: slot[FLOW.vwap]!,
      high: optional(slot[FLOW.high]!) as Price | undefined,
      low: optional(slot[FLOW.low]!) as Price | undefined,
      cumulativeDelta: slot[FLOW.cumulativeDelta]!,
    },
    imbalances: slot.slice(IMBALANCES, IMBALANCES + slot[FLOW.imbalanceCount]!),
    cumulativeDeltas: slot.slice(
      CUMULATIVE_DELTAS,
      CUMULATIVE_DELTAS + slot[FLOW.cumulativeDeltaCount]!,
    ),
  };
}

function writeLevels(slot: Slot, levels: readonly LevelFlowImage[]): number {
  const count = Math.min(levels.length, MAX_FLOW_LEVELS);
  for (let i = 0; i < count; i++) {
    const {side, price, added, pulled, traded} = levels[i]!;
    const at = FLOW_LEVELS + i * FLOW_LEVEL_LENGTH;
    slot[at] = side === 'bid' ? 0 : 1;
    slot[at + 1] = price;
    slot[at + 2] = added;
    slot[at + 3] = pulled;
    slot[at + 4] = traded;
  }

  return count;
}

function readLevel(slot: Slot, i: number): LevelFlowImage {
  const at = FLOW_LEVELS + i * FLOW_LEVEL_LENGTH;
  return {
    side: slot[at] === 0 ? 'bid' : 'ask',
    price: slot[at + 1]! as Price,
    added: slot[at + 2]! as SizeMicros,
    pulled: slot[at + 3]! as SizeMicros,
    traded: slot[at + 4]! as SizeMicros,
  };
}

function writeVolumes(slot: Slot, volumes: readonly VolumeAtPrice[]): number {
  const count = Math.min(volumes.length, MAX_VOLUME_PRICES);
  for (let i = 0; i < count; i++) {
    const {price, bought, sold} = volumes[i]!;
    const at = VOLUMES + i * VOLUME_LENGTH;
    slot[at] = price;
    slot[at + 1] = bought;
    slot[at + 2] = sold;
  }

  return count;
}

function readVolume(slot: Slot, i: number): VolumeAtPrice {
  const at = VOLUMES + i * VOLUME_LENGTH;
  return {
    price: slot[at]! as Price,
    bought: slot[at + 1]! as SizeMicros,
    sold: slot[at + 2]! as SizeMicros,
  };
}

/** The newest values, as many as there is room for. */
function writeSeries(slot: Slot, start: number, series: Float64Array): number {
  const newest = series.length > MAX_FLOW_SECONDS ? series.slice(-MAX_FLOW_SECONDS) : series;
  slot.set(newest, start);
  return newest.length;
}

function optional(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

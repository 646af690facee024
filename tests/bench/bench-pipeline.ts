// What a frame costs the ingest thread: decoding, applying, proving.

import {OrderBookStore} from '../../src/orderbook/order-book-store.js';
import {decodeFrame} from '../../src/protocol/decode-frame.js';
import {cpuUs, measure, type Section} from './measure.js';
import type {SimulatedFeed} from './simulated-feed.js';

const WARM_UP_ROUNDS = 2;

export function benchPipeline(feed: SimulatedFeed, rounds: number): Section {
  const decodeUs: number[] = [];
  const applyUs: number[] = [];
  const provenUs: number[] = [];
  const proofUs: number[] = [];
  let proofs = 0;
  let verified = 0;
  const frames = feed.frames.length;
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    const decode = decodeAll(feed);
    const unproven = applyAll(feed, () => undefined);
    const proven = applyAll(feed, (prove) => prove());
    proofs = proven.proofs;
    verified = proven.store.counters.verified;
    if (proven.store.counters.hashFailed > 0)
      throw new Error('The simulated books fail their proofs');
    if (round < 0) continue;
    decodeUs.push(decode / frames);
    applyUs.push(unproven.costUs / frames);
    provenUs.push(proven.costUs / frames);
    proofUs.push((proven.costUs - unproven.costUs) / proofs);
  }

  const bytes = feed.frames.reduce((sum, frame) => sum + frame.bytes.length, 0);
  return {
    title: 'A frame in the ingest thread, CPU',
    measures: [
      measure('decode', 'µs', decodeUs),
      measure('decode and apply, proofs left out', 'µs', applyUs),
      measure('decode, apply and prove', 'µs', provenUs),
      measure('a proof (the difference, by proof)', 'µs', proofUs),
    ],
    remarks: [
      `${frames} frames of ${Math.round(bytes / frames)} bytes on average, ` +
        `${proofs} proofs, ${verified} verified, ${rounds} rounds.`,
    ],
  };
}

function decodeAll({frames}: SimulatedFeed): number {
  const before = process.cpuUsage();
  let events = 0;
  for (const {bytes} of frames) events += decodeFrame(bytes).events.length;
  const costUs = cpuUs(before);
  if (events < frames.length) throw new Error(`${frames.length} frames held ${events} events`);
  return costUs;
}

type Prove = () => boolean | undefined;

function applyAll(
  {markets, firstBooks, frames}: SimulatedFeed,
  decide: (prove: Prove) => boolean | undefined,
): {store: OrderBookStore; costUs: number; proofs: number} {
  let proofs = 0;
  const store = new OrderBookStore({
    adoptUnknownAssets: false,
    timeProof: (prove) => {
      proofs++;
      return decide(prove);
    },
  });
  for (const {conditionId, outcomes, ...facts} of markets) {
    for (const {assetId} of outcomes) store.watch({...facts, assetId, market: conditionId});
  }

  for (const event of decodeFrame(firstBooks).events) store.apply(event, 0);
  proofs = 0;
  const before = process.cpuUsage();
  for (const {bytes} of frames) {
    for (const event of decodeFrame(bytes).events) store.apply(event, 1);
  }

  return {store, costUs: cpuUs(before), proofs};
}

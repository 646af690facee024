import fc from 'fast-check';
import {expect, test} from 'vitest';
import {MAX_PER_MINUTE} from '../../src/chronicle/thresholds.js';
import type {MarketEvent} from '../../src/domain/market-event.js';
import type {TrustState} from '../../src/domain/trust.js';
import {ScriptedChronicle} from '../unit/chronicle/scripted-chronicle.js';

type Step = (it: ScriptedChronicle) => void;

const cents = fc.integer({min: 1, max: 90});
const shares = fc.constantFrom(0, 1, 100, 5_000, 400_000);

/** Whatever may come, often of the kind that is told. */
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(cents, fc.integer({min: 1, max: 9})).map(([bid, spread]): Step => {
    return (it) => {
      it.quote(bid, bid + spread);
    };
  }),
  fc.tuple(cents, shares).map(([price, size]): Step => {
    return (it) => {
      it.book({bids: {[price]: size}});
    };
  }),
  fc.tuple(cents, shares).map(([price, size]): Step => {
    return (it) => {
      if (size > 0) it.trade(price, size);
    };
  }),
  fc.constantFrom<TrustState>('LIVE', 'SUSPECT', 'STALE', 'RESYNC').map((state): Step => {
    return (it) => {
      it.trustBoth(state);
    };
  }),
  fc.constantFrom('paused', 'open', 'closed', 'vanished').map((state): Step => {
    return (it) => {
      it.market(state);
    };
  }),
  fc.constantFrom(10, 100).map((units): Step => {
    return (it) => {
      it.tick(units, undefined);
    };
  }),
  fc.constant<Step>((it) => {
    it.asks.clear();
    it.look();
  }),
  fc.constantFrom<Step>(
    (it) => {
      it.connection({phase: 'live', sinceUs: 0});
    },
    (it) => {
      it.connection({phase: 'stale', sinceUs: 0, reason: 'silent'});
    },
  ),
  fc.integer({min: 0, max: 40_000}).map((ms): Step => {
    return (it) => {
      it.wait(ms);
    };
  }),
);

function mostInAMinute(events: readonly MarketEvent[], market: string | undefined): number {
  const times = events.filter((event) => event.market === market).map(({wallMs}) => wallMs);
  return Math.max(
    0,
    ...times.map((from) => times.filter((time) => time >= from && time < from + 60_000).length),
  );
}

test('whatever comes, a market and the connection have no more events in any minute than is allowed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(step, fc.integer({min: 1, max: 12})), {maxLength: 60}),
      (steps) => {
        const it = new ScriptedChronicle();
        for (const [act, times] of steps) {
          for (let i = 0; i < times; i++) {
            act(it);
            it.atMs += 37;
          }
        }

        for (const market of ['0xscripted', undefined]) {
          expect(mostInAMinute(it.events, market)).toBeLessThanOrEqual(MAX_PER_MINUTE);
        }
      },
    ),
    {seed: 20_261_124, numRuns: 150},
  );
});

test('events never run back in time', () => {
  fc.assert(
    fc.property(fc.array(step, {maxLength: 60}), (steps) => {
      const it = new ScriptedChronicle();
      for (const act of steps) {
        act(it);
        it.atMs += 250;
      }

      const times = it.events.map(({wallMs}) => wallMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }),
    {seed: 20_261_124, numRuns: 100},
  );
});

import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {TradeEvent} from '../../../src/domain/feed-event.js';
import type {Price} from '../../../src/domain/price.js';
import type {SizeMicros} from '../../../src/domain/size.js';
import {TradeUnion} from '../../../src/ingest/trade-union.js';

function trade(number: number): TradeEvent {
  return {
    kind: 'trade',
    market: '0x1',
    assetId: '1',
    timestampMs: 1000 + number,
    price: 5000 as Price,
    size: 1_000_000 as SizeMicros,
    side: 'buy',
    transactionHash: '0xabc',
  };
}

test('what both sockets bring is admitted once, whichever comes first', () => {
  const union = new TradeUnion();
  expect([union.admit(trade(1), 1), union.admit(trade(1), 2)]).toEqual([true, false]);
  expect([union.admit(trade(2), 2), union.admit(trade(2), 1)]).toEqual([true, false]);
});

test('two fills that are alike in every field are two fills', () => {
  const union = new TradeUnion();
  const admitted = [
    union.admit(trade(1), 1),
    union.admit(trade(1), 1),
    union.admit(trade(1), 2),
    union.admit(trade(1), 2),
    union.admit(trade(1), 2),
  ];
  expect(admitted).toEqual([true, true, false, false, true]);
});

test('in whatever order two sockets bring the same trades, each is admitted as often as it happened', () => {
  const streams = fc.record({
    happened: fc.array(fc.nat(5), {maxLength: 30}),
    order: fc.infiniteStream(fc.boolean()),
  });
  fc.assert(
    fc.property(streams, ({happened, order}) => {
      const union = new TradeUnion();
      const rest = [happened.slice(), happened.slice()];
      const admitted: number[] = [];
      while (rest[0]!.length + rest[1]!.length > 0) {
        const wanted = order.next().value === true ? 1 : 0;
        const socket = rest[wanted]!.length > 0 ? wanted : 1 - wanted;
        const number = rest[socket]!.shift()!;
        if (union.admit(trade(number), socket)) admitted.push(number);
      }

      expect(admitted.sort()).toEqual(happened.slice().sort());
    }),
  );
});

import {expect, test} from 'vitest';
import {
  encodeSubscribe,
  encodeSubscription,
  encodeUnsubscribe,
} from '../../../src/protocol/encode-command.js';

test('the first message asks for first books and every change of the assets named', () => {
  expect(JSON.parse(encodeSubscription(['1', '2']))).toEqual({
    assets_ids: ['1', '2'],
    type: 'market',
    initial_dump: true,
    level: 2,
    custom_feature_enabled: true,
  });
});

test('later messages name their operation, and ids stay strings', () => {
  expect(encodeSubscribe(['78'.repeat(38)])).toContain(`"assets_ids":["${'78'.repeat(38)}"]`);
  expect(JSON.parse(encodeSubscribe(['1']))).toEqual({
    operation: 'subscribe',
    assets_ids: ['1'],
    custom_feature_enabled: true,
  });
  expect(JSON.parse(encodeUnsubscribe(['1', '2']))).toEqual({
    operation: 'unsubscribe',
    assets_ids: ['1', '2'],
  });
});

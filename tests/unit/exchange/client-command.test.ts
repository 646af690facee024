import {describe, expect, test} from 'vitest';
import {decodeClientCommand} from '../../../src/exchange/client-command.js';
import {
  encodeSubscribe,
  encodeSubscription,
  encodeUnsubscribe,
} from '../../../src/protocol/encode-command.js';

describe('decodeClientCommand', () => {
  test('understands what our own client says', () => {
    const common = {assetIds: ['1', '2'], wantsBooks: true};
    expect(decodeClientCommand(encodeSubscription(['1', '2']))).toEqual({
      ...common,
      kind: 'subscribe',
      wantsCustomFeatures: true,
    });
    expect(decodeClientCommand(encodeSubscribe(['1', '2']))).toMatchObject({
      ...common,
      kind: 'subscribe',
    });
    expect(decodeClientCommand(encodeUnsubscribe(['1', '2']))).toMatchObject({
      ...common,
      kind: 'unsubscribe',
    });
  });

  test.each([
    ['the older spelling of the type', '{"assets_ids":["1"],"type":"MARKET"}'],
    ['both forms at once', '{"assets_ids":["1"],"type":"market","operation":"subscribe"}'],
  ])('takes %s for a subscription', (_, text) => {
    expect(decodeClientCommand(text)).toEqual({
      kind: 'subscribe',
      assetIds: ['1'],
      wantsBooks: true,
      wantsCustomFeatures: undefined,
    });
  });

  test('sends no books where they are declined', () => {
    const text = '{"assets_ids":["1"],"type":"market","initial_dump":false}';
    expect(decodeClientCommand(text)?.wantsBooks).toBe(false);
  });

  test.each([
    'hello',
    'null',
    '[]',
    '{"type":"market"}',
    '{"assets_ids":["1"]}',
    '{"assets_ids":["1"],"type":"user"}',
    '{"assets_ids":"1","type":"market"}',
  ])('does not understand %s', (text) => {
    expect(decodeClientCommand(text)).toBeUndefined();
  });
});

import {expect, test} from 'vitest';
import {AssetRegistry} from '../../../src/ingest/asset-registry.js';

test('each asset gets the next number once, and keeps it', () => {
  const registry = new AssetRegistry();
  expect(registry.add('11', 'm')).toEqual({assetIndex: 0, assetId: '11', market: 'm'});
  expect(registry.add('22', 'm')).toEqual({assetIndex: 1, assetId: '22', market: 'm'});
  expect(registry.add('11', 'm')).toBeUndefined();
  expect(registry.add('33', 'n')?.assetIndex).toBe(2);
  expect(registry.assets.map(({assetId}) => assetId)).toEqual(['11', '22', '33']);
  expect(registry.assets.every(({assetId}, i) => registry.indexOf(assetId) === i)).toBe(true);
  expect(registry.indexOf('44')).toBeUndefined();
});

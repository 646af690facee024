import {expect, test} from 'vitest';
import {AssetRegistry} from '../../../src/ingest/asset-registry.js';

test('each asset gets the next number once, and keeps it', () => {
  const registry = new AssetRegistry();
  expect(registry.add('11', 'm')).toEqual({assetIndex: 0, assetId: '11', market: 'm'});
  expect(registry.add('22', 'm')).toEqual({assetIndex: 1, assetId: '22', market: 'm'});
  expect(registry.add('11', 'm')).toBeUndefined();
  expect(registry.add('33', 'n')?.assetIndex).toBe(2);
  expect([...registry.assets].map(({assetId}) => assetId)).toEqual(['11', '22', '33']);
  expect([...registry.assets].every(({assetId}, i) => registry.indexOf(assetId) === i)).toBe(true);
  expect(registry.indexOf('44')).toBeUndefined();
});

test('a number that is given up goes to another asset, the one free for longest first', () => {
  const registry = new AssetRegistry();
  for (const id of ['11', '22', '33']) registry.add(id, 'm');
  expect([registry.remove('22'), registry.remove('11'), registry.remove('22')]).toEqual([
    ...[1, 0, undefined],
  ]);
  expect([registry.at(0), registry.at(1), registry.at(2)?.assetId]).toEqual([
    ...[undefined, undefined, '33'],
  ]);
  expect(registry.indexOf('33')).toBe(2);
  expect(['44', '22', '55'].map((id) => registry.add(id, 'n')?.assetIndex)).toEqual([1, 0, 3]);
  expect([...registry.assets].map(({assetId}) => assetId)).toEqual(['33', '44', '22', '55']);
});

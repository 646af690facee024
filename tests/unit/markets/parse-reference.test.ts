import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type Reference, parseReference} from '../../../src/markets/parse-reference.js';

const HEX = 'dde06286a7b9464d344f410ab0b3d2ebc6469904e72c27fd982f65fdbf78768d';
const TOKEN = '65193234666628291664907888364936366210889305490897648116746073820519263548476';

const event = (slug: string): Reference => ({kind: 'event_slug', slug});
const market = (slug: string, eventSlug?: string): Reference => ({
  kind: 'market_slug',
  slug,
  eventSlug,
});

describe('parseReference', () => {
  test.each<[string, Reference]>([
    // Addresses.
    ['https://polymarket.com/event/fed-decision-in-june-825', event('fed-decision-in-june-825')],
    ['https://www.polymarket.com/event/fed-cut', event('fed-cut')],
    ['http://polymarket.com/event/fed-cut/', event('fed-cut')],
    ['HTTPS://Polymarket.com/event/fed-cut', event('fed-cut')],
    ['polymarket.com/event/fed-cut', event('fed-cut')],
    ['www.polymarket.com/event/fed-cut', event('fed-cut')],
    ['//polymarket.com/event/fed-cut', event('fed-cut')],
    ['https://polymarket.com/event/fed-cut?tid=1757222', event('fed-cut')],
    ['https://polymarket.com/event/fed-cut/?tid=1&via=x/y#comments', event('fed-cut')],
    ['https://polymarket.com/event/fed-cut#rules', event('fed-cut')],
    ['https://polymarket.com/event/fed-cut/by-25-bps', market('by-25-bps', 'fed-cut')],
    ['https://polymarket.com/market/by-25-bps', market('by-25-bps')],
    ['https://polymarket.com/zh/event/fed-cut', event('fed-cut')],
    ['https://polymarket.com/pt-br/event/fed-cut/x-y', market('x-y', 'fed-cut')],
    ['https://polymarket.com/cn/market/x-y', market('x-y')],
    ['https://polymarket.com/sports/nfl/nfl-buf-kc-2026-09-14', event('nfl-buf-kc-2026-09-14')],
    ['https://polymarket.com/sports/nfl/games/week/2/nfl-buf-kc', event('nfl-buf-kc')],
    ['https://polymarket.com/de/sports/epl/epl-ars-che', event('epl-ars-che')],
    ['https://polymarket.com/esports/lol/lol-t1-gen', event('lol-t1-gen')],
    ['https://polymarket.com/event/caf%C3%A9', event('café')],
    ['https://polymarket.com/event/100%', event('100%')],
    // Ends of addresses.
    ['/event/fed-cut', event('fed-cut')],
    ['event/fed-cut', event('fed-cut')],
    ['market/x-y', market('x-y')],
    ['fed-cut/by-25-bps', market('by-25-bps', 'fed-cut')],
    // Ids.
    [`0x${HEX}`, {kind: 'condition_id', conditionId: `0x${HEX}`}],
    [`0X${HEX.toUpperCase()}`, {kind: 'condition_id', conditionId: `0x${HEX}`}],
    [TOKEN, {kind: 'token_id', assetId: TOKEN}],
    ['1'.repeat(60), {kind: 'token_id', assetId: '1'.repeat(60)}],
    // Words.
    ['fed-cut', {kind: 'slug', slug: 'fed-cut'}],
    ['  fed-cut\n', {kind: 'slug', slug: 'fed-cut'}],
    ['fed-cut?tid=1', {kind: 'slug', slug: 'fed-cut'}],
    ['trump', {kind: 'slug', slug: 'trump'}],
    ['2028', {kind: 'slug', slug: '2028'}],
    ['1'.repeat(59), {kind: 'slug', slug: '1'.repeat(59)}],
    ['fed  rate cut', {kind: 'words', words: 'fed rate cut'}],
    ['who wins a/b?', {kind: 'words', words: 'who wins a/b?'}],
    ['¿quién?', {kind: 'words', words: '¿quién?'}],
  ])('%s', (text, expected) => {
    expect(parseReference(text)).toEqual(expected);
  });

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['0x1234', '64 hex digits follow its 0x, not 4'],
    [`0x${HEX}0`, 'not 65'],
    ['https://polymarket.com', 'not the address of an event or a market'],
    ['https://polymarket.com/', 'not the address of an event or a market'],
    ['https://polymarket.com/event', 'not the address of an event or a market'],
    ['https://polymarket.com/@someone', 'not the address of an event or a market'],
    ['https://polymarket.com/sports/nfl', 'not the address of an event or a market'],
    ['https://example.com/event/fed-cut', 'not an address of polymarket.com'],
    ['example.com/event/fed-cut', 'not an address of polymarket.com'],
    ['https://polymarket.com.example.com/event/x', 'not an address of polymarket.com'],
    ['https://polymarket.us/event/fed-cut', 'a separate exchange'],
  ])('"%s" names no market, and the reason says why', (text, reason) => {
    expect(parseReference(text)).toEqual({
      kind: 'not_a_market',
      reason: expect.stringContaining(reason) as string,
    });
  });

  test('any text is understood as something, without an exception', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), fc.webUrl(), (text, url) => {
        expect(parseReference(text).kind).toBeTypeOf('string');
        expect(parseReference(`${url}/${text}`).kind).toBeTypeOf('string');
        expect(parseReference(`polymarket.com/${text}`).kind).toBeTypeOf('string');
      }),
      {seed: 7, numRuns: 300},
    );
  });
});

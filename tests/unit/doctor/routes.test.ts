import {expect, test} from 'vitest';
import {planRoutes} from '../../../src/doctor/routes.js';
import {PolybookError} from '../../../src/domain/problem.js';

test('addresses of one host and port share a route, each of them with its default port', () => {
  const urls = [
    'wss://a.example/ws',
    'https://a.example/x',
    'https://b.example',
    'http://a.example',
  ];
  const routes = planRoutes(urls, () => undefined);
  expect(urls.map((url) => routes.get(url)?.host)).toEqual([
    ...['a.example:443', 'a.example:443', 'b.example:443', 'a.example:80'],
  ]);
  expect(routes.get(urls[0]!)).toBe(routes.get(urls[1]!));
  expect(new Set(routes.values()).size).toBe(3);
});

test.each([
  ['ws://127.0.0.1:8080/ws', {hostname: '127.0.0.1', port: 8080, isAddress: true}],
  ['wss://[::1]/ws', {hostname: '::1', port: 443, isAddress: true, host: '[::1]:443'}],
  ['https://localhost', {hostname: 'localhost', isAddress: false, isSecure: true}],
])('%s is taken apart for whoever looks it up and connects', (url, route) => {
  expect(planRoutes([url], () => undefined).get(url)).toMatchObject(route);
});

test('a proxy that cannot be one is kept as the problem of its way', () => {
  const problem = new PolybookError('BAD_PROXY', 'HTTPS_PROXY names no HTTP proxy');
  const routes = planRoutes(['https://a.example'], () => {
    throw problem;
  });
  expect(routes.get('https://a.example')?.way).toEqual({kind: 'unusable', problem});
});

import {describe, expect, test} from 'vitest';
import {findProxy, type Environment} from '../../../src/domain/http-proxy.js';
import {PolybookError} from '../../../src/domain/problem.js';

const find = (url: string, env: Environment) => findProxy(new URL(url), env)?.host;

describe('findProxy', () => {
  test.each<[string, Environment, string | undefined]>([
    ['https://a.example/x', {}, undefined],
    ['https://a.example/x', {HTTPS_PROXY: 'http://p:1'}, 'p:1'],
    ['wss://a.example/x', {HTTPS_PROXY: 'http://p:1'}, 'p:1'],
    ['wss://a.example/x', {HTTP_PROXY: 'http://p:1'}, undefined],
    ['ws://a.example/x', {HTTP_PROXY: 'http://p:1', HTTPS_PROXY: 'http://q:1'}, 'p:1'],
    ['http://a.example/x', {http_proxy: 'http://p:1'}, 'p:1'],
    ['https://a.example/x', {ALL_PROXY: 'http://p:1'}, 'p:1'],
    ['https://a.example/x', {ALL_PROXY: 'http://p:1', https_proxy: 'http://q:2'}, 'q:2'],
    ['https://a.example/x', {https_proxy: 'http://p:1', HTTPS_PROXY: 'http://q:1'}, 'p:1'],
    // Set to nothing is not set.
    ['https://a.example/x', {https_proxy: ' ', HTTPS_PROXY: 'http://q:1'}, 'q:1'],
    ['https://a.example/x', {HTTPS_PROXY: ''}, undefined],
    // Many leave the scheme out.
    ['https://a.example/x', {HTTPS_PROXY: 'proxy.example:3128'}, 'proxy.example:3128'],
    ['https://a.example/x', {HTTPS_PROXY: 'jo:pw@proxy.example:3128'}, 'proxy.example:3128'],
    ['https://a.example/x', {HTTPS_PROXY: 'https://[::1]:3128'}, '[::1]:3128'],
  ])('%s with %o: %s', (url, env, host) => {
    expect(find(url, env)).toBe(host);
  });

  test.each([
    ['ws://127.0.0.1:8080/', undefined],
    ['ws://127.1.2.3:8080/', undefined],
    ['http://localhost:8080/', undefined],
    ['http://LOCALHOST./', undefined],
    ['ws://[::1]:8080/', undefined],
    ['wss://localhost:8080/', 'p:1'],
    ['http://localhost.example/', 'p:1'],
    ['http://127.0.0.1.example/', 'p:1'],
  ])('plain text to this machine itself is direct, nothing else: %s by %s', (url, host) => {
    expect(find(url, {HTTP_PROXY: 'http://p:1', HTTPS_PROXY: 'http://p:1'})).toBe(host);
  });

  test.each([
    ['example.com', 'https://example.com/', true],
    ['example.com', 'https://api.example.com/', true],
    ['.example.com', 'https://api.example.com/', true],
    ['*.example.com', 'https://api.example.com/', true],
    ['.example.com', 'https://example.com/', true],
    ['EXAMPLE.com.', 'https://example.com./', true],
    ['example.com', 'https://notexample.com/', false],
    ['example.com', 'https://example.com.evil/', false],
    ['example.com:443', 'wss://example.com/', true],
    ['example.com:8443', 'https://example.com/', false],
    ['example.com:8443', 'https://example.com:8443/', true],
    ['a.example, b.example', 'https://b.example/', true],
    ['a.example b.example', 'https://b.example/', true],
    ['*', 'wss://anything/', true],
    ['10.0.0.7', 'https://10.0.0.7/', true],
    ['::1', 'https://[::1]:9/', true],
    ['[::1]:9', 'https://[::1]:9/', true],
    ['[::1]:8', 'https://[::1]:9/', false],
    [',,', 'https://example.com/', false],
    ['.', 'https://example.com/', false],
  ])('NO_PROXY=%s and %s: direct is %s', (NO_PROXY, url, isDirect) => {
    const env = {HTTPS_PROXY: 'http://p:1', NO_PROXY};
    expect(find(url, env)).toBe(isDirect ? undefined : 'p:1');
    expect(find(url, {HTTPS_PROXY: 'http://p:1', no_proxy: NO_PROXY})).toBe(find(url, env));
  });

  test.each([
    ['socks5://jo:s3cret@proxy:1', '"proxy:1"'],
    ['http://jo:s3cret@', '""'],
    ['http://jo:s3cret%@proxy:1', '"proxy:1"'],
    ['http://proxy:port', '"http://proxy:port"'],
  ])('what names no HTTP proxy is a problem that keeps the secret: %s', (value, shown) => {
    const run = () => find('https://a.example/', {HTTPS_PROXY: value});
    expect(run).toThrow(PolybookError);
    expect(run).toThrow(`HTTPS_PROXY names no HTTP proxy: ${shown}`);
  });
});

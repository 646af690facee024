import {once} from 'node:events';
import {Agent} from 'node:http';
import {connect, createServer, type AddressInfo, type Socket} from 'node:net';
import {networkInterfaces} from 'node:os';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {PolybookError} from '../../src/domain/problem.js';
import {startHttpEndpoint} from '../../src/exporter/http-endpoint.js';
import type {HttpEndpoint} from '../../src/exporter/http-endpoint.js';
import {eventually} from '../support/eventually.js';
import {httpGet} from '../support/http-get.js';

const TEXT = 'text/plain; charset=utf-8';
const BIG = 'x'.repeat(1_000_000);

let endpoint: HttpEndpoint;
let url: string;
let errors: unknown[];
beforeEach(async () => {
  errors = [];
  endpoint = await startHttpEndpoint({
    port: 0,
    pages: {
      '/metrics': () => Promise.resolve({status: 200, contentType: TEXT, body: 'grün 1\n'}),
      '/health': () => ({status: 503, contentType: 'application/json', body: '{}\n'}),
      '/big': () => ({status: 200, contentType: TEXT, body: BIG}),
      '/broken': () => {
        throw new Error('broken on purpose');
      },
    },
    onError: (error) => errors.push(error),
  });
  url = `http://127.0.0.1:${endpoint.port}`;
});
afterEach(() => {
  endpoint.close();
});

describe('a request', () => {
  test('gets its page with status, type and length, whatever query it has', async () => {
    for (const path of ['/metrics', '/metrics?name[]=x', '/metrics?']) {
      const {status, headers, body} = await httpGet(url + path);
      expect({status, body}).toEqual({status: 200, body: 'grün 1\n'});
      expect(headers).toMatchObject({'content-type': TEXT, 'content-length': '8'});
    }

    expect(await httpGet(`${url}/health`)).toMatchObject({status: 503, body: '{}\n'});
  });

  test('HEAD gets the same head and no body', async () => {
    const {status, headers, body} = await httpGet(`${url}/metrics`, {method: 'HEAD'});
    expect({status, body}).toEqual({status: 200, body: ''});
    expect(headers['content-length']).toBe('8');
  });

  test.each(['/', '/metric', '/metrics/', '//metrics', '/constructor', '/%6Detrics', '*'])(
    'of %s is answered with 404 and the paths that there are',
    async (path) => {
      const {status, body} = await httpGet(url, {path});
      expect({status, body}).toEqual({
        status: 404,
        body: 'There are /metrics and /health and /big and /broken, and nothing else.\n',
      });
    },
  );

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])(
    'with %s is answered with 405, and what is allowed',
    async (method) => {
      const {status, headers} = await httpGet(`${url}/metrics`, {method});
      expect({status, allow: headers.allow}).toEqual({status: 405, allow: 'GET, HEAD'});
    },
  );

  test.each(['127.0.0.1', 'localhost', 'LOCALHOST:1', '[::1]', '[::1]:9464', 'localhost:'])(
    'to the host %s is answered',
    async (host) => {
      expect((await httpGet(`${url}/metrics`, {headers: {host}})).status).toBe(200);
    },
  );

  test.each(['evil.example', 'evil.example:9464', 'localhost.evil.example', '127.0.0.1.nip.io'])(
    'to the host "%s", which may be a page of somebody else, is refused with 403',
    async (host) => {
      const {status, body} = await httpGet(`${url}/metrics`, {headers: {host}});
      expect(status).toBe(403);
      expect(body).not.toContain('grün');
    },
  );

  test('for a page that fails is answered with 500, and the next one is served', async () => {
    expect((await httpGet(`${url}/broken`)).status).toBe(500);
    expect(errors).toEqual([new Error('broken on purpose')]);
    expect((await httpGet(`${url}/metrics`)).status).toBe(200);
  });

  test('that is no HTTP costs its sender the connection and nobody else anything', async () => {
    for (const bytes of ['hello\r\n\r\n', '\u0000\u0001\u0002', `GET / HTTP/1.1\r\nx: ${BIG}`]) {
      const socket = connect(endpoint.port, '127.0.0.1');
      socket.on('error', () => undefined).resume();
      socket.write(bytes);
      await once(socket, 'close');
    }

    expect((await httpGet(`${url}/metrics`)).status).toBe(200);
    expect(errors).toEqual([]);
  });
});

describe('the port', () => {
  test('is open on the loopback address alone', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({internal, family}) => !internal && family === 'IPv4');
    for (const {address} of others) {
      await expect(httpGet(`http://${address}:${endpoint.port}/metrics`)).rejects.toThrow(
        'ECONNREFUSED',
      );
    }
  });

  test('that another program has is refused by its number, with what to do', async () => {
    const other = createServer();
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const {port} = other.address() as AddressInfo;
    try {
      const attempt = startHttpEndpoint({port, pages: {}, onError: () => undefined});
      await expect(attempt).rejects.toThrow(PolybookError);
      await expect(attempt).rejects.toMatchObject({
        code: 'PORT_NOT_FREE',
        message: `Metrics cannot be served on port ${port}: another program has it`,
        hint: 'Pass another one after --metrics, or 0 for any that is free',
      });
    } finally {
      other.close();
    }
  });

  test('has room for few at a time: who comes beyond them is sent away, and may come again', async () => {
    const sockets: Socket[] = [];
    let closed = 0;
    try {
      for (let i = 0; i < 40; i++) {
        const socket = connect(endpoint.port, '127.0.0.1');
        socket.on('error', () => undefined);
        socket.on('close', () => closed++);
        sockets.push(socket);
      }

      await eventually(() => closed === 24, '24 of 40 connections to be closed');
    } finally {
      for (const socket of sockets) socket.destroy();
    }

    await eventually(() => closed === 40, 'all to be gone');
    expect((await httpGet(`${url}/metrics`)).status).toBe(200);
  });
});

describe('close', () => {
  test('cuts off who is connected: idle ones, and one that does not read its page', async () => {
    const agent = new Agent({keepAlive: true});
    await httpGet(`${url}/metrics`, {agent});
    const idle = Object.values(agent.freeSockets)[0]![0]!;
    const slow = connect(endpoint.port, '127.0.0.1');
    slow.on('error', () => undefined).pause();
    slow.write('GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(20));
    await once(slow, 'readable');
    const ends = [once(idle, 'close'), once(slow.resume(), 'close')];

    endpoint.close();
    endpoint.close();

    await Promise.all(ends);
    await expect(httpGet(`${url}/metrics`)).rejects.toThrow('ECONNREFUSED');
    agent.destroy();
  });
});

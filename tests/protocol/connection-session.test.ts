import {createServer, type AddressInfo, type Socket} from 'node:net';
import {describe, expect, test} from 'vitest';
import type {FeedLine} from '../../src/connection/feed-line.js';
import {systemClock} from '../../src/domain/clock.js';
import type {Clock} from '../../src/domain/clock.js';
import type {ConnectionState} from '../../src/domain/connection-state.js';
import {encodeSubscribe, encodeSubscription} from '../../src/protocol/encode-command.js';
import {eventually} from '../support/eventually.js';
import {createLine, type TestLimits} from '../support/feed-line.js';
import {FixedClock} from '../support/fixed-clock.js';
import {SocketServer} from '../support/socket-server.js';

class Session {
  readonly frames: string[] = [];
  readonly stamps: {readonly tsRecvUs: number; readonly wallMs: number}[] = [];
  readonly states: ConnectionState[] = [];
  readonly connection: FeedLine;

  constructor(url: string, limits: TestLimits = {}, clock: Clock = systemClock) {
    this.connection = createLine(url, limits, {
      clock,
      onFrame: (_line, _socket, frame, tsRecvUs, wallMs) => {
        this.frames.push(frame.toString());
        this.stamps.push({tsRecvUs, wallMs});
      },
      onState: (_, state) => this.states.push(state),
    });
  }

  get phases(): string[] {
    return this.states.map(({phase}) => phase);
  }

  get reasons(): string[] {
    return this.states.flatMap((state) => (state.phase === 'backing_off' ? [state.reason] : []));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.connection.close();
  }
}

/** Answers PING as the exchange does. */
const polite = () =>
  SocketServer.start((text, socket) => {
    if (text === 'PING') socket.send('PONG');
  });

const isPing = (text: string) => text === 'PING';

describe('what the connection says', () => {
  test('nothing is opened before there is something to subscribe to', async () => {
    await using server = await polite();
    await using session = new Session(server.url);
    session.connection.subscribe([]);
    expect(session.connection.state).toEqual({phase: 'idle'});
    session.connection.subscribe(['1']);
    expect(session.phases).toEqual(['connecting']);
  });

  test('the subscription asks for the first books, names all assets, and a PING follows at once', async () => {
    await using server = await polite();
    await using session = new Session(server.url);
    session.connection.subscribe(['1', '2']);
    session.connection.subscribe(['2', '3']); // Before the socket is open.
    await eventually(() => server.received.length === 2, 'subscription and PING');
    expect(server.received).toEqual([encodeSubscription(['1', '2', '3']), 'PING']);
    expect(JSON.parse(server.received[0]!)).toMatchObject({type: 'market', initial_dump: true});
  });

  test('PING is a text frame, sent again at every interval', async () => {
    await using server = await polite();
    await using session = new Session(server.url, {pingIntervalMs: 15});
    session.connection.subscribe(['1']);
    await eventually(() => server.received.filter(isPing).length >= 4, 'four PINGs');
    expect(server.received.filter((text) => !isPing(text))).toHaveLength(1);
    expect(session.connection.state.phase).toBe('awaiting_snapshot');
  });

  test('more assets are asked for on the same socket, known ones are not asked for again', async () => {
    await using server = await polite();
    await using session = new Session(server.url);
    session.connection.subscribe(['1']);
    await eventually(() => server.received.length === 2, 'subscription and PING');
    session.connection.subscribe(['1']);
    session.connection.subscribe(['1', '2']);
    session.connection.unsubscribe(['1', '9']);
    session.connection.unsubscribe(['9']);
    session.connection.subscribe(['1']);
    await eventually(() => server.received.length === 5, 'three more messages');
    expect(server.received.slice(2)).toEqual([
      encodeSubscribe(['2']),
      '{"operation":"unsubscribe","assets_ids":["1"]}',
      encodeSubscribe(['1']),
    ]);
    expect(server.clients).toHaveLength(1);
  });

  test('the first assets after all were given up open a subscription of their own', async () => {
    await using server = await polite();
    await using session = new Session(server.url);
    session.connection.subscribe(['1']);
    session.connection.unsubscribe(['1']);
    await eventually(() => server.received.length === 1, 'the PING alone');
    session.connection.subscribe(['2']);
    await eventually(() => server.received.length === 2, 'the subscription');
    expect(server.received).toEqual(['PING', encodeSubscription(['2'])]);
  });

  test('after a loss everything that is still wanted is subscribed in one message', async () => {
    await using server = await polite();
    await using session = new Session(server.url);
    session.connection.subscribe(['1']);
    await eventually(() => server.received.length === 2, 'subscription and PING');
    session.connection.subscribe(['2', '3']);
    session.connection.unsubscribe(['2']);
    await eventually(() => server.received.length === 4, 'both changes');
    server.clients[0]!.socket.close(1000);
    await eventually(
      () => server.clients.length === 2 && server.received.length === 2,
      'a new one',
    );
    expect(server.received[0]).toBe(encodeSubscription(['1', '3']));
    expect(session.connection.reconnects).toBe(1);
    expect(session.reasons).toEqual(['closed by the exchange (1000)']);
  });
});

describe('what the connection hears', () => {
  test('every text frame is handed on whole and in order, stamped as it comes', async () => {
    await using server = await polite();
    const clock = new FixedClock();
    await using session = new Session(server.url, {}, clock);
    session.connection.subscribe(['1']);
    await eventually(() => session.frames.length === 1, 'PONG');
    clock.us = 5_000_000;
    for (const text of ['', '[]', 'NO NEW ASSETS', '{"a":"ü"}']) server.send(text);
    await eventually(() => session.frames.length === 5, 'four more frames');
    expect(session.frames).toEqual(['PONG', '', '[]', 'NO NEW ASSETS', '{"a":"ü"}']);
    expect(session.stamps[4]).toEqual({tsRecvUs: 5_000_000, wallMs: 5_000});
  });

  test('a PONG gives the time since its PING, and only one', async () => {
    await using server = await SocketServer.start();
    const clock = new FixedClock();
    await using session = new Session(server.url, {}, clock);
    session.connection.subscribe(['1']);
    await eventually(() => server.received.includes('PING'), 'PING');
    expect(session.connection.active?.takePingUs(clock.us + 12_345)).toBe(12_345);
    expect(session.connection.active?.takePingUs(clock.us + 20_000)).toBeUndefined();
  });

  test('a PONG that is later than the next PING is not flattered by it', async () => {
    await using server = await SocketServer.start();
    const clock = new FixedClock();
    await using session = new Session(server.url, {pingIntervalMs: 10}, clock);
    session.connection.subscribe(['1']);
    const sentUs = clock.us;
    await eventually(() => server.received.includes('PING'), 'the first PING');
    clock.us += 10_000_000;
    const sent = server.received.length;
    await eventually(() => server.received.length >= sent + 2, 'more PINGs');
    expect(session.connection.active?.takePingUs(clock.us + 1)).toBe(clock.us + 1 - sentUs);
  });

  test('data, not PONG, makes a connection live', async () => {
    await using server = await polite();
    await using session = new Session(server.url);
    session.connection.subscribe(['1']);
    await eventually(() => session.frames.length === 1, 'PONG');
    expect(session.phases).toEqual(['connecting', 'awaiting_snapshot']);
    session.connection.noteData(systemClock.nowUs());
    session.connection.noteData(systemClock.nowUs());
    expect(session.phases).toEqual(['connecting', 'awaiting_snapshot', 'live']);
  });
});

describe('what ends a socket', () => {
  test('a frame larger than the limit, with a sentence that says so; the next socket is tried', async () => {
    await using server = await SocketServer.start((text, socket) => {
      if (text === 'PING') socket.send('x'.repeat(2001));
    });
    await using session = new Session(server.url, {maxFrameBytes: 2000});
    session.connection.subscribe(['1']);
    await eventually(() => server.clients.length >= 2, 'a second try');
    expect(session.reasons[0]).toBe('the exchange sent a frame larger than the limit');
    expect(session.frames).toEqual([]);
  });

  test('silence for longer than the limit, however open the socket is', async () => {
    await using server = await SocketServer.start();
    await using session = new Session(server.url, {pingIntervalMs: 20, silenceMs: 80});
    session.connection.subscribe(['1']);
    await eventually(() => session.reasons.length > 0, 'the loss');
    const [, opened, lost] = session.states;
    expect(session.reasons[0]).toBe('no heartbeat for 0.08 s');
    expect(opened!.phase).toBe('awaiting_snapshot');
    const silentUs = (lost as {sinceUs: number}).sinceUs - (opened as {sinceUs: number}).sinceUs;
    expect(silentUs).toBeGreaterThanOrEqual(80_000);
  });

  test('not a quiet feed whose PONGs still come', async () => {
    await using server = await polite();
    // An answer may be late on a busy machine, so the limit is far from the interval.
    await using session = new Session(server.url, {pingIntervalMs: 10, silenceMs: 1000});
    session.connection.subscribe(['1']);
    const startMs = performance.now();
    await eventually(() => performance.now() - startMs > 1500, 'one and a half of the limit');
    expect(session.phases).toEqual(['connecting', 'awaiting_snapshot']);
  });

  test('an upgrade that is never answered', async () => {
    const sockets: Socket[] = [];
    const mute = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    try {
      const {port} = mute.address() as AddressInfo;
      await using session = new Session(`ws://127.0.0.1:${port}`, {connectTimeoutMs: 40});
      session.connection.subscribe(['1']);
      await eventually(() => session.reasons.length > 0, 'the loss');
      expect(session.reasons[0]).toBe('Opening handshake has timed out');
      expect(session.phases.slice(0, 2)).toEqual(['connecting', 'backing_off']);
    } finally {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => mute.close(resolve));
    }
  });
});

describe('close', () => {
  test('says goodbye with 1000 and is final', async () => {
    await using server = await polite();
    const session = new Session(server.url);
    session.connection.subscribe(['1']);
    await eventually(() => session.frames.length === 1, 'PONG');
    await Promise.all([session.connection.close(), session.connection.close()]);
    await eventually(() => server.clients[0]!.closeCode !== undefined, 'the goodbye');
    expect(server.clients[0]!.closeCode).toBe(1000);
    expect(session.phases).toEqual(['connecting', 'awaiting_snapshot', 'closed']);
    session.connection.subscribe(['2']);
    await session.connection.close();
    expect(server.clients).toHaveLength(1);
  });

  test('cuts a socket that does not answer the goodbye within half a second', async () => {
    await using server = await SocketServer.start();
    const session = new Session(server.url);
    session.connection.subscribe(['1']);
    await eventually(() => server.received.includes('PING'), 'PING');
    server.clients[0]!.socket.pause();
    const startMs = performance.now();
    await session.connection.close();
    expect(performance.now() - startMs).toBeGreaterThan(450);
    expect(session.phases.at(-1)).toBe('closed');
  });

  test('ends the wait for a retry', async () => {
    const gone = await SocketServer.start();
    const {url} = gone;
    await gone[Symbol.asyncDispose]();
    const session = new Session(url);
    session.connection.subscribe(['1']);
    await eventually(() => session.connection.state.phase === 'backing_off', 'a refusal');
    const tries = session.phases.filter((phase) => phase === 'connecting').length;
    await session.connection.close();
    const startMs = performance.now();
    await eventually(() => performance.now() - startMs > 150, 'longer than the retry would take');
    expect(session.phases.filter((phase) => phase === 'connecting')).toHaveLength(tries);
    expect(session.phases.at(-1)).toBe('closed');
  });

  test('in whatever phase leaves no timer and no socket behind', async () => {
    await using server = await polite();
    const before = {sockets: count(/^TCP(?:Socket|Connect)Wrap$/), timers: count(/^Timeout$/)};
    const open = new Session(server.url);
    open.connection.subscribe(['1']);
    await eventually(() => open.frames.length === 1, 'PONG');
    const connecting = new Session(server.url);
    connecting.connection.subscribe(['1']);
    expect(connecting.connection.state.phase).toBe('connecting');
    const idle = new Session(server.url);
    await Promise.all([open, connecting, idle].map(({connection}) => connection.close()));
    await eventually(
      () =>
        count(/^TCP(?:Socket|Connect)Wrap$/) <= before.sockets &&
        count(/^Timeout$/) <= before.timers,
      () => `still active: ${process.getActiveResourcesInfo().join(' ')}`,
    );
  });

  test('may be asked for by the very news of a loss, and no retry follows', async () => {
    await using server = await polite();
    const phases: string[] = [];
    const connection: FeedLine = createLine(
      server.url,
      {},
      {
        random: () => 0.9,
        onState: (_, {phase}) => {
          phases.push(phase);
          if (phase === 'backing_off') void connection.close();
        },
      },
    );
    connection.subscribe(['1']);
    await eventually(() => server.received.includes('PING'), 'PING');
    const before = count(/^Timeout$/);
    server.clients[0]!.socket.terminate();
    await eventually(() => phases.includes('closed'), 'closed');
    expect(phases).toEqual(['connecting', 'awaiting_snapshot', 'backing_off', 'closed']);
    // The heartbeat's two timers have ended, and none for a retry has taken their place.
    await eventually(() => count(/^Timeout$/) <= before - 2, 'no timer');
  });
});

/** How many things of a kind keep this process alive. */
function count(kind: RegExp): number {
  return process.getActiveResourcesInfo().filter((name) => kind.test(name)).length;
}

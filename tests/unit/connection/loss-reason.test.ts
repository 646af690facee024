import {describe, expect, test} from 'vitest';
import {
  describeClose,
  describeFailure,
  describeRefusal,
} from '../../../src/connection/loss-reason.js';

function failure(code: string | undefined, message = ''): string {
  return describeFailure(Object.assign(new Error(message), code === undefined ? {} : {code}));
}

describe('describeFailure', () => {
  test.each([
    ['ECONNREFUSED', 'connection refused'],
    ['ENOTFOUND', 'the name of the host was not found'],
    ['EAI_AGAIN', 'the name of the host was not found'],
    ['ENETUNREACH', 'the network is unreachable'],
    ['EHOSTUNREACH', 'the network is unreachable'],
    ['ETIMEDOUT', 'the connection timed out'],
    ['ECONNRESET', 'the connection was reset'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name'],
    ['CERT_HAS_EXPIRED', "its certificate is not valid now: is this machine's clock right?"],
    ['CERT_NOT_YET_VALID', "its certificate is not valid now: is this machine's clock right?"],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate is not trusted (see NODE_EXTRA_CA_CERTS)'],
    ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'the exchange sent a frame larger than the limit'],
  ])('%s is "%s"', (code, sentence) => {
    expect(failure(code, 'something technical')).toBe(sentence);
  });

  test('another failure tells its own message, its code, or at least that it failed', () => {
    expect(failure('HOSTNAME_MISMATCH', 'host name mismatch')).toBe('host name mismatch');
    expect(failure('EWHATEVER')).toBe('EWHATEVER');
    expect(failure(undefined)).toBe('the connection failed');
  });
});

describe('describeClose and describeRefusal', () => {
  test('a close without a closing handshake broke off; others give their code and words', () => {
    expect(describeClose(1006, Buffer.alloc(0))).toBe('the connection broke off');
    expect(describeClose(1001, Buffer.alloc(0))).toBe('closed by the exchange (1001)');
    expect(describeClose(1008, Buffer.from('slow down'))).toBe(
      'closed by the exchange (1008 slow down)',
    );
  });

  test('what the other side says can do nothing to the terminal and stays short', () => {
    const hostile = Buffer.from(`\u001b[2J\u001b]0;title\u0007one\ntwo ${'x'.repeat(200)}`);
    const sentence = describeClose(4000, hostile);
    expect(sentence).toMatch(/^closed by the exchange \(4000 one two x+…\)$/);
    expect(sentence.length).toBeLessThan(120);
  });

  test('a host to which somebody redirects is named, and stays short', () => {
    expect(describeRefusal(302, 'http://login.example/start')).toContain(' to login.example (');
    const sentence = describeRefusal(302, `http://${'x'.repeat(10_000)}.example/`);
    expect(sentence).toMatch(/^redirected to x+… \(HTTP 302\)/);
    expect(sentence.length).toBeLessThan(160);
    expect(describeRefusal(302, 'http://a\u001b[2J/')).toMatch(/^redirected \(HTTP 302\)/);
  });

  test('an HTTP answer is named by its status', () => {
    expect(describeRefusal(404)).toBe('the exchange refused the WebSocket with HTTP 404');
    expect(describeRefusal(undefined)).toMatch(/no status$/);
  });
});

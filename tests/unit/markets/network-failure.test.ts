import {describe, expect, test} from 'vitest';
import {describeNetworkFailure} from '../../../src/markets/network-failure.js';

function failure(code: string): Error {
  return Object.assign(new Error('low level'), {code});
}

const fetchFailed = (cause: unknown) => new TypeError('fetch failed', {cause});

describe('describeNetworkFailure', () => {
  test.each<[unknown, string]>([
    [fetchFailed(failure('ENOTFOUND')), 'its name could not be resolved (ENOTFOUND)'],
    [fetchFailed(failure('ECONNREFUSED')), 'connection refused (ECONNREFUSED)'],
    [
      fetchFailed(failure('CERT_HAS_EXPIRED')),
      "its certificate has expired, or this machine's clock is wrong (CERT_HAS_EXPIRED)",
    ],
    [
      fetchFailed(failure('UNABLE_TO_VERIFY_LEAF_SIGNATURE')),
      'its certificate is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE)',
    ],
    // A code that nobody wrote words for is still said.
    [fetchFailed(failure('EOTHER')), 'EOTHER'],
    // Several addresses of one host were tried.
    [fetchFailed(new AggregateError([failure('ENETUNREACH')])), 'no network (ENETUNREACH)'],
    [fetchFailed(fetchFailed(failure('ECONNRESET'))), 'connection reset (ECONNRESET)'],
    [new TypeError('fetch failed'), 'fetch failed'],
    ['a string', 'a string'],
  ])('%s is "%s"', (error, words) => {
    expect(describeNetworkFailure(error)).toBe(words);
  });

  test('a cause that is its own cause ends', () => {
    const error = new Error('round');
    error.cause = error;

    expect(describeNetworkFailure(error)).toBe('round');
  });
});

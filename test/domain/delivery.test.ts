import { expect } from 'chai';
import { failureOf, retryDelayMs } from '../../src/domain/delivery.ts';

describe('reading how Slack refused a message', () => {
  const cases = [
    ['ratelimited', 'rate-limited'],
    ['internal_error', 'maybe-sent'],
    ['fatal_error', 'maybe-sent'],
    ['is_archived', 'no-place'],
    ['not_in_channel', 'no-place'],
    ['channel_not_found', 'no-place'],
    ['token_revoked', 'no-access'],
    ['account_inactive', 'no-access'],
    ['msg_too_long', 'refused'],
  ] as const;
  for (const [code, failure] of cases)
    it(`takes ${code} for ${failure}`, () => {
      expect(failureOf(code)).to.equal(failure);
    });
});

describe('waiting before the next attempt', () => {
  it('doubles from two seconds to five minutes', () => {
    expect([1, 2, 3, 8, 9, 1000].map(retryDelayMs)).to.deep.equal([
      2000, 4000, 8000, 256_000, 300_000, 300_000,
    ]);
  });
});

import { expect } from 'chai';
import { failureOf, isFinal, refusedDelayMs, retryDelayMs } from '../../src/domain/delivery.ts';

describe('reading how Slack refused a message', () => {
  const cases = {
    'rate-limited': ['ratelimited', 'rate_limited'],
    'maybe-sent': ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'],
    'no-place': [
      'is_archived',
      'not_in_channel',
      'channel_not_found',
      'restricted_action',
      'restricted_action_read_only_channel',
      'restricted_action_thread_only_channel',
    ],
    'no-access': ['token_revoked', 'account_inactive', 'missing_scope'],
    'bad-shape': [
      'invalid_blocks',
      'invalid_blocks_format',
      'msg_too_long',
      'msg_blocks_too_long',
      'no_text',
      'invalid_metadata_format',
      'invalid_metadata_schema',
      'metadata_too_large',
    ],
    'not-now': [
      'org_login_required',
      'ekm_access_denied',
      'messaging_processing_failed',
      'team_access_not_granted',
      'message_limit_exceeded',
      'no_permission',
      'enterprise_is_restricted',
      'invalid_arguments',
      'user_not_found',
      'a_code_of_tomorrow',
    ],
  };
  for (const [failure, codes] of Object.entries(cases))
    for (const code of codes)
      it(`takes ${code} for ${failure}`, () => {
        expect(failureOf(code)).to.equal(failure);
      });
});

describe('what is final for a message', () => {
  const cases: [code: string, to: ('channel' | 'thread' | 'person')[]][] = [
    ['user_not_found', ['person']],
    ['user_disabled', ['person']],
    ['cannot_dm_bot', ['person']],
    ['messages_tab_disabled', []],
    ['channel_not_found', []],
    ['cannot_reply_to_message', ['thread']],
    ['restricted_action_thread_locked', ['thread']],
    ['restricted_action_non_threadable_channel', ['thread']],
    ['is_archived', []],
    ['restricted_action', []],
    ['org_login_required', []],
    ['no_permission', []],
    ['invalid_arguments', []],
    ['a_code_of_tomorrow', []],
  ];
  for (const [code, to] of cases)
    it(`is ${code} ${to.length > 0 ? `to a ${to.join(' and a ')}` : 'nowhere'}`, () => {
      const everywhere = ['channel', 'thread', 'person'] as const;

      expect(everywhere.filter((addressee) => isFinal(addressee, code))).to.deep.equal(to);
    });
});

describe('waiting before the next attempt', () => {
  it('doubles from two seconds to five minutes', () => {
    expect([1, 2, 3, 8, 9, 1000].map(retryDelayMs)).to.deep.equal([
      2000, 4000, 8000, 256_000, 300_000, 300_000,
    ]);
  });

  it('doubles to an hour after a refusal', () => {
    expect([1, 2, 3, 8, 9, 11, 12, 1000].map(refusedDelayMs)).to.deep.equal([
      2000, 4000, 8000, 256_000, 512_000, 2_048_000, 3_600_000, 3_600_000,
    ]);
  });
});

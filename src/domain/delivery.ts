import { growingDelayMs } from './growing-delay.ts';

/** Longer than one send with its look beforehand can take, so that a live holder is never overtaken. */
export const leaseMs = 30_000;

/** What became of an attempt to send, as far as anybody can know. */
export type SendFailure = 'rate-limited' | 'maybe-sent' | 'no-place' | 'no-access' | 'bad-shape' | 'not-now';

const listed: Readonly<Record<Exclude<SendFailure, 'not-now'>, readonly string[]>> = {
  'rate-limited': ['ratelimited', 'rate_limited'],
  /** Slack's own faults: its documentation says that a part may have been done. */
  'maybe-sent': [
    'internal_error',
    'fatal_error',
    'service_unavailable',
    'request_timeout',
    'team_added_to_org',
  ],
  'no-place': [
    'channel_not_found',
    'is_archived',
    'not_in_channel',
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
  ],
  /** The app is not let in at all. Once it is installed again, what waited is still to be said. */
  'no-access': [
    'account_inactive',
    'token_revoked',
    'token_expired',
    'invalid_auth',
    'not_authed',
    'access_denied',
    'missing_scope',
  ],
  /** Slack does not take it as it is: there is less to be sent. */
  'bad-shape': [
    'invalid_blocks',
    'invalid_blocks_format',
    'msg_blocks_too_long',
    'msg_too_long',
    'no_text',
    'markdown_text_conflict',
    'invalid_metadata_format',
    'invalid_metadata_schema',
    'metadata_too_large',
    'metadata_must_be_sent_from_app',
    'too_many_attachments',
    'attachment_payload_limit_exceeded',
    'too_many_contact_cards',
  ],
};

const failures = new Map(
  Object.entries(listed).flatMap(([failure, codes]) => codes.map((code) => [code, failure as SendFailure])),
);

/** Reads Slack's error code for a refused message. Its list is open: a code that is not listed here is one of a moment. */
export const failureOf = (slackError: string): SendFailure => failures.get(slackError) ?? 'not-now';

/** `onlooker`: one person, in a channel where nobody else sees it. */
export type Addressee = 'channel' | 'thread' | 'person' | 'onlooker';

/**
 * What Slack's documentation calls final for a message to such a place: no time and nobody's doing will let this one
 * through. A channel's own doors open again, so nothing is final there; and so do an app's, such as its messages tab.
 */
const final: Readonly<Record<Addressee, ReadonlySet<string>>> = {
  channel: new Set(),
  thread: new Set([
    'cannot_reply_to_message',
    'restricted_action_non_threadable_channel',
    'restricted_action_thread_locked',
    'thread_not_found',
  ]),
  person: new Set([
    'cannot_dm_bot',
    'user_disabled',
    'user_not_found',
    'user_not_visible',
    'users_not_found',
  ]),
  onlooker: new Set([
    'channel_not_found',
    'is_archived',
    'not_in_channel',
    'user_not_found',
    'user_not_in_channel',
  ]),
};

export const isFinal = (addressee: Addressee, slackError: string): boolean =>
  final[addressee].has(slackError);

/** After silence Slack may still be at it: by then it must have finished. */
export const silenceMs = 30_000;

/** Why a delivery is due whose holder was killed, perhaps in the middle of sending. */
export const holderEnded = 'holder ended';

/** How long a message that a killed process may have sent can still be on its way. */
export const onItsWayMs = (
  tried: { at?: Date | null } | null | undefined,
  why: string | null | undefined,
  now: Date,
): number =>
  why === holderEnded && tried?.at ? Math.max(0, tried.at.getTime() + silenceMs - now.getTime()) : 0;

/** How often to see whether the app is let in again. */
export const accessDelayMs = 300_000;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const shortestMs = 2_000;

/** Waits longer after each failed attempt: two seconds at first, five minutes at most. */
export const retryDelayMs = (attempts: number): number =>
  growingDelayMs(attempts - 1, { shortestMs, longestMs: 5 * minuteMs });

/** The same for what Slack refuses for now, which may last: up to an hour. */
export const refusedDelayMs = (times: number): number => growingDelayMs(times - 1, { shortestMs });

/** Whoever waits for it is told, once Slack has refused it for so long. */
export const lateAfterMs = hourMs;

/** What does not wait for a wall is news to nobody after that. */
export const refusedForMs = 7 * 24 * hourMs;

/** The same for what Slack takes in no form: a day later it is its own fault. */
export const shapeRefusedForMs = 24 * hourMs;

/** How long to try to look for what may have been sent, before nobody is going to know. */
export const lookForMs = 24 * hourMs;

import type { RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';

type Given = Parameters<RespondFn>[0];
type Answer = Exclude<Given, string>;

/** An act on a message that is in a thread or begins one. */
interface Asked {
  channelId: string;
  userId: string;
  ts: string;
  threadTs: string;
}

const textAt = (value: unknown, ...path: string[]): string | undefined => {
  const found = path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
  return typeof found === 'string' ? found : undefined;
};

const askedIn = (body: unknown): Asked | undefined => {
  const channelId = textAt(body, 'container', 'channel_id');
  const userId = textAt(body, 'user', 'id');
  const ts = textAt(body, 'container', 'message_ts');
  const threadTs = textAt(body, 'container', 'thread_ts') ?? textAt(body, 'message', 'thread_ts');
  return channelId && userId && ts && threadTs ? { channelId, userId, ts, threadTs } : undefined;
};

const isNewPrivateAnswer = (given: Given): given is Answer =>
  typeof given !== 'string' && given.response_type === 'ephemeral' && given.replace_original !== true;

/**
 * `respond`, such that a private answer appears where the person is looking. Slack puts an answer to a message that has
 * replies into its thread, which is closed for whoever pressed its button in the channel, and does not say where that
 * was. The channel is in sight either way. An act on a reply is answered in its thread.
 */
export const respondWhereAsked = (respond: RespondFn, client: WebClient, body: unknown): RespondFn => {
  const asked = askedIn(body);
  if (!asked) return respond;
  const { channelId, userId, ts, threadTs } = asked;
  return async (given) => {
    if (!isNewPrivateAnswer(given)) return respond(given);
    if (threadTs !== ts) return respond({ ...given, thread_ts: threadTs });
    const blocks = 'blocks' in given ? given.blocks : undefined;
    try {
      await client.chat.postEphemeral({
        channel: channelId,
        user: userId,
        text: given.text ?? '',
        ...(blocks && { blocks }),
      });
      return new Response();
    } catch {
      // To somebody who only looks into the channel, say: in the thread is better than nowhere.
      return respond(given);
    }
  };
};

/** The same arguments with such a `respond`, where there is one. */
export const answerWhereAsked = <A extends { client: WebClient }>(args: A): A => {
  if (!('respond' in args) || typeof args.respond !== 'function') return args;
  const { respond } = args;
  const original: RespondFn = (given) => respond(given);
  return {
    ...args,
    respond: respondWhereAsked(original, args.client, 'body' in args ? args.body : undefined),
  };
};

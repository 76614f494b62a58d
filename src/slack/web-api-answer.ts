import { z } from 'zod';

/** Slack's codes look like this; a page of HTML, an address or a sentence in their place comes from somebody else. */
const errorCode = z.string().regex(/^[a-z][a-z0-9_]{0,79}$/);
const id = z.string().min(1);
const timestamp = z.string().regex(/^\d+\.\d+$/);

/** What the library and the bot read of it on any answer; Slack's warnings may come with a refusal, too. */
const about = z.looseObject({
  next_cursor: z.string().optional(),
  messages: z.array(z.string()).optional(),
  warnings: z.array(z.string()).optional(),
});

const named = z.looseObject({ id });
const reaction = z.looseObject({
  name: z.string(),
  users: z.array(z.string()).optional(),
  count: z.number().optional(),
});
const message = z.looseObject({ ts: timestamp, reactions: z.array(reaction).optional() });
const place = { channel: id, ts: timestamp };
const conversation = { channel: named };
const messages = { messages: z.array(message), has_more: z.boolean().optional() };

/** What an answer of success holds that the bot goes by. Of other methods it only wants to know that it is one. */
const taken: Readonly<Record<string, z.ZodRawShape>> = {
  'apps.connections.open': { url: z.url({ protocol: /^wss?$/ }) },
  'auth.test': { team_id: id, user_id: id, url: id },
  'chat.postEphemeral': { message_ts: timestamp },
  'chat.postMessage': place,
  'chat.update': place,
  'chat.delete': place,
  'conversations.history': messages,
  'conversations.info': conversation,
  'conversations.join': conversation,
  'conversations.members': { members: z.array(id) },
  'conversations.open': conversation,
  'conversations.replies': messages,
  'reactions.get': { message },
  'usergroups.list': { usergroups: z.array(named) },
  'usergroups.users.list': { users: z.array(id) },
  'users.conversations': { channels: z.array(named) },
  'users.info': { user: named },
  'users.list': { members: z.array(named) },
  'views.open': { view: named },
  'views.publish': { view: named },
};

/** A list that says that there is more, and not how to get it, is no whole list. */
const isWhole = (answer: Record<string, unknown>): boolean => {
  const { next_cursor: cursor } = about.safeParse(answer.response_metadata).data ?? {};
  return answer.has_more !== true || Boolean(cursor);
};

const answerOf = (method: string) =>
  z.discriminatedUnion('ok', [
    z.looseObject({ ok: z.literal(false), error: errorCode, response_metadata: about.optional() }),
    z
      .looseObject({ ok: z.literal(true), response_metadata: about.optional(), ...taken[method] })
      .refine(isWhole, { path: ['response_metadata', 'next_cursor'] }),
  ]);

const answers = new Map<string, ReturnType<typeof answerOf>>();

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** Whether Slack did what it was asked, or where the answer is not one of Slack's. Never what it says. */
export const readAnswer = (method: string, body: string): { isOk: boolean } | { fault: string } => {
  const answer = answers.get(method) ?? answerOf(method);
  answers.set(method, answer);
  const read = answer.safeParse(parsed(body));
  if (read.success) return { isOk: read.data.ok };
  return { fault: (read.error.issues[0]?.path.join('.') ?? '') || 'the whole' };
};

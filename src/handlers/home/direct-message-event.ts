import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { answerDirectMessage } from '../../operations/home/direct-answer.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'message'>;
type MessageDeps = Pick<Deps, 'clock' | 'store' | 'installation' | 'workspace' | 'people' | 'outbox'>;

/** What people write themselves has none of the other subtypes: those tell of edits, joins and the like. */
const written: ReadonlySet<string | undefined> = new Set([undefined, 'file_share', 'me_message']);

/** Who wrote to the bot; undefined when it is anything else that Slack tells as a message, the bot's own included. */
const writerOf = (event: Args['event'], botUserId: string): string | undefined => {
  if (event.channel_type !== 'im' || !written.has(event.subtype)) return undefined;
  if ('bot_id' in event && event.bot_id) return undefined;
  const userId = 'user' in event && typeof event.user === 'string' ? event.user : undefined;
  return userId === botUserId || userId === 'USLACKBOT' ? undefined : userId;
};

/** Somebody writes to the bot as to a person: it says what it understands. */
export const createDirectMessageEvent =
  (deps: MessageDeps) =>
  async ({ event }: Args): Promise<void> => {
    const userId = writerOf(event, deps.installation.botUserId);
    if (userId) await answerDirectMessage(deps, userId, deps.clock.now());
  };

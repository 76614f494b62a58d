import type { RespondFn } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { stringAt } from './string-at.ts';

type Given = Parameters<RespondFn>[0];
type Answer = Exclude<Given, string>;

/** An act on a message that is in a thread or begins one. */
interface Asked {
  channelId: string;
  userId: string;
  ts: string;
  threadTs: string;
}

const askedIn = (body: unknown): Asked | undefined => {
  const channelId = stringAt(body, 'container', 'channel_id');
  const userId = stringAt(body, 'user', 'id');
  const ts = stringAt(body, 'container', 'message_ts');
  const threadTs = stringAt(body, 'container', 'thread_ts') ?? stringAt(body, 'message', 'thread_ts');
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

/** An act on Home or in a modal, which Slack gives no address to answer at. */
interface InView {
  type: 'home' | 'modal';
  viewId: string;
  triggerId: string;
  /** Of the modal: what answers in its place is about the same. On Home: of what the button belongs to. */
  title: string;
}

/** What stands above the answer to a button on Home. */
type TitleOf = (actionId: string | undefined) => string;

const viewIn = (body: unknown, titleOf: TitleOf): InView | undefined => {
  const isAct = stringAt(body, 'type') === 'block_actions';
  const type = stringAt(body, 'view', 'type');
  const viewId = stringAt(body, 'view', 'id');
  const triggerId = stringAt(body, 'trigger_id');
  const ofModal = type === 'modal' ? stringAt(body, 'view', 'title', 'text') : undefined;
  const title = ofModal ?? titleOf(stringAt(body, 'actions', '0', 'action_id'));
  return isAct && (type === 'home' || type === 'modal') && viewId && triggerId
    ? { type, viewId, triggerId, title }
    : undefined;
};

/** A private answer where there is no conversation to give it in. */
const answerModal = (
  { text, blocks }: Pick<Answer, 'text'> & { blocks?: unknown },
  title: string,
): ModalView => ({
  type: 'modal',
  title: { type: 'plain_text', text: title },
  close: { type: 'plain_text', text: 'Close' },
  blocks: Array.isArray(blocks)
    ? blocks
    : [{ type: 'section', text: { type: 'mrkdwn', text: text ?? '', verbatim: true } }],
});

/**
 * `respond` for an act on Home or in a modal: a new answer is a modal over it. In place of a modal comes what replaces
 * it; Home is shown anew by itself after whatever a person does.
 */
const respondInView =
  (client: WebClient, { type, viewId, triggerId, title }: InView): RespondFn =>
  async (given) => {
    const answer: Answer = typeof given === 'string' ? { text: given } : given;
    const view = answerModal(answer, title);
    if (answer.replace_original === true) {
      if (type === 'modal') await client.views.update({ view_id: viewId, view });
    } else if (type === 'modal') await client.views.push({ trigger_id: triggerId, view });
    else await client.views.open({ trigger_id: triggerId, view });
    return new Response();
  };

/** The same arguments with such a `respond`, where somebody can be answered. */
export const answerWhereAsked = <A extends { client: WebClient }>(
  args: A,
  titleOf: TitleOf = () => 'Brag Wall',
): A => {
  const inView = 'body' in args ? viewIn(args.body, titleOf) : undefined;
  if (inView) return { ...args, respond: respondInView(args.client, inView) };
  if (!('respond' in args) || typeof args.respond !== 'function') return args;
  const { respond } = args;
  const original: RespondFn = (given) => respond(given);
  return {
    ...args,
    respond: respondWhereAsked(original, args.client, 'body' in args ? args.body : undefined),
  };
};

import { linkTokenHash } from '../../src/operations/link-token.ts';
import { callbackIds } from '../../src/views/ids.ts';
import type { TestBot, TestTeam } from './bot.ts';

export const publicUrl = 'https://brag.example.com';

/** What Slack sends of the form. */
export const askValues = (
  moment: string | null,
  customer: string | null = null,
  choice?: 'mask' | 'keep',
) => ({
  voice_moment: { value: moment },
  voice_customer: { value: customer },
  ...(choice && { win_customer_data: { selected_option: { value: choice } } }),
});

export interface AskPreviewed {
  winId: string;
  moment?: string;
  customerAlias?: string;
  linkMadeAt?: number | undefined;
}

/** Presses Make the link below the preview. */
export const makeLink = (
  team: TestTeam,
  userId: string,
  { moment = 'your umbrella', ...asked }: AskPreviewed,
  viewId = 'VLINK',
) => team.submit(userId, callbackIds.voiceLink, { moment, ...asked }, {}, viewId);

/** The secret of a link that a view shows. */
export const tokenIn = (shown: unknown): string | undefined =>
  /brag\.example\.com\/ask\/([\w-]+)/.exec(JSON.stringify(shown))?.[1];

/** Whether a customer can answer by a link. */
export const isLinkOpen = async ({ models }: Pick<TestBot, 'models'>, token: string): Promise<boolean> =>
  Boolean(await models.voices.byLink(linkTokenHash(token)));

export const answerLink = ({ models, now }: Pick<TestBot, 'models' | 'now'>, token: string) =>
  models.voices.answer(linkTokenHash(token), { answer: 'helped', language: 'en' }, now());

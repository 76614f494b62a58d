import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { reading } from '../../views/blocks.ts';
import type { Message } from '../../views/message.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { answerStaff } from './answer-staff.ts';
import { type OpenSettingsDeps, openSettingsForm } from './open-settings.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Home has no place for an answer that one person sees. */
const answer = async ({ body, client, respond }: Args, message: Message): Promise<void> => {
  if (body.response_url) return answerPrivately(respond, message);
  const view = reading({ title: 'Settings', close: 'Close', blocks: message.blocks });
  await openForm(client, body.trigger_id, view);
};

/** Settings, wherever its button is. */
export const createSettingsOpenAction =
  (deps: OpenSettingsDeps) =>
  async (args: Args): Promise<void> => {
    const { ack, body, client } = args;
    await ack();
    const request = { client, triggerId: body.trigger_id, userId: body.user.id };
    const opened = await openSettingsForm(deps, request);
    if (opened.kind === 'in-doubt') return answer(args, opened.message);
    if (opened.kind === 'staff') await answer(args, await answerStaff(deps));
  };

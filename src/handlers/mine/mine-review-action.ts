import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { reviewForm } from '../../views/mine/review-form.ts';
import { isTeamModeInTime } from '../decided-in-time.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** For my review: asks which wins. */
export const createMineReviewAction =
  (deps: Pick<Deps, 'workspace'>) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    const doubt = await openForm(client, body, reviewForm({ isTeamMode: await isTeamModeInTime(deps) }));
    if (doubt) await answerPrivately(respond, doubt);
  };

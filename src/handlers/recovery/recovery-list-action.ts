import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type ListDeps, listRecoveries } from '../../operations/recovery/list-recoveries.ts';
import type { Message } from '../../views/message.ts';
import { recoveryListForManagers, recoveryListModal } from '../../views/recovery/recovery-list.ts';
import type { BragKeyword } from '../brag-keyword.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Opens the list, or resolves with what to tell whoever cannot have it. */
const openList = async (
  deps: ListDeps & Pick<Deps, 'clock'>,
  client: Args['client'],
  opener: Parameters<typeof openForm>[1],
  userId: string,
): Promise<Message | undefined> => {
  const list = await listRecoveries(deps, userId, deps.clock.now());
  return list ? openForm(client, opener, recoveryListModal(list)) : recoveryListForManagers;
};

/** All of the team's, for those who lead it. */
export const createRecoveryListAction =
  (deps: ListDeps & Pick<Deps, 'clock'>) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    const instead = await openList(deps, client, body, body.user.id);
    if (instead) await answerPrivately(respond, instead);
  };

/** `/brag recover list`: the same. */
export const recoverListKeyword: BragKeyword = {
  pattern: /^recover\s+list$/i,
  async answer(deps, { ack, client, command, respond }) {
    await ack();
    const instead = await openList(deps, client, command.trigger_id, command.user_id);
    if (instead) await answerPrivately(respond, instead);
  },
};

import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { type WhoNominatedDeps, whoNominated } from '../../operations/nomination/who-nominated.ts';
import { nominatorsHidden, nominatorsModal } from '../../views/nomination-report.ts';
import { alreadyGone } from '../../views/win/win-answer.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Who nominated?, beside a win. Who may know is decided where it is read. */
export const createWhoNominatedAction =
  (deps: WhoNominatedDeps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const found = await whoNominated(deps, action.value ?? '', body.user.id);
    if (found === 'gone') return answerPrivately(respond, alreadyGone);
    if (found === 'hidden') return answerPrivately(respond, nominatorsHidden);
    const doubt = await openForm(client, body, nominatorsModal(found));
    if (doubt) await answerPrivately(respond, doubt);
  };

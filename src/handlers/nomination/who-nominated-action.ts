import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  RespondFn,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import { type WhoNominatedDeps, whoNominated } from '../../operations/nomination/who-nominated.ts';
import { nominatorsHidden, nominatorsModal } from '../../views/nomination-report.ts';
import { alreadyGone } from '../../views/win/win-answer.ts';
import { foldedCard } from '../../views/win/win-card.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type Asked = Pick<AllMiddlewareArgs, 'client'> & { body: BlockAction; respond: RespondFn };

/** Shows who nominated a win. Who may know is decided where it is read. */
export const openNominators = async (
  deps: WhoNominatedDeps,
  { body, client, respond }: Asked,
  winId: string,
): Promise<void> => {
  const found = await whoNominated(deps, winId, body.user.id);
  if (found === 'gone') return answerPrivately(respond, alreadyGone);
  if (found === 'hidden') return answerPrivately(respond, nominatorsHidden);
  if (found === 'folded') return answerPrivately(respond, foldedCard);
  const doubt = await openForm(client, body, nominatorsModal(found));
  if (doubt) await answerPrivately(respond, doubt);
};

/** Who nominated?, beside a win. */
export const createWhoNominatedAction =
  (deps: WhoNominatedDeps) =>
  async (args: Args): Promise<void> => {
    await args.ack();
    await openNominators(deps, args, args.action.value ?? '');
  };

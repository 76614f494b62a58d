import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  RespondFn,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import { slackErrorCode } from '../../errors.ts';
import {
  compareNominators,
  type FoundNominators,
  type WhoNominatedDeps,
  whoNominated,
} from '../../operations/nomination/who-nominated.ts';
import { nominatorsHidden, nominatorsModal } from '../../views/nomination-report.ts';
import { alreadyGone } from '../../views/win/win-answer.ts';
import { foldedCard } from '../../views/win/win-card.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openView } from '../open-form.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type Asked = Pick<AllMiddlewareArgs, 'client'> & { body: BlockAction; respond: RespondFn };

/** What Slack shows beside what is counted; `unanswered` when it could not be asked. */
const comparisonOf = async (deps: WhoNominatedDeps, found: FoundNominators) => {
  try {
    return (await compareNominators(deps, found)) ?? 'unanswered';
  } catch (error) {
    deps.logger.warn({ feature: 'nomination', err: error }, 'Slack could not show the reactions to a win');
    return 'unanswered';
  }
};

/**
 * Shows who nominated a win: what is counted at once, and then beside what Slack shows, which takes a moment. Who may know
 * is decided where it is read.
 */
export const openNominators = async (
  deps: WhoNominatedDeps,
  { body, client, respond }: Asked,
  winId: string,
): Promise<void> => {
  const found = await whoNominated(deps, winId, body.user.id);
  if (found === 'gone') return answerPrivately(respond, alreadyGone);
  if (found === 'hidden') return answerPrivately(respond, nominatorsHidden);
  if (found === 'folded') return answerPrivately(respond, foldedCard);
  const isPosted = Boolean(found.win.wall);
  const opened = await openView(client, body, nominatorsModal(found.view, isPosted ? 'asking' : 'unposted'));
  if (opened.doubt) return answerPrivately(respond, opened.doubt);
  if (!opened.viewId || !isPosted) return;
  const view = nominatorsModal(found.view, await comparisonOf(deps, found));
  await client.views.update({ view_id: opened.viewId, view }).catch((error: unknown) => {
    // Closed meanwhile.
    if (slackErrorCode(error) !== 'not_found') throw error;
  });
};

/** Who nominated?, beside a win. */
export const createWhoNominatedAction =
  (deps: WhoNominatedDeps) =>
  async (args: Args): Promise<void> => {
    await args.ack();
    await openNominators(deps, args, args.action.value ?? '');
  };

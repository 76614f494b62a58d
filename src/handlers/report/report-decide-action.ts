import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import type { ReportDecision } from '../../domain/report.ts';
import { type DecideDeps, decideReport } from '../../operations/report/decide-report.ts';
import { type FollowReportsDeps, followReports } from '../../operations/report/follow-reports.ts';
import { whomToAsk } from '../../operations/workspace/manager.ts';
import { decideAnswer } from '../../views/report/report-form.ts';
import { answerInPlace, answerPrivately } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type ActionDeps = DecideDeps & FollowReportsDeps & Pick<Deps, 'clock' | 'background'>;

const createDecision =
  (how: ReportDecision) =>
  (deps: ActionDeps) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const userId = body.user.id;
    const winId = action.value ?? '';
    const outcome = await decideReport(deps, winId, how, userId, deps.clock.now());
    deps.background.run('report', () => followReports(deps, deps.clock.now()));
    const whom = outcome.kind === 'not-allowed' ? await whomToAsk(deps, userId) : undefined;
    const answer = decideAnswer(winId, outcome, userId, whom);
    // Home is shown anew without the question, which says nothing of what was done, nor how to take it back.
    if (body.view?.type === 'home') await answerPrivately(respond, answer);
    else await answerInPlace(respond, body, answer);
  };

/** Keep it, in what managers are asked about a win that was reported. */
export const createReportKeepAction = createDecision('kept');
/** Take it down, there as well. */
export const createReportTakeDownAction = createDecision('taken-down');

import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { runDays } from '../../domain/challenge.ts';
import { answerAskWithRun } from '../../operations/challenge/challenge-ask.ts';
import { type RunDeps, type RunOutcome, startRun } from '../../operations/challenge/run-challenge.ts';
import { databaseLimitMs, withDeadline } from '../../operations/deadline.ts';
import { changedMeanwhile } from '../../views/challenge/challenge-fault.ts';
import {
  type AskOutcome,
  challengePlanned,
  questionAnswered,
} from '../../views/challenge/challenge-letter.ts';
import { refusalWords } from '../../views/challenge/challenge-words.ts';
import { challengeFormIds as ids } from '../../views/ids.ts';
import { refusals } from '../../views/win/win-answer.ts';
import { planErrors, readMetadata, readPackId, readPlan } from './challenge-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type StartDeps = RunDeps & Pick<Deps, 'logger' | 'answerLater'>;
type Outcome = RunOutcome | { kind: 'answered'; outcome: AskOutcome };

/** What is said beside the form's fields; undefined when the run is planned. */
export const outcomeErrors = (outcome: Outcome, userId: string): Record<string, string> | undefined => {
  if (outcome.kind === 'planned') return undefined;
  if (outcome.kind === 'faulty') return planErrors(outcome.fault);
  if (outcome.kind === 'answered')
    return { [ids.startDay]: questionAnswered(outcome.outcome, userId, { isPlain: true }).text };
  return {
    [ids.startDay]: outcome.why === 'changed-meanwhile' ? changedMeanwhile : refusalWords(outcome.why),
  };
};

/** Start, in the form for starting a run. What is wrong is said in the form. */
export const createChallengeStartView =
  (deps: StartDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const { responseUrl, ask } = readMetadata(view.private_metadata);
    const start = { packId: readPackId(view.state.values), plan: readPlan(view.state.values) };
    const userId = body.user.id;
    const now = deps.clock.now();
    try {
      const work = ask ? answerAskWithRun(deps, ask, start, userId, now) : startRun(deps, start, userId, now);
      const outcome = await withDeadline<Outcome>(work, databaseLimitMs);
      const errors = outcomeErrors(outcome, userId);
      if (errors) return await ack({ response_action: 'errors', errors });
      await ack();
      if (outcome.kind !== 'planned') return;
      const { pack, rules } = outcome.challenge;
      const answer = challengePlanned({ pack, days: runDays(rules) }, { ...start.plan, isNew: true });
      await deps.answerLater(responseUrl, answer, { replaces: ask !== undefined });
    } catch (error) {
      deps.logger.error({ feature: 'challenge', err: error }, 'a challenge could not be stored in time');
      await ack({ response_action: 'errors', errors: { [ids.startDay]: refusals.databaseSilentForm } });
    }
  };

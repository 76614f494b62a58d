import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { runDays } from '../../domain/challenge.ts';
import { cancelRun, changeRun, type RunDeps } from '../../operations/challenge/run-challenge.ts';
import { databaseLimitMs, withDeadline } from '../../operations/deadline.ts';
import { challengeCalledOff, challengePlanned } from '../../views/challenge/challenge-letter.ts';
import { refusalWords } from '../../views/challenge/challenge-words.ts';
import { challengeFormIds as ids } from '../../views/ids.ts';
import { refusals } from '../../views/win/win-answer.ts';
import { readMetadata, readPlan, readWhy } from './challenge-form-values.ts';
import { outcomeErrors } from './challenge-start-view.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type ChangeDeps = RunDeps & Pick<Deps, 'logger' | 'answerLater'>;

/** Save, in the form for moving a run. */
export const createChallengeChangeView =
  (deps: ChangeDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const { runId = '', edition = 0, responseUrl } = readMetadata(view.private_metadata);
    const plan = readPlan(view.state.values);
    try {
      const work = changeRun(deps, { runId, edition, plan }, body.user.id, deps.clock.now());
      const outcome = await withDeadline(work, databaseLimitMs);
      const errors = outcomeErrors(outcome, body.user.id);
      if (errors) return await ack({ response_action: 'errors', errors });
      await ack();
      if (outcome.kind !== 'planned') return;
      const { pack, rules } = outcome.challenge;
      const answer = challengePlanned({ pack, days: runDays(rules) }, { ...plan, isNew: false });
      await deps.answerLater(responseUrl, answer, { replaces: true });
    } catch (error) {
      deps.logger.error({ feature: 'challenge', err: error }, 'a change could not be stored in time');
      await ack({ response_action: 'errors', errors: { [ids.startDay]: refusals.databaseSilentForm } });
    }
  };

/** Call it off, in its form. */
export const createChallengeCancelView =
  (deps: ChangeDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const { runId = '', responseUrl } = readMetadata(view.private_metadata);
    const why = readWhy(view.state.values);
    try {
      const work = cancelRun(deps, { runId, why }, body.user.id, deps.clock.now());
      const outcome = await withDeadline(work, databaseLimitMs);
      if (outcome.kind === 'refused')
        return await ack({ response_action: 'errors', errors: { [ids.why]: refusalWords(outcome.why) } });
      await ack();
      await deps.answerLater(responseUrl, challengeCalledOff(outcome.participantCount), { replaces: true });
    } catch (error) {
      deps.logger.error({ feature: 'challenge', err: error }, 'a challenge could not be called off in time');
      await ack({ response_action: 'errors', errors: { [ids.why]: refusals.databaseSilentForm } });
    }
  };

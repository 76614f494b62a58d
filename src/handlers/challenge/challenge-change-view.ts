import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { runDays } from '../../domain/challenge.ts';
import { invitationOf } from '../../domain/run-step.ts';
import { cancelRun, changeRun, type RunDeps } from '../../operations/challenge/run-challenge.ts';
import { unknownForm } from '../../views/apology.ts';
import { challengeCalledOff, challengePlanned } from '../../views/challenge/challenge-letter.ts';
import { refusalWords } from '../../views/challenge/challenge-words.ts';
import { challengeFormIds as ids } from '../../views/ids.ts';
import { closeForm, keepOpen } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { cancelMetadata, changeMetadata, readPlan, readWhy } from './challenge-form-values.ts';
import { outcomeErrors } from './challenge-start-view.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type ChangeDeps = RunDeps & Pick<Deps, 'logger' | 'answerLater'>;

/** Save, in the form for moving a run. */
export const createChallengeChangeView =
  (deps: ChangeDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = changeMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.startDay, unknownForm);
    const { runId, edition, responseUrl } = metadata;
    const plan = readPlan(view.state.values);
    const work = changeRun(deps, { runId, edition, plan }, body.user.id, deps.clock.now());
    const stored = await storedInTime(deps, 'challenge', work);
    const outcome = await closeForm(ack, stored, {
      errorsOf: (found) => outcomeErrors(found, body.user.id),
      silentAt: ids.startDay,
    });
    if (outcome?.kind !== 'planned') return;
    const { pack, rules, zone } = outcome.challenge;
    const invitation = invitationOf(rules, zone, deps.clock.now());
    const answer = challengePlanned(
      { pack, days: runDays(rules) },
      { nudgeAt: rules.nudgeAt, invitation, isNew: false },
    );
    await deps.answerLater(responseUrl, answer, { replaces: true });
  };

/** Call it off, in its form. */
export const createChallengeCancelView =
  (deps: ChangeDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = cancelMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.why, unknownForm);
    const { runId, responseUrl } = metadata;
    const why = readWhy(view.state.values);
    const work = cancelRun(deps, { runId, why }, body.user.id, deps.clock.now());
    const stored = await storedInTime(deps, 'challenge', work);
    const outcome = await closeForm(ack, stored, {
      errorsOf: (found) => (found.kind === 'refused' ? { [ids.why]: refusalWords(found.why) } : undefined),
      silentAt: ids.why,
    });
    if (outcome?.kind !== 'cancelled') return;
    const answer = challengeCalledOff(outcome.participantCount);
    await deps.answerLater(responseUrl, answer, { replaces: true });
  };

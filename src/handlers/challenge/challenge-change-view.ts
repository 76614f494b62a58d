import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { currentProgressMessage } from '../../operations/challenge/challenge-message.ts';
import { cancelRun, changeRun, type RunDeps } from '../../operations/challenge/run-challenge.ts';
import { unknownForm } from '../../views/apology.ts';
import { challengeCalledOff } from '../../views/challenge/challenge-letter.ts';
import { refusalWords } from '../../views/challenge/challenge-words.ts';
import { challengeFormIds as ids } from '../../views/ids.ts';
import { closeForm, keepOpen } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { cancelMetadata, changeMetadata, readPlan, readWhy } from './challenge-form-values.ts';
import { showBeneath, shownInModal } from './challenge-modal.ts';
import { outcomeErrors, plannedAnswer } from './challenge-start-view.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type ChangeDeps = RunDeps & Pick<Deps, 'logger' | 'answerLater'>;

/** Save, in the form for moving a run. */
export const createChallengeChangeView =
  (deps: ChangeDeps) =>
  async ({ ack, body, client, view }: Args): Promise<void> => {
    const metadata = changeMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.startDay, unknownForm);
    const { runId, edition, responseUrl } = metadata;
    const plan = readPlan(view.state.values);
    const now = deps.clock.now();
    const work = changeRun(deps, { runId, edition, plan }, body.user.id, now);
    const stored = await storedInTime(deps, 'challenge', work);
    const outcome = await closeForm(ack, stored, {
      errorsOf: (found) => outcomeErrors(found, body.user.id),
      silentAt: ids.startDay,
      ...(!responseUrl && {
        shownInstead: (found) =>
          found.kind === 'planned' ? shownInModal(plannedAnswer(found.challenge, false, now)) : undefined,
      }),
    });
    if (outcome?.kind !== 'planned') return;
    const answer = plannedAnswer(outcome.challenge, false, now);
    await deps.answerLater(responseUrl, answer, { replaces: true });
    await showBeneath(deps, client, view, () => currentProgressMessage(deps, body.user.id, now));
  };

/** Call it off, in its form. */
export const createChallengeCancelView =
  (deps: ChangeDeps) =>
  async ({ ack, body, client, view }: Args): Promise<void> => {
    const metadata = cancelMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.why, unknownForm);
    const { runId, responseUrl } = metadata;
    const why = readWhy(view.state.values);
    const now = deps.clock.now();
    const work = cancelRun(deps, { runId, why }, body.user.id, now);
    const stored = await storedInTime(deps, 'challenge', work);
    const outcome = await closeForm(ack, stored, {
      errorsOf: (found) => (found.kind === 'refused' ? { [ids.why]: refusalWords(found.why) } : undefined),
      silentAt: ids.why,
      ...(!responseUrl && {
        shownInstead: (found) =>
          found.kind === 'cancelled' ? shownInModal(challengeCalledOff(found.participantCount)) : undefined,
      }),
    });
    if (outcome?.kind !== 'cancelled') return;
    const answer = challengeCalledOff(outcome.participantCount);
    await deps.answerLater(responseUrl, answer, { replaces: true });
    await showBeneath(deps, client, view, () => currentProgressMessage(deps, body.user.id, now));
  };

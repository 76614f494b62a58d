import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { runDays } from '../../domain/challenge.ts';
import type { AskOutcome } from '../../domain/challenge-ask.ts';
import { invitationOf } from '../../domain/run-step.ts';
import type { Challenge } from '../../operations/challenge/challenge.ts';
import { answerAskWithRun } from '../../operations/challenge/challenge-ask.ts';
import { currentProgressMessage } from '../../operations/challenge/challenge-message.ts';
import { type FollowAnswerDeps, followAnswers } from '../../operations/challenge/follow-answer.ts';
import { type RunOutcome, startRun } from '../../operations/challenge/run-challenge.ts';
import { unknownForm } from '../../views/apology.ts';
import { changedMeanwhile } from '../../views/challenge/challenge-fault.ts';
import { challengePlanned, questionAnswered } from '../../views/challenge/challenge-letter.ts';
import { refusalWords } from '../../views/challenge/challenge-words.ts';
import { challengeFormIds as ids } from '../../views/ids.ts';
import type { Message } from '../../views/message.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { storedInTime } from '../stored-in-time.ts';
import { planErrors, readStart, startMetadata } from './challenge-form-values.ts';
import { showBeneath, shownInModal } from './challenge-modal.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type StartDeps = FollowAnswerDeps & Pick<Deps, 'answerLater'>;
type Outcome = RunOutcome | { kind: 'answered'; outcome: AskOutcome };

/** What is said beside the form's fields; undefined when the run is planned. */
export const outcomeErrors = (outcome: Outcome, userId: string): FormErrors => {
  if (outcome.kind === 'planned') return undefined;
  if (outcome.kind === 'faulty') return planErrors(outcome.fault);
  if (outcome.kind === 'answered')
    return { [ids.startDay]: questionAnswered(outcome.outcome, userId, { isPlain: true }).text };
  return {
    [ids.startDay]: outcome.why === 'changed-meanwhile' ? changedMeanwhile : refusalWords(outcome.why),
  };
};

/** What is said once it is planned, or moved. */
export const plannedAnswer = ({ pack, rules, zone }: Challenge, isNew: boolean, now: Date): Message =>
  challengePlanned(
    { pack, days: runDays(rules) },
    { nudgeAt: rules.nudgeAt, invitation: invitationOf(rules, zone, now), isNew },
  );

/** Start, in the form for starting a run. What is wrong is said in the form. */
export const createChallengeStartView =
  (deps: StartDeps) =>
  async ({ ack, body, client, view }: Args): Promise<void> => {
    const metadata = startMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.startDay, unknownForm);
    const { responseUrl, ask } = metadata;
    const start = readStart(view.state.values);
    const userId = body.user.id;
    const now = deps.clock.now();
    const work: Promise<Outcome> = ask
      ? answerAskWithRun(deps, ask, start, userId, now)
      : startRun(deps, start, userId, now);
    const stored = await storedInTime(deps, 'challenge', work);
    const outcome = await closeForm(ack, stored, {
      errorsOf: (found) => outcomeErrors(found, userId),
      silentAt: ids.startDay,
      ...(!responseUrl && {
        shownInstead: (found) =>
          found.kind === 'planned' ? shownInModal(plannedAnswer(found.challenge, true, now)) : undefined,
      }),
    });
    if (outcome?.kind !== 'planned') return;
    if (ask) deps.background.run('challenge', () => followAnswers(deps, deps.clock.now()));
    // The question may stand in a note among other things: its answer is shown in its place, and this beside it.
    await deps.answerLater(responseUrl, plannedAnswer(outcome.challenge, true, now));
    await showBeneath(deps, client, view, () => currentProgressMessage(deps, userId, now));
  };

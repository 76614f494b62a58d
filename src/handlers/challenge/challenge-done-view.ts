import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import type { DayRef } from '../../domain/challenge.ts';
import { type CustomerDataKind, guardCustomerData } from '../../domain/customer-data.ts';
import { type AnswerDayDeps, type DoneOutcome, markDayDone } from '../../operations/challenge/answer-day.ts';
import { findPackDay } from '../../operations/challenge/challenge.ts';
import { progressInRun } from '../../operations/challenge/challenge-message.ts';
import { unknownForm } from '../../views/apology.ts';
import { winNeedsWords } from '../../views/challenge/challenge-fault.ts';
import { challengeDoneForm } from '../../views/challenge/challenge-form.ts';
import { refusalWords } from '../../views/challenge/challenge-words.ts';
import { challengeFormIds as ids } from '../../views/ids.ts';
import { unstoredForm } from '../../views/unstored.ts';
import { zoneInTime } from '../decided-in-time.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import type { FormState } from '../form-field.ts';
import { storedInTime } from '../stored-in-time.ts';
import { answerToAuthor, faultInForm } from '../win/answer-author.ts';
import { readCustomerDataChoice } from '../win/win-form-values.ts';
import { doneMetadata, readDone } from './challenge-form-values.ts';
import { showBeneath } from './challenge-modal.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type DoneDeps = AnswerDayDeps & Pick<Deps, 'clock' | 'logger' | 'answerLater' | 'publicUrl'>;

/** A private answer is replaced by the new progress; a win is told like any other. */
const tell = async (
  deps: DoneDeps,
  { runId, responseUrl, isPrivate }: NonNullable<ReturnType<typeof doneMetadata.read>>,
  outcome: DoneOutcome,
  { body, client, view }: Pick<Args, 'body' | 'client' | 'view'>,
): Promise<void> => {
  if (outcome.kind !== 'done') return;
  const userId = body.user.id;
  if (isPrivate) {
    const progress = () => progressInRun(deps, runId, userId, deps.clock.now());
    if (responseUrl) await deps.answerLater(responseUrl, await progress(), { replaces: true });
    else await showBeneath(deps, client, view, progress);
  }
  if (outcome.win) await deps.answerLater(responseUrl, await answerToAuthor(deps, outcome.win, userId));
};

const errorsOf = (outcome: DoneOutcome): FormErrors => {
  if (outcome.kind === 'refused') return { [ids.note]: refusalWords(outcome.why) };
  return outcome.kind === 'faulty' ? { [ids.note]: faultInForm(outcome.fault) } : undefined;
};

/** Asks about customer data only when the line goes on the wall. */
const guard = async (deps: DoneDeps, state: FormState, typed: string, isWin: boolean) =>
  guardCustomerData({ typed }, isWin ? readCustomerDataChoice(state) : 'keep', await zoneInTime(deps));

/** Done, in its form. The day is stored before the form closes. */
export const createChallengeDoneView =
  (deps: DoneDeps) =>
  async ({ ack, body, client, view }: Args): Promise<void> => {
    const metadata = doneMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.note, unknownForm);
    const { runId, dayId } = metadata;
    const { note, isWin } = readDone(view.state.values);
    if (isWin && !note) return keepOpen(ack, ids.note, winNeedsWords);
    const guarded = await guard(deps, view.state.values, note ?? '', isWin);
    if (guarded.kind === 'ask')
      return askAboutCustomerData(deps, { ack, view }, { runId, dayId }, guarded.customerData);
    const typed = guarded.values.typed || undefined;
    const answer = { runId, dayId, userId: body.user.id, formId: view.id, note: typed, isWin };
    const work = markDayDone(deps, answer, deps.clock.now());
    const stored = await storedInTime(deps, 'challenge', work);
    const outcome = await closeForm(ack, stored, { errorsOf, silentAt: ids.note });
    if (outcome) await tell(deps, metadata, outcome, { body, client, view });
  };

const askAboutCustomerData = async (
  deps: DoneDeps,
  { ack, view }: Pick<Args, 'ack' | 'view'>,
  ref: DayRef,
  customerData: readonly CustomerDataKind[],
): Promise<void> => {
  const found = await storedInTime(deps, 'challenge', findPackDay(deps, ref));
  if (found.kind !== 'stored') return keepOpen(ack, ids.note, unstoredForm[found.kind]);
  const day = found.outcome;
  if (!day) return keepOpen(ack, ids.note, refusalWords('gone'));
  const { note = '', isWin } = readDone(view.state.values);
  const form = { metadata: view.private_metadata, day, typed: note, isWin, customerData };
  await ack({ response_action: 'update', view: challengeDoneForm(form) });
};

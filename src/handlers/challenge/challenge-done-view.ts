import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { noDetails } from '../../domain/win.ts';
import { type AnswerDayDeps, type DoneOutcome, markDayDone } from '../../operations/challenge/answer-day.ts';
import { findChallenge, packDayOf } from '../../operations/challenge/challenge.ts';
import { progressMessage } from '../../operations/challenge/challenge-message.ts';
import { databaseLimitMs, withDeadline } from '../../operations/deadline.ts';
import { winNeedsWords } from '../../views/challenge/challenge-fault.ts';
import { challengeDoneForm } from '../../views/challenge/challenge-form.ts';
import { refusalWords } from '../../views/challenge/challenge-words.ts';
import { challengeFormIds as ids } from '../../views/ids.ts';
import { refusals } from '../../views/win/win-answer.ts';
import { answerToAuthor, faultWords } from '../win/answer-author.ts';
import { guardCustomerData } from '../win/win-form-values.ts';
import { type FormMetadata, readDone, readMetadata } from './challenge-form-values.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;
type DoneDeps = AnswerDayDeps & Pick<Deps, 'clock' | 'logger' | 'answerLater'>;

/** A private answer is replaced by the new progress; a win is told like any other. */
const tell = async (
  deps: DoneDeps,
  { runId = '', responseUrl, isPrivate }: FormMetadata,
  outcome: DoneOutcome,
  userId: string,
): Promise<void> => {
  if (outcome.kind !== 'done') return;
  if (isPrivate) {
    const challenge = await findChallenge(deps, runId);
    const progress = await progressMessage(deps, challenge, userId, deps.clock.now());
    await deps.answerLater(responseUrl, progress, { replaces: true });
  }
  if (outcome.win) await deps.answerLater(responseUrl, await answerToAuthor(deps, outcome.win));
};

const errorsFor = (outcome: DoneOutcome): Record<string, string> | undefined => {
  if (outcome.kind === 'refused') return { [ids.note]: refusalWords(outcome.why) };
  return outcome.win?.kind === 'refused' ? { [ids.note]: faultWords(outcome.win.fault) } : undefined;
};

/** Asks about customer data only when the line goes on the wall. */
const guard = (state: Args['view']['state']['values'], typed: string, isWin: boolean) =>
  isWin
    ? guardCustomerData(state, { typed, userIds: [], ...noDetails })
    : ({ kind: 'go-on', values: { typed } } as const);

/** Done, in its form. The day is stored before the form closes. */
export const createChallengeDoneView =
  (deps: DoneDeps) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = readMetadata(view.private_metadata);
    const { runId = '', dayId = '' } = metadata;
    const { note, isWin } = readDone(view.state.values);
    const refuse = (errors: Record<string, string>) => ack({ response_action: 'errors', errors });
    try {
      if (isWin && !note) return await refuse({ [ids.note]: winNeedsWords });
      const guarded = guard(view.state.values, note ?? '', isWin);
      if (guarded.kind === 'ask')
        return await askAboutCustomerData(deps, { ack, view }, guarded.customerData);
      const typed = guarded.values.typed || undefined;
      const answer = { runId, dayId, userId: body.user.id, formId: view.id, note: typed, isWin };
      const outcome = await withDeadline(markDayDone(deps, answer, deps.clock.now()), databaseLimitMs);
      const errors = errorsFor(outcome);
      if (errors) return await refuse(errors);
      await ack();
      await tell(deps, metadata, outcome, body.user.id);
    } catch (error) {
      deps.logger.error({ feature: 'challenge', err: error }, 'a day could not be stored in time');
      await refuse({ [ids.note]: refusals.databaseSilentForm });
    }
  };

const askAboutCustomerData = async (
  deps: DoneDeps,
  { ack, view }: Pick<Args, 'ack' | 'view'>,
  customerData: Parameters<typeof challengeDoneForm>[0]['customerData'],
): Promise<void> => {
  const { runId = '', dayId = '' } = readMetadata(view.private_metadata);
  const challenge = await findChallenge(deps, runId);
  const day = challenge && packDayOf(challenge.pack, dayId);
  const { note = '', isWin } = readDone(view.state.values);
  if (!day) return ack({ response_action: 'errors', errors: { [ids.note]: refusalWords('gone') } });
  const form = { metadata: view.private_metadata, day, typed: note, isWin, customerData };
  await ack({ response_action: 'update', view: challengeDoneForm(form) });
};

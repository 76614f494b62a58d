import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { snoozeChoices } from '../../domain/snooze.ts';
import {
  changePreferences,
  type PreferenceForm,
  type PreferenceOutcome,
} from '../../operations/note/change-preferences.ts';
import { unknownForm } from '../../views/apology.ts';
import { whatIGetIds as ids } from '../../views/ids.ts';
import { messageModal } from '../../views/message.ts';
import { snoozeFaults, whatIGetTitle, whatYouGet } from '../../views/note/what-i-get.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { chosenIn, dayIn, type FormState, isTicked, tickedIn } from '../form-field.ts';
import { storedInTime } from '../stored-in-time.ts';
import { type WhatIGetDeps, whatIGetMetadata } from './open-what-i-get.ts';

type Args = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

const readForm = (state: FormState, offered: readonly string[]): PreferenceForm => ({
  offered,
  ticked: [...tickedIn(state, ids.topics), ...tickedIn(state, ids.answers)],
  isSilent: isTicked(state, ids.silent),
  // A form from before there was a board does not have it.
  isOffBoard: state[ids.board] ? isTicked(state, ids.board) : undefined,
  snooze: {
    choice: snoozeChoices.find((choice) => choice === chosenIn(state, ids.snooze)) ?? 'keep',
    date: dayIn(state, ids.until),
  },
});

const errorsOf = (outcome: PreferenceOutcome): FormErrors =>
  outcome.kind === 'refused' ? { [ids.until]: snoozeFaults[outcome.fault](outcome.today) } : undefined;

const shownInstead = (outcome: PreferenceOutcome) =>
  outcome.kind === 'saved' ? messageModal(whatIGetTitle, whatYouGet(outcome.what)) : undefined;

/** Save, in *What I get*: for whoever sends it, and nobody else. */
export const createWhatIGetView =
  (deps: WhatIGetDeps & Pick<Deps, 'logger' | 'answerLater'>) =>
  async ({ ack, body, view }: Args): Promise<void> => {
    const metadata = whatIGetMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.topics, unknownForm);
    const form = readForm(view.state.values, metadata.offered);
    const work = changePreferences(deps, body.user.id, form, deps.clock.now());
    const stored = await storedInTime(deps, 'note', work);
    const shown = metadata.responseUrl ? {} : { shownInstead };
    const outcome = await closeForm(ack, stored, { errorsOf, silentAt: ids.topics, ...shown });
    if (outcome?.kind !== 'saved') return;
    await deps.answerLater(metadata.responseUrl, whatYouGet(outcome.what));
  };

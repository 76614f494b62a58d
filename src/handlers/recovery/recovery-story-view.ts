import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { z } from 'zod';
import { guardTexts } from '../../domain/customer-data.ts';
import {
  recoveryToTell,
  type StoryDeps,
  type StoryOutcome,
  tellStory,
} from '../../operations/recovery/tell-story.ts';
import { unknownForm } from '../../views/apology.ts';
import { recoveryFormIds as ids } from '../../views/ids.ts';
import { paragraph } from '../../views/message.ts';
import {
  changeTooLong,
  recoveryStoryForm,
  storyDraft,
  storyRefusals,
} from '../../views/recovery/recovery-story.ts';
import { zoneInTime } from '../decided-in-time.ts';
import { answerPrivately } from '../ephemeral.ts';
import { closeForm, type FormErrors, keepOpen } from '../form-answer.ts';
import { textIn, wordsIn } from '../form-field.ts';
import { formMetadata } from '../form-metadata.ts';
import { openForm } from '../open-form.ts';
import { storedInTime } from '../stored-in-time.ts';
import { faultInForm } from '../win/answer-author.ts';
import { readCustomerDataChoice } from '../win/win-form-values.ts';
import { type AnswerDeps, cardModal } from './recovery-answer.ts';

type ActionArgs = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type ViewArgs = AllMiddlewareArgs & SlackViewMiddlewareArgs<ViewSubmitAction>;

const storyMetadata = formMetadata(z.object({ id: z.string() }));

/** Tell it as a story: its form, for its owner to change. */
export const createRecoveryStoryAction =
  (deps: AnswerDeps & StoryDeps) =>
  async ({ ack, action, body, client, respond }: ActionArgs): Promise<void> => {
    await ack();
    const opened = await recoveryToTell(
      deps,
      { recoveryId: action.value ?? '', userId: body.user.id },
      deps.clock.now(),
    );
    if (typeof opened === 'string') return answerPrivately(respond, paragraph(storyRefusals[opened]));
    const { recovery } = opened;
    const view = recoveryStoryForm({
      metadata: storyMetadata.write({ id: recovery._id }),
      text: storyDraft(recovery),
      customerAlias: recovery.customerAlias ?? undefined,
      change: recovery.change ?? '',
      customerData: [],
    });
    const doubt = await openForm(client, body, view);
    if (doubt) await answerPrivately(respond, doubt);
  };

const errorsOf = (outcome: StoryOutcome): FormErrors => {
  if (outcome.kind === 'told') return undefined;
  if (outcome.kind === 'refused') return { [ids.story]: storyRefusals[outcome.why] };
  const { fault } = outcome;
  return fault.kind === 'change' ? { [ids.change]: changeTooLong } : { [ids.story]: faultInForm(fault) };
};

/** Put it on the wall: stored before the form closes, and the card comes in its place. */
export const createRecoveryStoryView =
  (deps: AnswerDeps & StoryDeps) =>
  async ({ ack, body, view }: ViewArgs): Promise<void> => {
    const metadata = storyMetadata.read(view.private_metadata);
    if (!metadata) return keepOpen(ack, ids.story, unknownForm);
    const state = view.state.values;
    const values = {
      text: textIn(state, ids.story),
      customerAlias: wordsIn(state, ids.customer),
      change: textIn(state, ids.change).trim(),
    };
    const choice = readCustomerDataChoice(state);
    const fields = ['text', 'customerAlias', 'change'] as const;
    const guarded = guardTexts(values, fields, choice, await zoneInTime(deps));
    if (guarded.kind === 'ask') {
      const { customerData } = guarded;
      const form = recoveryStoryForm({ ...values, metadata: view.private_metadata, customerData });
      await ack({ response_action: 'update', view: form });
      return;
    }
    const story = { recoveryId: metadata.id, userId: body.user.id, formId: view.id, ...guarded.values };
    const work = async () => {
      const outcome = await tellStory(deps, story, deps.clock.now());
      return { outcome, shown: outcome.kind === 'told' ? await cardModal(deps, outcome.opened) : undefined };
    };
    const stored = await storedInTime(deps, 'recovery', work());
    await closeForm(ack, stored, {
      errorsOf: ({ outcome }) => errorsOf(outcome),
      silentAt: ids.story,
      shownInstead: ({ shown }) => shown,
    });
    deps.background.run('delivery', () => deps.outbox.deliverDue());
  };

import type { KnownBlock, ModalView } from '@slack/types';
import { dayOf, timeOf } from '../../domain/calendar.ts';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { maxCostUnits, maxOfferUnits, type RecoveryPlan } from '../../domain/recovery.ts';
import type { PlanFaults } from '../../domain/recovery-fault.ts';
import { context, datePicker, modal, section, textInput, timePicker } from '../blocks.ts';
import { callbackIds, recoveryFormIds as ids } from '../ids.ts';
import { aboveFields } from './recovery-form.ts';

/** As they are chosen: a day without a time is no moment yet. */
export interface PlanFormValues extends Omit<RecoveryPlan, 'updateDueAt'> {
  /** `said`: they were told, so nothing is asked. */
  update: { day: string | undefined; time: string | undefined } | 'said';
}

/** `zone`: of whoever reads the form. */
export const planFormValues = ({ updateDueAt, ...plan }: RecoveryPlan, zone: string): PlanFormValues => {
  if (updateDueAt === 'said') return { ...plan, update: 'said' };
  const day = updateDueAt && dayOf(updateDueAt, zone);
  return { ...plan, update: { day, time: updateDueAt && timeOf(updateDueAt, zone) } };
};

export interface PlanForm extends PlanFormValues {
  metadata: string;
  notice?: string | undefined;
  customerData: readonly CustomerDataKind[];
  /** What may be spent without asking, in the team's words. */
  budget: string | undefined;
}

const updateBlocks = (update: PlanFormValues['update']): KnownBlock[] => {
  if (update === 'said') return [context('They were told once how it stands: that is enough.')];
  return [
    section('*Does it take longer?* Plan one moment to tell them how it stands, before they have to ask.'),
    datePicker({ blockId: ids.updateDay, label: 'Tell them on', isOptional: true }, update.day),
    timePicker(
      { blockId: ids.updateTime, label: 'At what time?', hint: 'Your own time.', isOptional: true },
      update.time,
    ),
  ];
};

/** The form for what fits this person, and by when. */
export const recoveryPlanForm = (form: PlanForm): ModalView =>
  modal({
    callbackId: callbackIds.recoveryPlan,
    title: 'Offer and days',
    submit: 'Save',
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [
      ...aboveFields(form),
      textInput(
        {
          blockId: ids.offer,
          label: 'What would fit this person?',
          hint: `What they would choose, not the biggest thing. Ask them. Up to ${maxOfferUnits} characters.`,
          isOptional: true,
        },
        { maxLength: maxOfferUnits, isMultiline: true, typed: form.offer },
      ),
      textInput(
        {
          blockId: ids.cost,
          label: 'What does it cost?',
          hint: form.budget ? `No need to ask: ${form.budget}` : 'If it costs anything.',
          isOptional: true,
        },
        { maxLength: maxCostUnits, typed: form.cost },
      ),
      datePicker({ blockId: ids.fixBy, label: 'Put right by', isOptional: true }, form.fixBy),
      datePicker({ blockId: ids.followUpOn, label: 'Follow up on', isOptional: true }, form.followUpOn),
      ...updateBlocks(form.update),
    ],
  });

const past = 'That is past. Choose a day from today on, or leave it empty.';
const tooFar = 'That is more than a year away. Choose a nearer day.';

const faultWords = {
  past,
  'too-far': tooFar,
  'before-fixed': 'That is before it is put right. Choose the same day or a later one.',
} as const;

/** What is wrong with the days of a plan, by the block that it is said beside. */
export const planFaultWords = ({ fixBy, followUpOn, updateDueAt }: PlanFaults): Record<string, string> => ({
  ...(fixBy && { [ids.fixBy]: faultWords[fixBy] }),
  ...(followUpOn && { [ids.followUpOn]: faultWords[followUpOn] }),
  ...(updateDueAt && {
    [ids.updateTime]:
      updateDueAt === 'past' ? 'That is past. Choose a later time, or leave both empty.' : tooFar,
  }),
});

export const wordNeedsBoth = 'Choose both a day and a time, or neither.';

import type { DayFault, LaterStand, PlanEvidence, PlanSize } from '../../domain/plan.ts';
import type { PlanRefusal } from '../../domain/plan-answer.ts';

export const planTitle = 'Plan a treat';
export const plansTitle = 'My plans';

export const planSizeWords: Record<PlanSize, string> = {
  twoMinutes: 'Two minutes',
  tenMinutes: 'Ten minutes',
  bold: 'Something bold',
};

export const standWords: Record<LaterStand, string> = {
  same: 'Where they were before the treat',
  up: 'Further up than before',
  unknown: 'I don’t know',
};

export const evidenceWords: Record<PlanEvidence, string> = {
  returned: 'They came back',
  recommended: 'They recommended us',
  said: 'They said so',
};

/** Why something about a plan cannot be done, with what can. */
export const planRefusalWords: Record<PlanRefusal, string> = {
  gone: 'I do not have this plan. It may not be yours, or not be kept any more. `/brag plan` makes a new one.',
  'done-already': 'This plan is done already. `/brag plan` makes the next one.',
  dropped: 'You have let this plan go. `/brag plan` makes a new one.',
  lapsed: 'This plan has run its time, and that is all right. `/brag plan` makes a new one.',
  changed: 'This plan was moved meanwhile. Close this and look at it again under `/brag plan`.',
  'moved-twice':
    'You have moved this plan twice already. Do it, even a small version of it, or let it go: both are fine.',
  outsider: 'Plans are for the people of this organisation.',
  'no-idea': 'This idea is not there any more. `/brag idea` has another one for you.',
  'planned-already': 'You have made a plan for this day already: `/brag plan` and *My plans* show it.',
  'too-early': 'It is too early, or too late, to say where they are now. Their plan is not asked about.',
  'said-already': 'You have said where they are now already. Thank you.',
  'not-done': 'This plan is still to do: `/brag plan` lists it under *My plans*.',
  told: 'A win came of this plan. Take that down first, and then press *Not done after all* again.',
  'too-late': 'This plan was done more than a day ago, so it stays done. `/brag plan` makes a new one.',
};

export const dayFaultWords: Record<DayFault, string> = {
  'not-a-day': 'Please choose a day.',
  past: 'This day is past where you are. Please choose today or a later one.',
  'too-far': 'Please choose a day within the next six months.',
};

export const needsCustomer = 'Please write whom it is for: a first name or a nickname will do.';
export const needsTreat = 'Please write what would be a treat for them, or take one of the three below.';
export const planTooLong = 'That is longer than fits here. Please shorten it.';
export const winNeedsNote = 'Please write what happened: that becomes the win.';
export const needsStand = 'Please choose one: “I don’t know” is an answer, too.';

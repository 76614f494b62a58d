import type { Button, SectionBlock } from '@slack/types';
import { dayInWords } from '../../domain/calendar.ts';
import { type Done, type RecoveryFacts, type RecoveryStep, recoverySteps } from '../../domain/recovery.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { button, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { mention } from '../message.ts';
import { plainWords } from '../plain-words.ts';
import { momentShort, stepLabels } from './recovery-words.ts';

export interface StepsShown {
  recovery: RecoveryFacts;
  /** Of the workspace: deadlines are its own. */
  zone: string;
  /** What may be spent without asking, in the team's words. */
  budget: string | undefined;
}

/** What a button on a step says. */
export const stepValue = (recoveryId: string, step: RecoveryStep): string => `${recoveryId}:${step}`;

export const readStepValue = (value: string): { recoveryId: string; step: string } => {
  const [recoveryId = '', step = ''] = value.split(':');
  return { recoveryId, step };
};

const offerWords = ({ offer, cost }: RecoveryFacts): string => {
  if (!offer && !cost) return '';
  const price = cost ? ` (${escapeName(cost)})` : '';
  return offer ? `: “${escapeName(offer)}”${price}` : price;
};

/** What belongs to a step besides its name. */
const details: Record<RecoveryStep, (shown: StepsShown) => string> = {
  call: ({ recovery, zone }) =>
    recovery.steps.call ? '' : `, due ${momentShort(recovery.contactDueAt, zone)}`,
  listen: () => '',
  own: () => '',
  offer: ({ recovery }) => offerWords(recovery),
  fixed: ({ recovery: { fixBy } }) => (fixBy ? `, by ${dayInWords(fixBy)}` : ''),
  followUp: ({ recovery: { followUpOn } }) => (followUpOn ? `, on ${dayInWords(followUpOn)}` : ''),
};

const doneLine = ({ at, byId }: Done, zone: string): string => `${mention(byId)}, ${momentShort(at, zone)}`;

const stepLine = (shown: StepsShown, step: RecoveryStep): string => {
  const done = shown.recovery.steps[step];
  const said = `${stepLabels[step]}${details[step](shown)}`;
  if (done) return `:white_check_mark: ${said}\n${doneLine(done, shown.zone)}`;
  const [label, rest] = [stepLabels[step], details[step](shown)];
  const isUndecided = step === 'offer' && !shown.recovery.offer;
  const budget = isUndecided && shown.budget ? `\nNo need to ask: ${escapeName(shown.budget)}` : '';
  return `:white_large_square: *${label}*${rest}${budget}`;
};

const wordLine = ({ recovery: { update }, zone }: StepsShown): string => {
  if (!update) return '';
  const due = momentShort(update.dueAt, zone);
  return update.sentAt
    ? `:white_check_mark: Told them once how it stands\n${doneLine({ at: update.sentAt, byId: update.byId ?? '' }, zone)}`
    : `:speech_balloon: *Tell them once how it stands*, due ${due}`;
};

const withButton = (text: string, accessory: Button | undefined): SectionBlock => ({
  ...section(text),
  ...(accessory && { accessory }),
});

const stepButton = ({ recovery }: StepsShown, step: RecoveryStep): Button => {
  const value = stepValue(recovery._id, step);
  const label = plainWords(stepLabels[step]);
  return recovery.steps[step]
    ? button(actionIds.recoveryUntick, 'Undo', { value, spoken: `Undo: ${label}` })
    : button(actionIds.recoveryTick, 'Done', { value, spoken: `Done: ${label}` });
};

const wordButton = ({ recovery: { _id: value, update } }: StepsShown): Button =>
  update?.sentAt
    ? button(actionIds.recoveryUnsay, 'Undo', { value, spoken: 'Undo: they were not told yet how it stands' })
    : button(actionIds.recoverySay, 'Told them', { value, spoken: 'Told them how it stands' });

/** All that is to be done, each with what became of it; for whoever works on it, with its button. */
export const stepBlocks = (shown: StepsShown, mayWork: boolean): SectionBlock[] => {
  const { state, steps: done, update } = shown.recovery;
  // Once it is over, what nobody ticked is no task any more.
  const isOver = state === 'closed';
  const told = recoverySteps.filter((step) => !isOver || done[step]);
  const steps = told.map((step) =>
    withButton(stepLine(shown, step), mayWork ? stepButton(shown, step) : undefined),
  );
  if (!update || (isOver && !update.sentAt)) return steps;
  const word = withButton(wordLine(shown), mayWork ? wordButton(shown) : undefined);
  // It is said while it takes longer: before it is put right.
  const before = told.filter((step) => step !== 'fixed' && step !== 'followUp').length;
  return [...steps.slice(0, before), word, ...steps.slice(before)];
};

/** What comes next, and by when, in a line. */
export const nextLine = (shown: StepsShown): string => {
  const { recovery } = shown;
  const step = recoverySteps.find((each) => !recovery.steps[each]);
  const next = step && `${stepLabels[step].charAt(0).toLowerCase()}${stepLabels[step].slice(1)}`;
  const { update } = recovery;
  const word =
    update && !update.sentAt
      ? ` Tell them once how it stands, due ${momentShort(update.dueAt, shown.zone)}.`
      : '';
  const due = step && step !== 'offer' ? details[step](shown) : '';
  return next ? `Next: ${next}${due}.${word}` : `All steps are done.${word}`;
};

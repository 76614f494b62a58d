import type { Button } from '@slack/types';
import type { RecoveryFacts } from '../../domain/recovery.ts';
import { begunAnewAt, contactAt, firstContactAt } from '../../domain/recovery-contact.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { actions, button, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, mention, mostUpdated, paragraph, topText } from '../message.ts';
import { openRecoveryButton, whatHappened } from './recovery-card.ts';
import { type StepsShown, stepValue } from './recovery-steps.ts';
import { customerName, momentShort } from './recovery-words.ts';

const asked = (text: string, ...buttons: Button[]): Message => ({
  text: topText(text, mostUpdated),
  blocks: [section(text), actions(...buttons)],
});

const nameOf = ({ customerAlias }: RecoveryFacts): string => customerName(customerAlias);

const theCall = (recovery: RecoveryFacts): string =>
  begunAnewAt(recovery) ? 'The next call' : 'The first call';

const callWasDue = ({ recovery, zone }: StepsShown): string =>
  `${theCall(recovery)} was due ${momentShort(recovery.contactDueAt, zone)}.`;

/** Whoever was let down twice has heard from us before. */
const wordTo = (recovery: RecoveryFacts): string =>
  begunAnewAt(recovery)
    ? `word to ${nameOf(recovery)} since it was opened again`
    : `word to ${nameOf(recovery)}`;

/** To its owner: the customer should have heard from somebody by now. */
export const recoveryOverdue = (shown: StepsShown): Message => {
  const { recovery } = shown;
  const { _id: id } = recovery;
  return asked(
    `:hourglass: *No ${wordTo(recovery)} yet.* ${callWasDue(shown)} Call now, even when you know little: that you call is what counts.`,
    button(actionIds.recoveryTick, 'I called', {
      value: stepValue(id, 'call'),
      isPrimary: true,
      spoken: 'I called: that step is done',
    }),
    button(actionIds.recoveryWords, 'What to say', { value: id }),
    openRecoveryButton(recovery),
  );
};

const recoveryInTouch = (recovery: RecoveryFacts): Message =>
  paragraph(`:white_check_mark: We have been in touch with ${nameOf(recovery)}.`);

/** It is over, or somebody else's: nothing is asked of whoever was told that it is overdue. */
export const recoverySeenTo = (recovery: RecoveryFacts): Message =>
  paragraph(`For ${nameOf(recovery)}: that is seen to.`);

/** The same of what was overdue before it was reopened: nothing is asked there any more. */
export const recoveryHeardOnce = (recovery: RecoveryFacts): Message =>
  firstContactAt(recovery) ? recoveryInTouch(recovery) : recoverySeenTo(recovery);

/** In place of what was overdue, once it is not. */
export const recoveryNotOverdue = ({ recovery, zone }: StepsShown): Message => {
  if (contactAt(recovery)) return recoveryInTouch(recovery);
  return recovery.state === 'open'
    ? paragraph(
        `For ${nameOf(recovery)}: ${theCall(recovery).toLowerCase()} is due ${momentShort(recovery.contactDueAt, zone)}.`,
      )
    : recoverySeenTo(recovery);
};

/** To those who lead the team, a working day later. */
export const recoveryLate = (shown: StepsShown): Message => {
  const { recovery } = shown;
  return asked(
    [
      `:hourglass: *Still no ${wordTo(recovery)}, a whole working day later.* ${callWasDue(shown)}`,
      whatHappened(recovery),
      `${mention(recovery.ownerId)} owns it. Ask what they need, or call yourself.`,
    ].join('\n'),
    openRecoveryButton(recovery),
    button(actionIds.recoveryWords, 'What to say', { value: recovery._id }),
  );
};

/** To those who lead the team: it was not right after all. */
export const recoveryReopened = ({ recovery }: StepsShown, byId: string): Message =>
  asked(
    [
      `:adhesive_bandage: *Let down twice: ${nameOf(recovery)}.* ${mention(byId)} says that it is not right after all, which is good to know.`,
      whatHappened(recovery),
      `${mention(recovery.ownerId)} owns it. A second time hurts more than the first: talk about what would help now.`,
    ].join('\n'),
    openRecoveryButton(recovery),
  );

/** What its owner can say of how the customer is. */
export const endButtons = ({ _id: value }: RecoveryFacts): Button[] => [
  button(actionIds.recoveryYes, 'Yes, all right', { value, isPrimary: true }),
  button(actionIds.recoveryNo, 'No, not yet', { value, spoken: 'No, not yet: open it again' }),
];

/** To its owner, a week after it was put right. */
export const recoveryAsk = ({ recovery }: StepsShown): Message =>
  asked(
    `:sunflower: *Are we all right again with ${nameOf(recovery)}?* It was put right a week ago or more. Ask them, or go by what they told you.`,
    ...endButtons(recovery),
    button(actionIds.recoveryLater, 'Not asked yet', {
      value: recovery._id,
      spoken: 'Not asked yet: ask me again in some days',
    }),
    openRecoveryButton(recovery),
  );

/** In place of the question, once there is an answer. */
export const recoveryAnswered = (recovery: RecoveryFacts): Message => {
  const name = nameOf(recovery);
  const { state, change } = recovery;
  if (state === 'closed')
    return asked(
      `:heavy_check_mark: All right again with ${name}.${change ? ` What we change: “${escapeName(change)}”` : ''}`,
      openRecoveryButton(recovery),
    );
  if (state === 'open')
    return asked(
      `:adhesive_bandage: Not right yet for ${name}: it is open again.`,
      openRecoveryButton(recovery),
    );
  return paragraph(`For ${name}: I ask you again in some days.`);
};

import type { InputBlock, ModalView } from '@slack/types';
import type { CalendarDay, LocalTime } from '../../domain/calendar.ts';
import { earliestNudgeAt, latestNudgeAt } from '../../domain/challenge.ts';
import type { ChallengePack, PackDay } from '../../domain/challenge-pack.ts';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { maxWinUnits } from '../../domain/win.ts';
import { checkbox, datePicker, modal, option, section, select, textInput, timePicker } from '../blocks.ts';
import { callbackIds, challengeFormIds as ids } from '../ids.ts';
import { customerDataBlocks } from '../win/win-form.ts';
import { counted } from '../words.ts';
import { packName } from './challenge-words.ts';

export interface ChallengeForm {
  metadata: string;
  /** The packs to choose from; one that is under way keeps its own. */
  packs: readonly ChallengePack[];
  packId: string;
  startDay: CalendarDay;
  nudgeAt: LocalTime;
  isAnnounced: boolean;
}

const announceOption = option(
  'wall',
  'Invite the wall the Friday before (or now), and post the closing there',
);
const startDays = 'Five days start on a Monday, fewer on any weekday.';

const whereToChoose = (packs: readonly ChallengePack[]): string | undefined => {
  const lines = packs.flatMap(({ name, suits }) => (suits ? [`In ${suits}: “${name}”.`] : []));
  return lines.length > 0 ? [...lines, 'The others fit anywhere.'].join(' ') : undefined;
};

const packBlock = ({ packs, packId }: ChallengeForm): InputBlock => {
  const hint = whereToChoose(packs);
  return select(
    { blockId: ids.pack, label: 'Which challenge?', ...(hint && { hint }) },
    { options: packs.map(({ id, name }) => option(id, name)), chosen: packId },
  );
};

const planBlocks = ({ startDay, nudgeAt, isAnnounced }: ChallengeForm, startHint: string): InputBlock[] => [
  datePicker(
    {
      blockId: ids.startDay,
      label: 'When does it start?',
      hint: startHint,
    },
    startDay,
  ),
  timePicker(
    {
      blockId: ids.nudgeAt,
      label: 'When does the daily message come?',
      hint: `In each person's own time zone, from ${earliestNudgeAt} to ${latestNudgeAt}.`,
    },
    nudgeAt,
  ),
  checkbox({ blockId: ids.announce, label: 'Tell the wall?', isOptional: true }, announceOption, isAnnounced),
];

/** For starting a run. */
export const challengeStartForm = (form: ChallengeForm): ModalView =>
  modal({
    callbackId: callbackIds.challengeStart,
    title: 'Start a challenge',
    submit: 'Start',
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [
      packBlock(form),
      ...planBlocks(form, `${startDays} Customer Service Week is filled in for you.`),
    ],
  });

/** For moving a run, or changing when its nudges come. */
export const challengeChangeForm = (form: ChallengeForm): ModalView =>
  modal({
    callbackId: callbackIds.challengeChange,
    title: 'Move the challenge',
    submit: 'Save',
    close: 'Back',
    metadata: form.metadata,
    blocks: [
      section('Everybody who is in is told of a new date. What they have done stays done.'),
      ...planBlocks(form, startDays),
    ],
  });

/** For calling a run off. */
export const challengeCancelForm = (
  metadata: string,
  pack: ChallengePack,
  participantCount: number,
): ModalView => {
  const who =
    participantCount === 0
      ? 'Nobody is in yet.'
      : `${counted(participantCount, 'person is in and gets', 'people are in, and each gets')} a message that it is off.`;
  return modal({
    callbackId: callbackIds.challengeCancel,
    title: 'Call it off',
    submit: 'Call it off',
    close: 'Keep it',
    metadata,
    blocks: [
      section(`*${packName(pack)}* stops at once. ${who}`),
      textInput(
        {
          blockId: ids.why,
          label: 'A word to them',
          hint: 'It goes into the message as you write it.',
          isOptional: true,
        },
        { maxLength: 500, isMultiline: true },
      ),
    ],
  });
};

export interface DoneForm {
  metadata: string;
  day: PackDay;
  typed: string;
  isWin: boolean;
  /** What was found in the text at the last submit; empty when there is nothing to ask. */
  customerData: readonly CustomerDataKind[];
}

const winOption = option('win', 'Put it on the wall as a win');

/** Done: one optional line, and a win in the same breath. */
export const challengeDoneForm = (form: DoneForm): ModalView =>
  modal({
    callbackId: callbackIds.challengeDone,
    title: 'Done',
    submit: 'Done',
    close: 'Back',
    metadata: form.metadata,
    blocks: [
      ...(form.customerData.length > 0 ? customerDataBlocks(form.customerData) : []),
      section(`*${escapeName(form.day.theme)}*`),
      textInput(
        { blockId: ids.note, label: 'What did you do?', isOptional: true },
        { maxLength: maxWinUnits, isFocused: true, typed: form.typed },
      ),
      checkbox({ blockId: ids.win, label: 'Share it?', isOptional: true }, winOption, form.isWin),
    ],
  });

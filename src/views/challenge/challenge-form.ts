import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { CalendarDay, LocalTime } from '../../domain/calendar.ts';
import { latestNudgeAt } from '../../domain/challenge.ts';
import type { ChallengePack, PackDay } from '../../domain/challenge-pack.ts';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { escapeSlackText } from '../../domain/slack-text.ts';
import { maxWinLength } from '../../domain/win.ts';
import { callbackIds, challengeFormIds as ids } from '../ids.ts';
import { plain, section } from '../message.ts';
import { customerDataBlocks } from '../win/win-form.ts';
import { counted } from '../words.ts';
import { packName } from './challenge-words.ts';

const option = (value: string, label: string): PlainTextOption => ({ text: plain(label), value });

export interface ChallengeForm {
  metadata: string;
  /** The packs to choose from; one that is under way keeps its own. */
  packs: readonly ChallengePack[];
  packId: string;
  startDay: CalendarDay;
  nudgeAt: LocalTime;
  isAnnounced: boolean;
}

const announceOption = option('wall', 'Invite the wall on the Friday before, and close there');

const packBlock = ({ packs, packId }: ChallengeForm): KnownBlock => {
  const options = packs.map(({ id, name }) => option(id, name));
  const initial = options.find(({ value }) => value === packId);
  return {
    type: 'input',
    block_id: ids.pack,
    label: plain('Which challenge?'),
    element: {
      type: 'static_select',
      action_id: ids.value,
      options,
      ...(initial && { initial_option: initial }),
    },
  };
};

const planBlocks = ({ startDay, nudgeAt, isAnnounced }: ChallengeForm): KnownBlock[] => [
  {
    type: 'input',
    block_id: ids.startDay,
    label: plain('When does it start?'),
    hint: plain(
      'Five days start on a Monday, fewer on any weekday. Customer Service Week is filled in for you.',
    ),
    element: { type: 'datepicker', action_id: ids.value, initial_date: startDay },
  },
  {
    type: 'input',
    block_id: ids.nudgeAt,
    label: plain('When does the daily message come?'),
    hint: plain(`In each person's own time zone, at ${latestNudgeAt} at the latest.`),
    element: { type: 'timepicker', action_id: ids.value, initial_time: nudgeAt },
  },
  {
    type: 'input',
    block_id: ids.announce,
    optional: true,
    label: plain('Tell the wall?'),
    element: {
      type: 'checkboxes',
      action_id: ids.value,
      options: [announceOption],
      ...(isAnnounced && { initial_options: [announceOption] }),
    },
  },
];

/** For starting a run. */
export const challengeStartForm = (form: ChallengeForm): ModalView => ({
  type: 'modal',
  callback_id: callbackIds.challengeStart,
  title: plain('Start a challenge'),
  submit: plain('Start'),
  close: plain('Cancel'),
  private_metadata: form.metadata,
  blocks: [packBlock(form), ...planBlocks(form)],
});

/** For moving a run, or changing when its nudges come. */
export const challengeChangeForm = (form: ChallengeForm): ModalView => ({
  type: 'modal',
  callback_id: callbackIds.challengeChange,
  title: plain('Move the challenge'),
  submit: plain('Save'),
  close: plain('Back'),
  private_metadata: form.metadata,
  blocks: [
    section('Everybody who is in is told of a new date. What they have done stays done.'),
    ...planBlocks(form),
  ],
});

/** For calling a run off. */
export const challengeCancelForm = (
  metadata: string,
  pack: ChallengePack,
  participantCount: number,
): ModalView => ({
  type: 'modal',
  callback_id: callbackIds.challengeCancel,
  title: plain('Call it off'),
  submit: plain('Call it off'),
  close: plain('Keep it'),
  private_metadata: metadata,
  blocks: [
    section(
      `*${packName(pack)}* stops at once. ${participantCount === 0 ? 'Nobody is in yet.' : `${counted(participantCount, 'person is', 'people are')} in, and each gets a message that it is off.`}`,
    ),
    {
      type: 'input',
      block_id: ids.why,
      optional: true,
      label: plain('A word to them'),
      hint: plain('It goes into the message as you write it.'),
      element: { type: 'plain_text_input', action_id: ids.value, multiline: true, max_length: 500 },
    },
  ],
});

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
export const challengeDoneForm = (form: DoneForm): ModalView => ({
  type: 'modal',
  callback_id: callbackIds.challengeDone,
  title: plain('Done'),
  submit: plain('Done'),
  close: plain('Back'),
  private_metadata: form.metadata,
  blocks: [
    ...(form.customerData.length > 0 ? customerDataBlocks(form.customerData) : []),
    section(`*${escapeSlackText(form.day.theme)}*`),
    {
      type: 'input',
      block_id: ids.note,
      optional: true,
      label: plain('What did you do?'),
      element: {
        type: 'plain_text_input',
        action_id: ids.value,
        max_length: maxWinLength,
        focus_on_load: true,
        ...(form.typed && { initial_value: form.typed }),
      },
    },
    {
      type: 'input',
      block_id: ids.win,
      optional: true,
      label: plain('Share it?'),
      element: {
        type: 'checkboxes',
        action_id: ids.value,
        options: [winOption],
        ...(form.isWin && { initial_options: [winOption] }),
      },
    },
  ],
});

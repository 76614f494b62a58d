import type { ModalView } from '@slack/types';
import { actions, button, modal, section } from '../blocks.ts';
import { actionIds, callbackIds } from '../ids.ts';
import { messageModal, paragraph } from '../message.ts';
import type { Unstored } from '../unstored.ts';

const title = 'Delete my data?';

/** Whether somebody leads the team, and whether anybody else does. */
export type Leading = 'not' | 'with-others' | 'alone';

const leadingWords: Record<Leading, string | undefined> = {
  not: undefined,
  'with-others': 'You are a manager of this team: you are one no more then. The others go on.',
  alone:
    ':warning: You are the only manager of this team. You can name somebody in `/brag settings` first. If you go on, nobody leads it until your Slack admins name somebody: I ask them.',
};

const texts = (leading: Leading): string[] => [
  '*This cannot be undone.* If you want to keep anything, export it first.',
  '*What goes:* wins that you told about yourself, with their messages on the wall; earlier versions of all your wins; your notes and my other messages to you; what you wrote in challenges, on cards and in reports; what you turned off, so that you may get notes again; and everything else with your name on it.',
  '*What stays, without your name:* wins that credit others as well say “a colleague” for you; wins that others told about you alone stay without their words; what you wrote to one person alone stays with them, from “a colleague”. Nominations that you gave go on counting for those who got them. Totals of weeks and challenges do not change.',
  '*What I cannot reach:* your own messages and reactions in Slack, copies that others have made, and backups of the database, until they are overwritten.',
  'It usually takes less than a minute; I write to you when it is done. Please leave me alone until then, since what you do meanwhile is deleted as well. Afterwards you are new to me.',
  ...(leadingWords[leading] ? [leadingWords[leading]] : []),
];

/** Asks once. */
export const deleteForm = (leading: Leading): ModalView =>
  modal({
    callbackId: callbackIds.privacyDelete,
    title,
    submit: 'Delete my data',
    close: 'Keep it',
    metadata: '{}',
    blocks: [
      ...texts(leading).map((text) => section(text)),
      actions(button(actionIds.privacyExport, 'Export my data first')),
    ],
  });

export const erasureBegun = messageModal(
  'Delete my data',
  paragraph(
    'I am deleting it now, and write to you when it is done: usually within a minute. Should Slack or the database not answer, I go on by myself until it is. You can close this.',
  ),
);

const again = 'Nothing was deleted yet. Please close this and try again in a minute.';
const unstoredWords: Record<Unstored, string> = {
  'database-failed': `The database did not answer. ${again}`,
  failed: `Something went wrong on my side. ${again}`,
  'under-way':
    'This takes longer than it should. I may have begun; if you hear nothing from me within ten minutes, please ask once more.',
};

/** In place of the question, when nobody can say whether it is written down. */
export const erasureNotBegun = (how: Unstored): ModalView =>
  messageModal('Delete my data', paragraph(unstoredWords[how]));

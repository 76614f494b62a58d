import { actions, button, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, paragraph } from '../message.ts';
import { type Story, storyBlock, storyText } from './story.ts';

/** How it stands with a win that Slack does not take. */
export type Unposted = 'late' | 'failed' | 'unknown';

const toldLength = 500;

const authorWords: Record<Unposted, string> = {
  late: 'Slack has not taken your win for over an hour, so it is not on the wall yet. It is stored, and I keep trying: there is nothing you need to do.',
  failed:
    'Slack does not take your win, so it is not on the wall and does not count. *Edit* it, shorter or plainer, and I try again.',
  unknown:
    'Slack did not say whether your win reached the wall, and I cannot look there. Please look yourself; if it is missing, press *Take down* here and post it again.',
};

/** Whoever nominated a message can neither edit the win nor take it down. */
const nominatorWords: Record<Unposted, string> = {
  late: 'Slack has not taken the win that you nominated for over an hour, so it is not on the wall yet. It is stored, and I keep trying: there is nothing you need to do.',
  failed:
    'Slack does not take the win that you nominated, so it is not on the wall and does not count. Tell its story yourself, with `/brag` and the name of who did it.',
  unknown:
    'Slack did not say whether the win that you nominated reached the wall, and I cannot look there. Please look yourself; if it is missing, tell its story with `/brag` and the name of who did it.',
};

interface UnpostedWin extends Story {
  winId: string;
  how: Unposted;
}

/** Tells whoever posted a win, once, that it is not on the wall. */
export const unpostedWin = ({ winId, how, ...story }: UnpostedWin): Message => {
  const words = authorWords[how];
  // Nobody else is called by a message that is for one person.
  const told = { ...story, heroIds: [] };
  return {
    text: `${words} ${storyText(told, toldLength)}`,
    blocks: [
      section(words),
      storyBlock(told),
      actions(
        button(actionIds.winEdit, 'Edit', { value: winId }),
        button(actionIds.winTakeDown, 'Take down', { value: winId }),
      ),
    ],
  };
};

/** The same for whoever nominated a message. Its words may be others by now, and are not theirs: the link leads to it. */
export const unpostedNomination = (how: Unposted, link: string): Message =>
  paragraph(`${nominatorWords[how]} <${link}|The message>`);

const managerWords: Record<Unposted, string> = {
  late: 'For over an hour Slack has not let me post a win to the wall. It is stored, and I keep trying.',
  failed: 'Slack does not take a win in any form, so it is not on the wall. Its author knows.',
  unknown: 'I cannot tell whether a win reached the wall, and Slack does not let me look. Its author knows.',
};

/** Tells a manager the cause, which is often a setting that its author cannot see. */
export const unpostedForManager = (how: Unposted, why: string): Message =>
  paragraph(
    `${managerWords[how]} Slack's answer is \`${why}\`: look at who may post in the wall's channel, at the apps allowed in this workspace, and tell whoever looks after me here.`,
  );

/** In its place, once that is over. */
export const unpostedSettled = paragraph(
  ':white_check_mark: A win could not be posted for a while. That is over: it is on the wall, or gone.',
);

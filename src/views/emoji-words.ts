import { escapeSlackText } from '../domain/slack-text.ts';
import type { Workspace } from '../domain/workspace.ts';

type Choice = Pick<Workspace, 'nominationEmoji'>;

/** An emoji by its name. One of earlier settings may have a name that is no longer taken. */
export const emojiShown = (name: string): string => escapeSlackText(`:${name}:`);

/** What nominations, and what is exceptional, are marked with: the first two emoji that nominate, or the one. */
export const emojiMarks = ({ nominationEmoji }: Choice): { nomination: string; exceptional: string } => {
  const [first = 'trophy', second = first] = nominationEmoji;
  return { nomination: emojiShown(first), exceptional: emojiShown(second) };
};

/** ":trophy: or :star2:", and with a comma between the first ones of three. */
export const emojiChoice = ({ nominationEmoji }: Choice): string => {
  const [first = emojiShown('trophy'), ...others] = [...nominationEmoji].map(emojiShown);
  const last = others.pop();
  return last ? `${[first, ...others].join(', ')} or ${last}` : first;
};

/** Slack takes no longer label on a button. */
const longestMark = 60;

/** The label of the button that nominates. */
export const nominateLabel = (choice: Choice): string => {
  const { nomination } = emojiMarks(choice);
  return nomination.length > longestMark ? 'Nominate' : `${nomination} Nominate`;
};

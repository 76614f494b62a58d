import { escapeSlackText } from '../domain/slack-text.ts';
import type { Workspace } from '../domain/workspace.ts';

type Choice = Pick<Workspace, 'nominationEmoji'>;

const shown = (name: string): string => escapeSlackText(`:${name}:`);

/** What nominations, and what is exceptional, are marked with: the first two emoji that nominate, or the one. */
export const emojiMarks = ({ nominationEmoji }: Choice): { nomination: string; exceptional: string } => {
  const [first = 'trophy', second = first] = nominationEmoji;
  return { nomination: shown(first), exceptional: shown(second) };
};

/** ":trophy: or :star2:", ":a:, :b: or :c:". */
export const emojiChoice = ({ nominationEmoji }: Choice): string => {
  const [first = shown('trophy'), ...others] = [...nominationEmoji].map(shown);
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

import type { RichTextBlock, RichTextElement } from '@slack/types';
import { isUnseen, shortened } from '../../domain/human-text.ts';
import { escapeSlackText, parseSlackText, plainText, type TextToken } from '../../domain/slack-text.ts';
import { mention } from '../message.ts';
import { typedElements, wordsElement } from '../rich-text.ts';

const nameIn = (names: ReadonlyMap<string, string>, userId: string): string =>
  `@${names.get(userId) ?? 'someone'}`;

const storyElements = (
  token: TextToken,
  heroIds: readonly string[],
  names: ReadonlyMap<string, string>,
): RichTextElement[] => {
  if (token.type === 'text') return typedElements(token.text);
  if (heroIds.includes(token.userId)) return [{ type: 'user', user_id: token.userId }];
  return [wordsElement(nameIn(names, token.userId))];
};

export interface Story {
  /** Canonical text: domain/slack-text.ts. */
  text: string;
  heroIds: readonly string[];
  names: ReadonlyMap<string, string>;
}

/** Instead of a text that shows nothing: Slack refuses rich text that is empty. */
const withoutWords = '(without words)';

/**
 * What somebody wrote, to be shown exactly as typed. Rich text, because Slack looks for no markup, link or mention in
 * its text elements.
 */
export const storyBlock = ({ text, heroIds, names }: Story): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_section',
      elements: isUnseen(text)
        ? [wordsElement(withoutWords)]
        : parseSlackText(text).flatMap((token) => storyElements(token, heroIds, names)),
    },
  ],
});

/**
 * The same for a message's top-level text: only heroes are mentioned, and nothing else is markup that links or calls.
 * Cut to a length as Slack counts it, escapes included.
 */
export const storyText = ({ text, heroIds, names }: Story, units: number): string => {
  let left = units;
  let said = '';
  for (const token of parseSlackText(text)) {
    const isHero = token.type === 'user' && heroIds.includes(token.userId);
    const typed = token.type === 'text' ? token.text : nameIn(names, token.userId);
    const whole = isHero ? mention(token.userId) : escapeSlackText(typed);
    if (whole.length > left) {
      const room = { units: Math.max(left, 1), sentAs: escapeSlackText };
      return said + (isHero ? '…' : escapeSlackText(shortened(typed, room)));
    }
    said += whole;
    left -= whole.length;
  }
  return isUnseen(said) ? withoutWords : said;
};

/** The same as a person typed it, for giving a text back and for forms (domain/mention.ts reads it again). */
export const storyTyped = ({ text, names }: Omit<Story, 'heroIds'>): string =>
  plainText(parseSlackText(text), (userId) => names.get(userId));

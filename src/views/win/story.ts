import type { RichTextBlock, RichTextElement } from '@slack/types';
import { escapeSlackText, parseSlackText, plainText, type TextToken } from '../../domain/slack-text.ts';
import { mention } from '../message.ts';

const emoji = /:([a-z0-9_+'-]*[a-z][a-z0-9_+'-]*|[+-]1):(?::skin-tone-([2-6]):)?/g;

const textElements = (text: string): RichTextElement[] => {
  const elements: RichTextElement[] = [];
  let end = 0;
  for (const match of text.matchAll(emoji)) {
    if (match.index > end) elements.push({ type: 'text', text: text.slice(end, match.index) });
    elements.push({
      type: 'emoji',
      name: match[1] ?? '',
      ...(match[2] !== undefined && { skin_tone: Number(match[2]) }),
    });
    end = match.index + match[0].length;
  }
  if (end < text.length) elements.push({ type: 'text', text: text.slice(end) });
  return elements;
};

const storyElements = (
  token: TextToken,
  heroIds: readonly string[],
  names: ReadonlyMap<string, string>,
): RichTextElement[] => {
  if (token.type === 'text') return textElements(token.text);
  if (heroIds.includes(token.userId)) return [{ type: 'user', user_id: token.userId }];
  return textElements(`@${names.get(token.userId) ?? 'someone'}`);
};

export interface Story {
  /** Canonical text: domain/slack-text.ts. */
  text: string;
  heroIds: readonly string[];
  names: ReadonlyMap<string, string>;
}

/**
 * What somebody wrote, to be shown exactly as typed. Rich text, because Slack looks for no markup, link or mention in
 * its text elements.
 */
export const storyBlock = ({ text, heroIds, names }: Story): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_section',
      elements: parseSlackText(text).flatMap((token) => storyElements(token, heroIds, names)),
    },
  ],
});

const cutTo = (typed: string, maxLength: number): string => {
  let [kept, length] = ['', 0];
  for (const character of typed) {
    length += escapeSlackText(character).length;
    if (length > maxLength - 1) return `${kept}…`;
    kept += character;
  }
  return kept;
};

/**
 * The same for a message's top-level text: only heroes are mentioned, and nothing else is markup that links or calls.
 * Cut to a number of characters as Slack counts them, escapes included.
 */
export const storyText = ({ text, heroIds, names }: Story, maxLength: number): string => {
  let left = maxLength;
  const pieces = parseSlackText(text).map((token) => {
    const isHero = token.type === 'user' && heroIds.includes(token.userId);
    const typed = token.type === 'text' ? token.text : `@${names.get(token.userId) ?? 'someone'}`;
    const piece = isHero ? mention(token.userId) : escapeSlackText(cutTo(typed, Math.max(left, 1)));
    left -= piece.length;
    return left < 0 ? '' : piece;
  });
  return pieces.join('');
};

/** The same as a person typed it, for giving a text back and for forms (domain/mention.ts reads it again). */
export const storyTyped = ({ text, names }: Omit<Story, 'heroIds'>): string =>
  plainText(parseSlackText(text), (userId) => names.get(userId));

import type { RichTextElement, RichTextText } from '@slack/types';
import { cleanText, emojiInText } from '../domain/human-text.ts';

/**
 * What somebody typed, as rich text: Slack looks for no markup in it, nor for emoji, so that these are elements of their
 * own. A skin tone belongs to an emoji's name: docs.slack.dev/reference/block-kit/block-elements/emoji-element
 */
export const typedElements = (typed: string): RichTextElement[] => {
  const text = cleanText(typed);
  const elements: RichTextElement[] = [];
  let end = 0;
  for (const match of text.matchAll(emojiInText)) {
    if (match.index > end) elements.push({ type: 'text', text: text.slice(end, match.index) });
    elements.push({ type: 'emoji', name: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < text.length) elements.push({ type: 'text', text: text.slice(end) });
  return elements;
};

/** A name, or words of our own. */
export const wordsElement = (words: string, style?: RichTextText['style']): RichTextText => ({
  type: 'text',
  text: cleanText(words),
  ...(style && { style }),
});

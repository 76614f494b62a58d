import type { Digest, DigestExtras } from '../../domain/digest.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { section } from '../blocks.ts';
import type { MessagePart } from '../message-part.ts';
import { counted } from '../words.ts';
import { storyLine, storyLineBlock } from './digest-story.ts';
import { monthName } from './week-words.ts';

const times = (doneCount: number): string => (doneCount === 1 ? 'once' : counted(doneCount, 'time', 'times'));

const lines = ({ ideas }: DigestExtras): string[] =>
  ideas.map(({ text, doneCount }) => `• ${escapeName(text)} (${times(doneCount)})`);

/** The little extras that the team did most in a month, with one story that came of them. */
export const extrasParts = ({ extras }: Pick<Digest, 'extras'>, workspaceUrl: string): MessagePart[] => {
  if (!extras) return [];
  const heading = `:bulb: *Little extras you did most in ${monthName(extras.month)}:*`;
  const words = [heading, ...lines(extras)].join('\n');
  const { story } = extras;
  if (!story) return [{ text: words, blocks: [section(words)] }];
  return [
    {
      text: `${words}\nOne of them: ${storyLine(story, workspaceUrl)}`,
      blocks: [section(`${words}\nOne of them:`), storyLineBlock(story, workspaceUrl)],
    },
  ];
};

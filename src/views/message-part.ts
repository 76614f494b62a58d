import type { KnownBlock } from '@slack/types';
import { sections } from './blocks.ts';
import { type Message, topText } from './message.ts';

/** A piece of a longer message: what it says as text, and how it is shown. */
export interface MessagePart {
  text: string;
  blocks: KnownBlock[];
  /** Shown instead when Slack refuses the blocks. */
  fallbackBlocks?: KnownBlock[];
}

export interface MessageWithFallback {
  message: Message;
  fallbackBlocks: KnownBlock[];
}

export const part = (text: string): MessagePart => ({ text, blocks: sections(text) });

export const messageOf = (parts: readonly MessagePart[]): MessageWithFallback => ({
  message: {
    text: topText(
      parts
        .map(({ text }) => text)
        .filter(Boolean)
        .join('\n'),
    ),
    blocks: parts.flatMap(({ blocks }) => blocks),
  },
  fallbackBlocks: parts.flatMap(({ blocks, fallbackBlocks }) => fallbackBlocks ?? blocks),
});

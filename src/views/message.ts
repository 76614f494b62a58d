import type { KnownBlock, SectionBlock } from '@slack/types';
import { section } from './blocks.ts';
import { deliveryMetadataType } from './ids.ts';

/** A message as Slack takes it. `text` says everything by itself: it is what screen readers read. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

export const mention = (userId: string): string => `<@${userId}>`;

const maxSectionLength = 3_000;

/** As few sections as hold all lines of a text. Slack refuses a message with a longer section. */
export const sectionsOf = (text: string): SectionBlock[] => {
  const parts: string[] = [];
  for (const line of text.split('\n')) {
    const joined = `${parts.at(-1) ?? ''}\n${line}`;
    if (parts.length > 0 && joined.length <= maxSectionLength) parts[parts.length - 1] = joined;
    else parts.push(line);
  }
  return parts.map(section);
};

/** A message of one paragraph, or of a few lines. */
export const paragraph = (text: string): Message => ({ text, blocks: sectionsOf(text) });

/** Slack's address of a message. */
export const messageLink = (workspaceUrl: string, place: { channelId: string; ts: string }): string =>
  `${workspaceUrl}archives/${place.channelId}/p${place.ts.replace('.', '')}`;

/**
 * What a delivered message and each update of it need besides their content. It is shown as typed: Slack's defaults
 * would look for links and names. The metadata is how the bot finds a message of its own again.
 */
export const deliveryArguments = (key: string) => ({
  parse: 'none' as const,
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
  metadata: { event_type: deliveryMetadataType, event_payload: { key } },
});

import type { KnownBlock } from '@slack/types';
import { deliveryMetadataType } from './ids.ts';

/** A message as Slack takes it. `text` says everything by itself: it is what screen readers read. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

export const mention = (userId: string): string => `<@${userId}>`;

export const plain = (text: string) => ({ type: 'plain_text', text, emoji: true }) as const;
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text, verbatim: true }) as const;
export const section = (text: string): KnownBlock => ({ type: 'section', text: mrkdwn(text) });

/** A message of one paragraph. */
export const paragraph = (text: string): Message => ({ text, blocks: [section(text)] });

/** Slack's address of a message. */
export const messageLink = (workspaceUrl: string, place: { channelId: string; ts: string }): string =>
  `${workspaceUrl}archives/${place.channelId}/p${place.ts.replace('.', '')}`;

/** What an update of a delivered message needs besides its content: Slack's defaults would look for links and names. */
export const updateArguments = (key: string) => ({
  parse: 'none' as const,
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
  metadata: deliveryMetadata(key),
});

/** By which the bot finds a message of its own again. Updates carry it too, so that they cannot lose it. */
export const deliveryMetadata = (key: string) => ({
  event_type: deliveryMetadataType,
  event_payload: { key },
});

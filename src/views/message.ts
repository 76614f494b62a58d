import type { KnownBlock, ModalView } from '@slack/types';
import { erasedName, isStandIn } from '../domain/erased-person.ts';
import { shortened } from '../domain/human-text.ts';
import { plain, sections } from './blocks.ts';
import { deliveryMetadataType } from './ids.ts';

/** A message as Slack takes it. `text` says everything by itself: it is what screen readers read. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

/** Slack takes this much when a message is posted, and less when it is updated. */
const mostPosted = 40_000;
export const mostUpdated = 4_000;

/** A top-level text that Slack takes. Where it is cut, the blocks still say everything. */
export const topText = (text: string, units: number = mostPosted): string => shortened(text, { units });

/** Whoever had their data deleted is called by no name, and called by nothing. */
export const mention = (userId: string): string => (isStandIn(userId) ? erasedName : `<@${userId}>`);

/** A message of words alone. */
export const paragraph = (text: string): Message => ({ text: topText(text), blocks: sections(text) });

/** A message that is read in a modal: `title` takes 24 characters. */
export const messageModal = (title: string, { blocks }: Pick<Message, 'blocks'>): ModalView => ({
  type: 'modal',
  title: plain(title),
  close: plain('Close'),
  blocks,
});

interface LinkedMessage {
  channelId: string;
  ts: string;
  /** The message that it is a reply to: without it the link leads past a reply. */
  threadTs?: string | undefined;
}

/** Slack's address of a message, for its markup. */
export const messageLink = (workspaceUrl: string, { channelId, ts, threadTs }: LinkedMessage): string => {
  const thread = threadTs === undefined ? '' : `?thread_ts=${threadTs}&amp;cid=${channelId}`;
  return `${workspaceUrl}archives/${channelId}/p${ts.replace('.', '')}${thread}`;
};

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

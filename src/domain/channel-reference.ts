import { escapeSlackText } from './slack-text.ts';

const id = '[CDG][A-Z0-9]+';
const query = '(?:[\\w=]+&(?:amp;)?)*';
const host = '(?:[\\w-]+\\.)*[Ss][Ll][Aa][Cc][Kk](?:-gov)?\\.[Cc][Oo][Mm]';
/** What stands before a channel in the path of a page. The first two take its name as well. */
const pages = [
  '(?:archives|messages)/',
  `app_redirect\\?${query}channel=`,
  `(?:client|huddle)/[A-Z0-9]+/(?:T[A-Z0-9]+/)?(?=${id})`,
  `canvas/(?=${id})`,
].join('|');
const slackAddress =
  `(?:(?:[Hh][Tt][Tt][Pp][Ss]?://)?(?<![\\w.-])${host}/(?:${pages})|slack://channel\\?${query}id=)` +
  '([\\p{L}\\p{N}_-]+)';
const label = '(?:\\|([^<>\\n]*))?';
/** A channel as Slack refers to it; a link into one, as Slack sends it or as it was typed. */
const anyReference = new RegExp(
  `<#(${id})${label}>|<${slackAddress}[^<>|\\n]*${label}>|${slackAddress}[^\\s<>|]*`,
  'gu',
);

/** The name to show for a channel; undefined when nobody may be shown it. `label`: the name that came with it. */
export type ChannelName = (channelId: string, label: string | undefined) => string | undefined;

interface Reference {
  channelId: string;
  label: string | undefined;
  isLink: boolean;
}

const referenceOf = ([, named, label, linked, , typed]: readonly (string | undefined)[]): Reference => ({
  channelId: named ?? linked ?? typed ?? '',
  label: label || undefined,
  isLink: named === undefined,
});

export const closedChannel = 'a private channel';
const closedConversation = 'a private conversation';

export const channelIdsIn = (wire: string): string[] => [
  ...new Set([...wire.matchAll(anyReference)].map((match) => referenceOf(match).channelId)),
];

/** Wire text in which channels are named, and what leads into those without a name says only that it is private. */
export const nameChannels = (wire: string, nameOf: ChannelName): string =>
  wire.replace(anyReference, (found, ...groups: (string | undefined)[]) => {
    const { channelId, label, isLink } = referenceOf([found, ...groups]);
    const name = nameOf(channelId, label);
    if (name === undefined) return channelId.startsWith('D') ? closedConversation : closedChannel;
    return isLink ? found : escapeSlackText(`#${name.replace(/^#/, '')}`);
  });

/** For giving a text back to whoever typed it. */
export const channelsAsTyped = (wire: string): string =>
  nameChannels(wire, (_channelId, label) => label ?? 'channel');

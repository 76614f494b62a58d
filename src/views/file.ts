import type { RichTextBlock } from '@slack/types';
import { escapeName, escapeSlackText } from '../domain/slack-text.ts';
import { context } from './blocks.ts';
import { type Message, paragraph, topText } from './message.ts';
import { counted, listedBriefly } from './words.ts';

/** One message of a file. */
export interface FilePart {
  name: string;
  text: string;
  /** From 0. */
  index: number;
  count: number;
}

/**
 * In JSON. Slack documents no limit of a message's blocks together; people have seen them refused from some 11,000
 * characters on (github.com/slackapi/bolt-js/issues/2867), so this keeps away from that.
 */
export const unitsInPart = 8_000;

const titleOf = ({ name, index, count }: FilePart): string =>
  count === 1 ? name : `${name}, ${index + 1} of ${count}`;

const preformatted = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }], border: 0 }],
});

/** Slack looks for no markup, mention or link in preformatted rich text. */
export const filePartMessage = (part: FilePart): Message => {
  const title = `*${escapeName(titleOf(part))}*`;
  return {
    text: topText(`${title}\n${escapeSlackText(part.text)}`),
    blocks: [context(title), preformatted(part.text)],
  };
};

/** More names than that are in the thread, or on the page, for whoever wants them. */
const mostNamed = 3;
const filesIn = (names: readonly string[]): string => listedBriefly(names.map(escapeName), mostNamed);

const asked = (what: string): string => `:page_facing_up: *Here is what you asked for: ${escapeName(what)}.*`;

/** What the messages of the files are below. */
export const filesMessage = ({ what, parts }: { what: string; parts: readonly FilePart[] }): Message => {
  const firsts = parts.filter(({ index }) => index === 0);
  const names = firsts.map(({ name, count }) =>
    count > 1 ? `${name} (${counted(count, 'message', 'messages')})` : name,
  );
  const inSeveral = firsts.some(({ count }) => count > 1)
    ? ' Where a file has several messages, copy one after the other.'
    : '';
  return paragraph(
    `${asked(what)} In the thread below, as text to copy: ${filesIn(names)}.${inSeveral} Only you and I see this.`,
  );
};

interface Handed {
  what: string;
  names: readonly string[];
}

export const handedByLink = ({ what, names, link }: Handed & { link: string }): Message =>
  paragraph(
    `${asked(what)} <${link}|Download ${filesIn(names)}>. The link works for an hour, once for each file, and for whoever has it: keep it to yourself.`,
  );

/** `link`: to the message that they are below, once it is there. */
export const handedByMessage = ({ what, names, link }: Handed & { link: string | undefined }): Message =>
  paragraph(
    `${asked(what)} ${filesIn(names)} ${names.length === 1 ? 'comes' : 'come'} as text to copy, ${link ? `<${link}|in our direct message>` : 'in our direct message, as soon as Slack takes it'}. Only you and I see that.`,
  );

export const handedAlready: Message = paragraph(
  'You asked for this a moment ago: it is in my answer to that, or on its way. If it does not come, ask again in two minutes.',
);

export const notHanded = {
  'too-large': paragraph(
    'That is more than I can hand over at once. Choose a shorter period, and I make it from that.',
  ),
  'too-many-messages': paragraph(
    'That is too long for messages in Slack, and I have no other way to give you a file here. Choose a shorter period; or ask whoever runs Brag Wall to set `PUBLIC_URL`: then you get a link to download it.',
  ),
  refused: paragraph(
    'Slack does not let me write to you directly just now; I try again for an hour. If nothing comes, ask whoever runs Brag Wall to switch on its messages tab in the settings of the Slack app, or to set `PUBLIC_URL`: then you get a link to download it.',
  ),
} as const satisfies Record<string, Message>;

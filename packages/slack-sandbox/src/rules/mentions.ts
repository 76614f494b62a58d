import { isObject, type JsonObject } from '../json.ts';

const MASS_MENTION = /<!(?:channel|here|everyone|subteam\^)[^>]*>/;
const BARE_MASS_MENTION = /(?<![\w.])@(?:channel|here|everyone)\b/;

/** Block Kit's places where Slack reads mrkdwn, besides text objects that say so themselves. */
const mentionInBlock = (value: unknown): string | undefined => {
  if (Array.isArray(value)) return value.map(mentionInBlock).find((found) => found !== undefined);
  if (!isObject(value)) return undefined;
  if (value.type === 'broadcast' || value.type === 'usergroup') return `a rich text ${value.type}`;
  if (value.type === 'mrkdwn' || value.type === 'markdown') return MASS_MENTION.exec(String(value.text))?.[0];
  return Object.values(value)
    .map(mentionInBlock)
    .find((found) => found !== undefined);
};

interface Content {
  text?: string | undefined;
  markdownText?: string | undefined;
  blocks?: readonly JsonObject[] | undefined;
  attachments?: unknown;
  /** Slack turns bare names into mentions: `link_names`, or `parse` "full" or "client". */
  linksNames: boolean;
}

/** What in a message notifies a channel, a user group or everyone at once. */
export const massMention = ({
  text,
  markdownText,
  blocks,
  attachments,
  linksNames,
}: Content): string | undefined => {
  const written = `${text ?? ''}\n${markdownText ?? ''}`;
  return (
    MASS_MENTION.exec(written)?.[0] ??
    (linksNames ? BARE_MASS_MENTION.exec(written)?.[0] : undefined) ??
    mentionInBlock(blocks) ??
    mentionInBlock(attachments)
  );
};

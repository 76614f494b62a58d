import { emojiInText } from '../domain/human-text.ts';
import { parseSlackText, plainText } from '../domain/slack-text.ts';

/** What a sentence of ours in Slack's markup says where Slack shows plain text only: without marks and emoji. */
export const plainWords = (mrkdwn: string): string =>
  plainText(parseSlackText(mrkdwn), () => undefined)
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/\*([^*\n]+)\*/g, '$1')
    .replace(emojiInText, '')
    .replace(/ {2,}/g, ' ')
    .trim();

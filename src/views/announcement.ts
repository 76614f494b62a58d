import { escapeSlackText } from '../domain/slack-text.ts';
import { type Message, mention, paragraph } from './message.ts';
import { counted, listed } from './words.ts';

const by = (nominatorNames: readonly string[]): string => {
  const named = nominatorNames.slice(0, 10).map(escapeSlackText);
  const more = nominatorNames.length - named.length;
  return listed(more > 0 ? [...named, counted(more, 'other', 'others')] : named);
};

/** Said once in a win's thread, when enough people have nominated it. */
export const exceptionalAnnouncement = (
  heroIds: readonly string[],
  nominatorNames: readonly string[],
): Message =>
  paragraph(
    `:star2: *Exceptional!* ${counted(nominatorNames.length, 'person', 'people')} nominated what ${listed(heroIds.map(mention))} did: ${by(nominatorNames)}.`,
  );

/** Told to each hero in a direct message. */
export const praise = (nominatorNames: readonly string[], winLink: string): Message =>
  paragraph(
    `:star2: What you did for a customer is exceptional: ${by(nominatorNames)} nominated it. <${winLink}|See your win on the wall>.`,
  );

export const wallWelcome = (): Message =>
  paragraph(
    ':wave: This is the brag wall now. Type `/brag` and what you did for a customer, in any channel, and it appears here. React with :trophy: or :star2: to nominate what was exceptional.',
  );

const lostWords: Record<string, string> = {
  is_archived: 'it was archived',
  channel_not_found: 'it was deleted, or is closed to me',
  not_in_channel: 'I was removed from it',
};

/** Tells a workspace admin that wins have nowhere to go. */
export const wallLost = (channelId: string, why: string): Message =>
  paragraph(
    `I cannot post to the brag wall <#${channelId}> any more: ${lostWords[why] ?? 'Slack does not let me'}. New wins are stored and wait. Invite me to a channel (\`/invite\` there), and it becomes the wall and gets them all.`,
  );

export const wallChosen = (channelId: string): Message =>
  paragraph(`<#${channelId}> is the wall now, and your win is on its way there.`);
export const wallTaken = (channelId: string): Message =>
  paragraph(`There is a wall already: <#${channelId}>. Your win goes there.`);
export const wallUnreachable = (channelId: string): Message =>
  paragraph(`I cannot join <#${channelId}>. Invite me there (\`/invite\`), or choose another channel.`);

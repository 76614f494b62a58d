import { actions, plain, section } from './blocks.ts';
import { actionIds } from './ids.ts';
import { type Message, paragraph } from './message.ts';

/** Asks the author of the first win for the channel to post it in. */
export const wallQuestion = (): Message => {
  const text =
    'Your win is stored. There is no wall yet: in which channel shall wins appear? Choose a public channel here, or invite me to a private one.';
  return {
    text,
    blocks: [
      section(text),
      actions({
        type: 'channels_select',
        action_id: actionIds.wallChoose,
        placeholder: plain('Choose a channel'),
      }),
    ],
  };
};

/** Said once in the channel that became the wall. */
export const wallWelcome = (): Message =>
  paragraph(
    ':wave: This is the brag wall now. Type `/brag` and what you did for a customer, in any channel, and it appears here. React with :trophy: or :star2: to nominate what was exceptional. To nominate messages in another public channel too, invite me there (`/invite`).',
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

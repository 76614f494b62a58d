import type { WhomToAsk } from '../domain/workspace-manager.ts';
import { actions, button, plain, section } from './blocks.ts';
import { actionIds } from './ids.ts';
import { type Message, mention, paragraph } from './message.ts';

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

/** Said in the channel that is the wall in place of another. */
export const wallHere = (): Message =>
  paragraph(
    ':wave: This is the brag wall from now on. Type `/brag` and what you did for a customer, in any channel, and it appears here. Earlier wins stay where they are, and keep counting.',
  );

/** Said in the channel that was the wall before. Which private channel it is now is nobody's business there. */
export const wallAway = (wallChannelId: string | undefined): Message =>
  paragraph(
    `From now on new wins appear in ${wallChannelId ? `<#${wallChannelId}>` : 'another channel'}. What is here stays, and you can go on nominating it here.`,
  );

/** What became of a wall, in Slack's code for it, and what will really help. */
const losses: Record<string, { what: string; cure: string }> = {
  is_archived: {
    what: 'it was archived',
    cure: 'Unarchive it, and invite me again (`/invite` there) if I am not in it any more: then it is the wall again.',
  },
  channel_deleted: {
    what: 'it was deleted',
    cure: 'It cannot come back, so please choose another channel.',
  },
  channel_not_found: {
    what: 'it was deleted, or it is private and I was removed from it',
    cure: 'If it is still there, invite me again (`/invite` there): then it is the wall again.',
  },
  not_in_channel: {
    what: 'I was removed from it',
    cure: 'Invite me again (`/invite` there): then it is the wall again.',
  },
  ...Object.fromEntries(
    [
      'restricted_action',
      'restricted_action_read_only_channel',
      'restricted_action_non_threadable_channel',
    ].map((code) => [
      code,
      {
        what: 'not everybody may post there',
        cure: "Inviting me again does not help: I am in it. In the channel's settings, under posting permissions, let everybody post, or add me: then it is the wall again.",
      },
    ]),
  ),
  restricted_action_thread_only_channel: {
    what: 'only replies in threads are allowed there',
    cure: "Inviting me again does not help: I am in it. In the channel's settings, under posting permissions, allow new messages: then it is the wall again.",
  },
};

const anyLoss = {
  what: 'Slack does not let me',
  cure: 'Please look at its settings: whether it is archived, whether I am in it, and who may post there.',
};

const otherChannel = actions({
  type: 'channels_select',
  action_id: actionIds.wallAppoint,
  placeholder: plain('Choose another channel'),
});

/** Tells a manager that wins have nowhere to go. */
export const wallLost = (channelId: string, why: string): Message => {
  const { what, cure } = losses[why] ?? anyLoss;
  const text = [
    `I cannot post to the brag wall <#${channelId}> any more: ${what}. Nothing is lost: new wins are stored and wait.`,
    cure,
    'I look again by myself, at least once an hour. Or give me another wall: choose a public channel here, or invite me to a private one. It gets everything that waits.',
  ].join('\n');
  return { text, blocks: [section(text), otherChannel] };
};

/** In place of the news that the wall was lost. */
export const wallFound = (lostChannelId: string, wallChannelId: string): Message =>
  paragraph(
    `:white_check_mark: ${
      wallChannelId === lostChannelId
        ? `The brag wall <#${wallChannelId}> is there again`
        : `<#${wallChannelId}> is the brag wall now, in place of <#${lostChannelId}>`
    }. Everything that waited goes there.`,
  );

/** In place of the news of a loss, when the wall after it is lost too. */
export const wallLostSince = paragraph(
  'This was about a wall from before. What is the case now comes in your note, and `/brag settings` shows it.',
);

/** Asks a manager whether a channel that somebody else had in mind shall be the wall. */
export const wallProposed = (
  channelId: string,
  byId: string | undefined,
  lost: { channelId: string; why: string },
): Message => {
  const { what } = losses[lost.why] ?? anyLoss;
  const came = byId
    ? `${mention(byId)} would like <#${channelId}> to be the brag wall, or has invited me there.`
    : `I was invited to <#${channelId}>.`;
  const text = [
    `${came} The wall was <#${lost.channelId}>: ${what}. Wins wait, and they were meant for the people in that channel.`,
    `Shall <#${channelId}> be the wall, and get everything that waits? If not, do nothing, or choose another channel.`,
  ].join('\n');
  return {
    text,
    blocks: [
      section(text),
      actions(button(actionIds.wallAppoint, 'Make it the wall', { value: channelId, isPrimary: true })),
      otherChannel,
    ],
  };
};

/** Said to whoever invited the bot to a channel that cannot be the wall for that alone. */
export const wallAsked = (channelId: string, { managerIds: [first] }: WhomToAsk): Message => {
  const asked = first
    ? `I ask ${mention(first)} whether <#${channelId}> shall be the wall, in the next note. To be faster, ask them to invite me there.`
    : 'Just now I know of nobody who leads it: your Slack admins can say who does.';
  return paragraph(
    `Thank you. Wins wait for a wall, and since they were meant for the people of the one before, whoever leads the team decides where they go. ${asked}`,
  );
};

export const wallChosen = (channelId: string): Message =>
  paragraph(`<#${channelId}> is the wall now, and your win is on its way there.`);
export const wallTaken = (channelId: string): Message =>
  paragraph(`There is a wall already: <#${channelId}>. Your win goes there.`);
/** The same for a manager, who may have no win that waits. */
export const wallAppointed = (channelId: string): Message =>
  paragraph(
    `:white_check_mark: <#${channelId}> is the wall now, and everything that waited is on its way there.`,
  );
export const wallTakenBefore = (channelId: string): Message =>
  paragraph(`There is a wall already: <#${channelId}>. Nothing is changed.`);
export const wallUnreachable = (channelId: string): Message =>
  paragraph(`I cannot join <#${channelId}>. Invite me there (\`/invite\`), or choose another channel.`);
export const wallNotChosen = paragraph(
  'No channel is chosen yet. Choose one from the list, or invite me to a private one (`/invite` there).',
);

/** Told once in a workspace from before anybody could choose. */
export const managersCanBeChosen: Message = (() => {
  const text =
    "You can now say who leads this team. So far that was whoever is an admin of this Slack workspace: they get the managers' week, are asked about Customer Service Week, and can take wins down. It stays so until you choose others: Slack admins who do not lead the team are then like everybody else.";
  return {
    text: `${text} Choose: /brag settings`,
    blocks: [section(text), actions(button(actionIds.settingsOpen, 'Choose who leads the team'))],
  };
})();

/** In its place, once somebody has. */
export const managersChosen = paragraph(
  ':white_check_mark: The team has said who leads it. `/brag settings` shows who that is.',
);

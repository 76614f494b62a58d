import type { Settings, Workspace } from '../domain/workspace.ts';
import { type ManagersFault, mostManagers, type WhomToAsk } from '../domain/workspace-manager.ts';
import { actions, button, option, peopleSelect, section, select, timePicker } from './blocks.ts';
import { emojiChoice } from './emoji-words.ts';
import { actionIds, wallStartIds as ids } from './ids.ts';
import { managersFaultWords } from './managers-fault.ts';
import { type Message, mention, paragraph } from './message.ts';
import { whomToAskWords } from './whom-to-ask.ts';
import { digestWhen, listedBriefly, weekdayNames, zoneInWords } from './words.ts';

const leaders = (managerIds: readonly string[]): string =>
  `${listedBriefly(managerIds.map(mention))} ${managerIds.length === 1 ? 'leads' : 'lead'} the team`;

const whoLeads = (managerIds: Workspace['managerIds'], byId: string | undefined): string => {
  const change = 'can change all this: `/brag settings`.';
  if (byId && managerIds?.length === 1 && managerIds[0] === byId)
    return `${mention(byId)} has set me up and leads the team, and ${change}`;
  const setUp = byId ? `${mention(byId)} has set me up. ` : '';
  if (managerIds === undefined)
    return `${setUp}Your Slack admins count as managers until one of them says who leads the team: \`/brag settings\`.`;
  if (managerIds.length === 0)
    return `${setUp}Just now nobody leads the team: your Slack admins can say who does, with \`/brag settings\`.`;
  return `${setUp}${leaders(managerIds)}, and ${change}`;
};

/** Stands in the channel that became the wall: what the bot does there, and what is set. `byId`: who invited it. */
export const wallWelcome = (
  workspace: Settings & Pick<Workspace, 'zone'>,
  byId: string | undefined,
): Message => {
  const { exceptionalThreshold } = workspace;
  const people = exceptionalThreshold === 1 ? 'One person makes' : `${exceptionalThreshold} people make`;
  const lines = [
    ':wave: This is the brag wall now. Type `/brag` and what you did for a customer, in any channel, and it appears here.',
    `• React with ${emojiChoice(workspace)}, or press Nominate: ${people} a win exceptional.`,
    `• The digest of each week comes here ${digestWhen(workspace)}.`,
    `• ${whoLeads(workspace.managerIds, byId)}`,
    '• I only see the channels I am in. Invite me where you talk (`/invite`): the same reaction there puts a message on the wall.',
  ];
  return paragraph(lines.join('\n'));
};

export type StartQuestion = Pick<Workspace, 'managerIds' | 'digestTime' | 'zone' | 'settingsVersion'> & {
  channelId: string;
  byId: string;
};

/** Asks whoever invited the bot, and nobody else: everything is filled in, and holds also if they never answer. */
export const wallStartQuestion = (question: StartQuestion): Message => {
  const { channelId, byId, managerIds = [], digestTime, zone, settingsVersion } = question;
  const text = [
    `Thank you for inviting me. Only you see this. <#${channelId}> is the wall now, you lead the team, and the digest comes ${digestWhen(question)}.`,
    '*Start* takes it as it is, or as you change it here. If you do nothing, it stays as it is; `/brag settings` changes it at any time.',
  ].join('\n');
  return {
    text,
    blocks: [
      section(text),
      peopleSelect(
        {
          blockId: ids.managers,
          label: 'Who leads this team?',
          hint: 'They read who has gone unrecognised, can take a win down, and decide what is set here.',
        },
        {
          most: mostManagers,
          placeholder: 'Choose people',
          chosenIds: managerIds.length > 0 ? managerIds : [byId],
        },
      ),
      select(
        { blockId: ids.weekday, label: 'Day of the digest' },
        {
          options: weekdayNames.map((name, index) => option(String(index + 1), name)),
          chosen: String(digestTime.weekday),
        },
      ),
      timePicker(
        { blockId: ids.time, label: 'Time of the digest', hint: `In the time zone ${zoneInWords(zone)}.` },
        digestTime.time,
      ),
      actions(button(actionIds.wallStart, 'Start', { value: String(settingsVersion), isPrimary: true })),
    ],
  };
};

const whatIsSet = (workspace: Workspace): string => {
  const { wallChannelId, managerIds = [] } = workspace;
  const lead = managerIds.length > 0 ? `${leaders(managerIds)}, and the` : 'The';
  const wall = wallChannelId ? `<#${wallChannelId}> is the wall. ` : '';
  return `${wall}${lead} digest comes ${digestWhen(workspace)}.`;
};

/** In place of the question. */
export const wallStarted = (workspace: Workspace, readerId: string): Message => {
  const others = workspace.managerIds?.includes(readerId)
    ? '`/brag settings` changes it, and much else, at any time.'
    : 'They can change it, and much else, with `/brag settings`.';
  return paragraph(
    `:white_check_mark: That is set. ${whatIsSet(workspace)} ${others} Now type \`/brag\` and one sentence about this week.`,
  );
};

/** In place of the question, when somebody else has decided first. */
export const wallStartChanged = (workspace: Workspace): Message =>
  paragraph(
    `Somebody changed the settings meanwhile, so I have changed nothing. ${whatIsSet(workspace)} \`/brag settings\` shows the rest.`,
  );

export const wallStartNotYours = (whom: WhomToAsk): Message =>
  paragraph(`Only managers can set this, so nothing is changed. ${whomToAskWords(whom)}`);

/** Beside the question, which stays. */
export const wallStartFaulty = (fault: ManagersFault): Message =>
  paragraph(`Nothing is changed yet. ${managersFaultWords(fault)}`);

export const wallStartNoTime = paragraph(
  'Nothing is changed yet. Please choose a day and a time for the digest.',
);

/** Told to each Slack admin, once. */
export const nobodyLeads = (): Message => {
  const text =
    "Nobody leads the team any more that I serve here: the last of its managers has left. Everybody can go on bragging, but nobody gets the managers' digest, and nobody can change settings or run a challenge. As a Slack admin you can say who leads it: `/brag settings`.";
  return {
    text,
    blocks: [section(text), actions(button(actionIds.settingsOpen, 'Open settings', { isPrimary: true }))],
  };
};

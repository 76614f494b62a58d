import type { SandboxClock } from '../clock.ts';
import { createRandom, randomLetters } from '../random.ts';
import { demoPeople, generatedPeople, supportTeam } from './demo-people.ts';
import { HOME_CHANNEL } from './home-channel.ts';
import { createTimestamps } from './timestamps.ts';
import type { Channel, Person, UserGroup, Workspace } from './types.ts';

export interface WorkspaceOptions {
  clock: SandboxClock;
  seed: number;
  people: number;
  appName: string;
  /** Names of channels, besides its home, that the app is in from the beginning. */
  alsoIn: readonly string[];
  /** The app's ids in a workspace that follows another; new ones unless given. */
  bot?: Workspace['bot'];
}

export const createWorkspace = ({
  clock,
  seed,
  people,
  appName,
  alsoIn,
  bot,
}: WorkspaceOptions): Workspace => {
  const random = createRandom(seed);
  const newId = (prefix: string) => `${prefix}${randomLetters(random, 10)}`;
  const workspace: Workspace = {
    team: { id: newId('T'), name: 'Demo Workspace', domain: 'demo-workspace' },
    bot: bot ?? { userId: newId('U'), botId: newId('B'), appId: newId('A') },
    people: new Map(),
    channels: new Map(),
    userGroups: new Map(),
    ephemerals: [],
    views: new Map(),
    messageStates: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    isUninstalled: false,
    isBotInvited: false,
    newId,
    newTs: createTimestamps(clock),
  };
  const createdMs = clock.ms();
  for (const person of [...demoPeople, ...generatedPeople(people, random)]) {
    addPerson(workspace, person, createdMs);
  }
  addBot(workspace, appName, createdMs);
  addFirstChannels(workspace, createdMs);
  addFirstGroup(workspace, createdMs);
  for (const name of alsoIn) putBotIn(workspace, name);
  return workspace;
};

export const addPerson = (
  workspace: Workspace,
  given: Partial<Person> & Pick<Person, 'name' | 'realName' | 'tz'>,
  nowMs: number,
): Person => {
  const person: Person = {
    id: workspace.newId('U'),
    isAdmin: false,
    isOwner: false,
    isBot: false,
    isRestricted: false,
    deleted: false,
    updated: Math.floor(nowMs / 1000),
    ...(given.isBot && { botId: workspace.newId('B'), appId: workspace.newId('A') }),
    ...given,
  };
  workspace.people.set(person.id, person);
  return person;
};

const addBot = (workspace: Workspace, appName: string, nowMs: number) => {
  const { userId, botId, appId } = workspace.bot;
  const name = appName.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  addPerson(workspace, { id: userId, name, realName: appName, tz: 'UTC', isBot: true, botId, appId }, nowMs);
};

export const addChannel = (
  workspace: Workspace,
  given: Partial<Channel> & Pick<Channel, 'name' | 'creator'>,
  nowMs: number,
): Channel => {
  const channel: Channel = {
    id: workspace.newId(given.isIm ? 'D' : 'C'),
    isPrivate: false,
    isIm: false,
    isGeneral: false,
    isArchived: false,
    created: Math.floor(nowMs / 1000),
    members: new Set([given.creator]),
    messages: new Map(),
    ...given,
  };
  workspace.channels.set(channel.id, channel);
  return channel;
};

const addFirstChannels = (workspace: Workspace, nowMs: number) => {
  const everyone = [...workspace.people.values()].filter((person) => person.id !== workspace.bot.userId);
  const creator = everyone[0]?.id ?? workspace.bot.userId;
  const all = everyone.map((person) => person.id);
  const admins = everyone.filter((person) => person.isAdmin).map((person) => person.id);
  addChannel(workspace, { name: 'general', creator, isGeneral: true, members: new Set(all) }, nowMs);
  addChannel(workspace, { name: HOME_CHANNEL, creator, members: new Set(all) }, nowMs);
  addChannel(workspace, { name: 'support', creator, members: new Set(all) }, nowMs);
  addChannel(workspace, { name: 'leads', creator, isPrivate: true, members: new Set(admins) }, nowMs);
};

const putBotIn = (workspace: Workspace, name: string) => {
  const channels = [...workspace.channels.values()];
  const channel = channels.find((candidate) => candidate.name === name && name !== HOME_CHANNEL);
  if (!channel) {
    const names = channels.map((candidate) => candidate.name).filter((other) => other !== HOME_CHANNEL);
    throw new Error(`the bot can also be in ${names.join(', ')}, not in "${name}"`);
  }
  channel.members.add(workspace.bot.userId);
};

export const addUserGroup = (
  workspace: Workspace,
  given: Pick<UserGroup, 'handle' | 'name' | 'users'>,
  nowMs: number,
): UserGroup => {
  const seconds = Math.floor(nowMs / 1000);
  const group: UserGroup = {
    id: workspace.newId('S'),
    deleted: false,
    created: seconds,
    updated: seconds,
    ...given,
  };
  workspace.userGroups.set(group.id, group);
  return group;
};

const addFirstGroup = (workspace: Workspace, nowMs: number) => {
  const users = [...workspace.people.values()].filter(({ name }) => supportTeam.includes(name));
  const given = { handle: 'support-team', name: 'Support Team', users: users.map(({ id }) => id) };
  addUserGroup(workspace, given, nowMs);
};

import type { Win } from '../../src/models/win-schema.ts';
import { demoUsers, type TestTeam } from './bot.ts';
import type { SlackUser } from './fake-slack.ts';

export const winUsers: readonly SlackUser[] = [
  ...demoUsers,
  { id: 'UOLD', name: 'old', is_admin: true, deleted: true },
  { id: 'UAPP', name: 'app', is_admin: true, is_bot: true },
  { id: 'UFAR', name: 'far', is_admin: true, is_stranger: true },
];

type Rule = readonly [who: string, userId: string, may: boolean][];

/** Who may take down a win that Jo posted about Sam. */
export const mayTakeDown: Rule = [
  ['its author', 'UJO', true],
  ['whom it credits', 'USAM', true],
  ['an admin', 'UANN', true],
  ['a colleague', 'UKAI', false],
  ['an admin whose account is deactivated', 'UOLD', false],
  ['an admin of another organisation', 'UFAR', false],
  ['an app that is an admin', 'UAPP', false],
  ['somebody whom Slack does not know', 'UNOBODY', false],
];

/** Whom the bot asks first: Jo, who told of another, nominated it, and whoever else takes it down takes that as well. */
export const isAsked = (userId: string, may: boolean): boolean => may && userId !== 'UJO';

/** What they are told: its author gets the text back, and anybody else took what is not theirs. */
export const takeDownWords = (userId: string, may: boolean): string => {
  if (!may) return 'managers can take this win down';
  return userId === 'UJO' ? '@sam carried the piano upstairs' : 'I tell its author';
};

/** Who may change its words. */
export const mayEdit: Rule = mayTakeDown.map(([who, userId]) => [who, userId, userId === 'UJO']);

/** The wins of a workspace that stand, the newest first. */
export const winsOf = (team: TestTeam): Promise<Win[]> => team.store.wins.postedSince(new Date(0));

/** Posts what Jo says that Sam did. */
export const postAboutSam = async (team: TestTeam, story = 'carried the piano upstairs'): Promise<Win> => {
  await team.command('UJO', `<@USAM> ${story}`);
  const win = (await winsOf(team)).find(({ text }) => text.endsWith(story));
  if (!win) throw new Error('the win was not stored');
  return win;
};

import type { Settings } from './workspace.ts';

/** What the rules need to know about somebody. Slack's users.info, reduced. */
export interface Person {
  userId: string;
  name: string;
  isBot: boolean;
  isDeactivated: boolean;
  /** A member of another organisation, seen through a shared channel. */
  isStranger: boolean;
  /** A member who sees no more than the channels they were let into. */
  isGuest: boolean;
  isAdmin: boolean;
  /** IANA name; undefined when Slack gives none. */
  timeZone: string | undefined;
  /** When Slack last changed them, in seconds, so that older news is known as such; undefined when it does not say. */
  changedAtS: number | undefined;
}

/** Somebody as a digest keeps them. */
export interface NamedPerson {
  userId: string;
  name: string;
}

/** Why somebody counts neither as a hero nor as a nominator; undefined when they do. */
export type Ineligibility = 'unknown' | 'bot' | 'deactivated' | 'stranger';

export const ineligibility = (person: Person | undefined): Ineligibility | undefined => {
  if (!person) return 'unknown';
  if (person.isBot) return 'bot';
  if (person.isDeactivated) return 'deactivated';
  if (person.isStranger) return 'stranger';
  return undefined;
};

/** Whether one answer or event tells an older state than another. What does not say how old it is may not be. */
export const isOlder = (news: Person, known: Person): boolean =>
  (news.changedAtS ?? Number.POSITIVE_INFINITY) < (known.changedAtS ?? 0);

/**
 * Whether somebody's nomination counts: it does if it was valid when it was given. Nobody gives one after they were
 * deactivated, so whenever the bot hears of it, it is from before.
 */
export const mayNominate = (person: Person | undefined): boolean =>
  [undefined, 'deactivated'].includes(ineligibility(person));

/** Whether somebody looks after the Slack workspace. Such people may say who leads the team, and are otherwise staff. */
export const isActiveAdmin = (person: Person | undefined): boolean =>
  person?.isAdmin === true && ineligibility(person) === undefined;

/** Whether somebody can lead the team: the active full members of this organisation can. */
export const canManage = (person: Person | undefined): boolean =>
  person?.isGuest === false && ineligibility(person) === undefined;

/**
 * Who manages a workspace: whom the team has named, as long as they can; its active Slack admins until anybody is named.
 * The one rule for the managers' part, take-downs, challenges and the wall.
 */
export const isManager = (
  person: Person | undefined,
  { managerIds }: Pick<Settings, 'managerIds'>,
): boolean => {
  if (managerIds === undefined) return isActiveAdmin(person);
  return person !== undefined && managerIds.includes(person.userId) && canManage(person);
};

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

/** Who manages a workspace: its active Slack admins. The one rule for the managers' part, take-downs and challenges. */
export const isManager = (person: Person | undefined): boolean =>
  person?.isAdmin === true && ineligibility(person) === undefined;

/**
 * What comes in a note, by kind: the business key under which each is told once. Those that were messages of their own
 * in earlier versions have the keys they had then.
 */
export const notePartKey = {
  'manager-digest': (teamId: string, week: string, userId: string) =>
    `manager-digest:${teamId}:${week}:${userId}`,
  /** What each manager is told has the key of the delivery that it was written down as, and theirs. */
  'wall-lost': (deliveryKey: string, userId: string) => `${deliveryKey}:${userId}`,
  'wall-ask': (deliveryKey: string, userId: string) => `${deliveryKey}:${userId}`,
  'win-unposted-manager': (deliveryKey: string, userId: string) => `${deliveryKey}:${userId}`,
  /** Once each time that a team has nobody left: `version` is the one at which the last manager was taken off the list. */
  'no-managers': (teamId: string, version: number, userId: string) =>
    `no-managers:${teamId}:${version}:${userId}`,
  /** Told once in each workspace from before anybody could choose. */
  'managers-choice': (teamId: string, userId: string) => `managers-choice:${teamId}:${userId}`,
  /** Told to its author when it was somebody else. */
  'taken-down': (winId: string) => `taken-down:${winId}`,
  praise: (winId: string, userId: string) => `praise:${winId}:${userId}`,
};

export type NotePartKind = keyof typeof notePartKey;

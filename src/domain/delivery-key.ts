/** The end of a key of what can come due anew: from when. */
export const timeIfAny = (at: Date | undefined): string => (at ? `:${at.getTime()}` : '');

/**
 * What the bot says on its own account, by kind: the business key under which each is said once (ARCHITECTURE.md,
 * "Deliveries"). Keys are stored and sent as Slack metadata: change their form and old messages are not recognised.
 */
export const deliveryKey = {
  /** The one note of a person and calendar day of theirs. */
  note: (teamId: string, userId: string, day: string) => `note:${teamId}:${userId}:${day}`,
  'wall-welcome': (teamId: string, channelId: string) => `wall-welcome:${teamId}:${channelId}`,
  /** Asked of whoever invited the bot to its first channel. */
  'wall-start': (teamId: string, channelId: string) => `wall-start:${teamId}:${channelId}`,
  'wall-lost': (teamId: string, channelId: string, lostAt: Date) =>
    `wall-lost:${teamId}:${channelId}:${lostAt.getTime()}`,
  /** Asked once about a channel, as long as the same wall is lost. */
  'wall-ask': (teamId: string, channelId: string, lostAt: Date) =>
    `wall-ask:${teamId}:${channelId}:${lostAt.getTime()}`,
  /** A wall can be moved more than once, and back: said to either channel once a change. */
  'wall-here': (teamId: string, channelId: string, version: number) =>
    `wall-here:${teamId}:${channelId}:${version}`,
  'wall-away': (teamId: string, channelId: string, version: number) =>
    `wall-away:${teamId}:${channelId}:${version}`,
  win: (winId: string) => `win:${winId}`,
  /** Told to whoever wrote the message that a win was made from. */
  copied: (winId: string) => `copied:${winId}`,
  /** How it stands with a win that is not on the wall: said once of each. */
  'win-unposted': (winId: string, how: string) => `win-unposted:${winId}:${how}`,
  'win-unposted-manager': (teamId: string, why: string, day: string) =>
    `win-unposted-manager:${teamId}:${why}:${day}`,
  exceptional: (winId: string) => `exceptional:${winId}`,
  /** A hero thanks those who signed the lines that one part of a note told: once in the thread of each win. */
  'card-thanks': (winId: string, partKey: string) => `card-thanks:${winId}:${partKey}`,
  'challenge-invite': (runId: string, startDay: string) => `challenge-invite:${runId}:${startDay}`,
  'challenge-reminder': (runId: string, day: string, userId: string) =>
    `challenge-reminder:${runId}:${day}:${userId}`,
  'challenge-closing': (runId: string) => `challenge-closing:${runId}`,
  /** The answer to whoever writes to the bot as to a person: one a day. */
  'direct-answer': (teamId: string, userId: string, day: string) =>
    `direct-answer:${teamId}:${userId}:${day}`,
  /** One message of files that somebody asked for; 0 is the one that the others are below. */
  file: (setId: string, part: number) => `file:${setId}:${part}`,
  /** The card of what is made right for a customer, to one of those who were asked to, or who opened it. */
  recovery: (recoveryId: string, userId: string) => `recovery:${recoveryId}:${userId}`,
  /** That a customer who was let down badly has not heard from anybody yet: the same key as in a note. */
  'recovery-overdue': (recoveryId: string, userId: string, begunAnewAt?: Date) =>
    `recovery-overdue:${recoveryId}:${userId}${timeIfAny(begunAnewAt)}`,
  /** That somebody's data is deleted. */
  erased: (erasureId: string) => `erased:${erasureId}`,
  /** A lesson on the wall, each time that it is shared. */
  lesson: (lessonId: string, times: number) => `lesson:${lessonId}:${times}`,
  /** What its customer says of a win, in its thread. */
  voice: (winId: string) => `voice:${winId}`,
  digest: (teamId: string, week: string) => `digest:${teamId}:${week}`,
};

export type DeliveryKind = keyof typeof deliveryKey;

import type { LocalTime } from './calendar.ts';

/** When a week's digest is due: the first such weekday (1 is Monday) after the week, at this time. */
export interface DigestTime {
  weekday: number;
  time: LocalTime;
}

export interface LostWall {
  channelId: string;
  why: string;
  at: Date;
  /** When it was last looked whether it is there again. */
  lookedAt: Date | undefined;
}

/** What a workspace has decided, with what holds until it decides. Read once a request, and a value from then on. */
export interface Workspace {
  /** When the bot first came; undefined until it has. */
  metAt: Date | undefined;
  /** The channel where wins appear; undefined until there is one, and again after it is lost. */
  wallChannelId: string | undefined;
  /** The last wall that was lost, while there is none. */
  lostWall: LostWall | undefined;
  /** The wall came back, and nothing was posted there yet: it may be lost again for the same reason. */
  doubtedWall: LostWall | undefined;
  /** IANA name: where its days and weeks begin. */
  zone: string;
  /** As Slack names them, without skin tones. */
  nominationEmoji: ReadonlySet<string>;
  /** How many distinct people make a win exceptional. */
  exceptionalThreshold: number;
  digestTime: DigestTime;
  /** When a challenge's day comes, in each person's own zone. */
  nudgeAt: LocalTime;
}

/** Where Slack names no zone. */
export const fallbackZone = 'UTC';

/** What holds in a workspace that has decided nothing. */
export const workspaceDefaults: Omit<
  Workspace,
  'metAt' | 'wallChannelId' | 'lostWall' | 'doubtedWall' | 'zone'
> = {
  nominationEmoji: new Set(['trophy', 'star2']),
  exceptionalThreshold: 3,
  digestTime: { weekday: 1, time: '09:00' },
  nudgeAt: '09:00',
};

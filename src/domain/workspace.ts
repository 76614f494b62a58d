import { addWeeks, type CalendarDay, type LocalTime, type WeekName, weekOf } from './calendar.ts';
import type { WorkingHours } from './working-hours.ts';

/** When a week's digest is due: the first such weekday (1 is Monday) after the week, at this time. */
export interface DigestTime {
  weekday: number;
  time: LocalTime;
}

/** Days on which nobody gets a note. */
export interface QuietDays {
  weekends: boolean;
  /** Whose public holidays: an ISO 3166 code, with the part of the country where that matters (`DE-BY`). */
  country: string | undefined;
  /** Further days, in their order. */
  dates: readonly CalendarDay[];
}

export interface LostWall {
  channelId: string;
  why: string;
  at: Date;
  /** When it was last looked whether it is there again. */
  lookedAt: Date | undefined;
}

/** How people are named on a screen that anybody may walk past. */
export const screenNameStyles = ['first', 'full', 'none'] as const;
export type ScreenNames = (typeof screenNameStyles)[number];

/** What managers set (views/settings). */
export interface Settings {
  /**
   * Who leads the team. Undefined until anybody has said so: then the active Slack admins are treated as its managers
   * (domain/person.ts).
   */
  managerIds: readonly string[] | undefined;
  /** As Slack names them, without skin tones. */
  nominationEmoji: ReadonlySet<string>;
  /** How many distinct people make a win exceptional. */
  exceptionalThreshold: number;
  digestTime: DigestTime;
  /** When notes go out, and a challenge's day unless its run says otherwise: in each person's own zone. */
  noteAt: LocalTime;
  quietDays: QuietDays;
  /** No personal counts in digests, on Home or on boards. */
  isTeamMode: boolean;
  hasBoards: boolean;
  /** So many wins are the team's goal for a month. */
  monthGoal: number | undefined;
  /** Own names of principles, by their ids. */
  principleNames: Readonly<Partial<Record<string, string>>>;
  /** After so many months stories are deleted; undefined for never. */
  retentionMonths: number | undefined;
  /** What anybody may spend to make something right, in the team's words. */
  recoveryBudget: string | undefined;
  /** By which it is counted when a customer is to hear from somebody. */
  workingHours: WorkingHours;
  /** What the team offers to make something right, a line each: domain/remedy.ts. */
  remedies: readonly string[];
  /** By which its customers know it; undefined: the name that it has in Slack. */
  businessName: string | undefined;
  /** The bot picks one win in so many whose customer may be asked; undefined: whoever may ask chooses. */
  voicePickEvery: number | undefined;
  screenNames: ScreenNames;
}

/** When an emoji began to nominate, or ceased to. */
export interface EmojiChange {
  name: string;
  nominates: boolean;
  at: Date;
}

/** What is to be kept of another choice of emoji. */
export const emojiChanges = (from: readonly string[], to: readonly string[], at: Date): EmojiChange[] => [
  ...from.filter((name) => !to.includes(name)).map((name) => ({ name, nominates: false, at })),
  ...to.filter((name) => !from.includes(name)).map((name) => ({ name, nominates: true, at })),
];

/** What a workspace has decided, with what holds until it decides. Read once a request, and a value from then on. */
export interface Workspace extends Settings {
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
  /** What it is called in Slack; undefined until Slack has said. */
  slackName: string | undefined;
  /** Oldest first; what has nominated from the beginning is not among them. */
  emojiChanges: readonly EmojiChange[];
  /** The newest week whose digest is made, or that began before the bot came. */
  lastClosedWeek: WeekName | undefined;
  /** Counts the changes of its settings. */
  settingsVersion: number;
}

/** Where Slack names no zone. */
export const fallbackZone = 'UTC';

/** What holds in a workspace that has decided nothing. */
export const settingsDefaults: Settings = {
  managerIds: undefined,
  nominationEmoji: new Set(['trophy', 'star2']),
  exceptionalThreshold: 3,
  digestTime: { weekday: 1, time: '09:00' },
  noteAt: '09:00',
  quietDays: { weekends: true, country: undefined, dates: [] },
  isTeamMode: false,
  hasBoards: true,
  monthGoal: undefined,
  principleNames: {},
  retentionMonths: 24,
  recoveryBudget: undefined,
  workingHours: { from: '09:00', to: '17:00' },
  remedies: [],
  businessName: undefined,
  voicePickEvery: undefined,
  screenNames: 'first',
};

/** The name that customers read; undefined where nobody has said any. */
export const nameForCustomers = ({
  businessName,
  slackName,
}: Pick<Workspace, 'businessName' | 'slackName'>): string | undefined => businessName ?? slackName;

/**
 * The week that a win of this moment belongs to. Where the zone was moved west, a week that is closed goes on for some
 * hours: its digest tells of nothing more.
 */
export const openWeek = (
  now: Date,
  { zone, lastClosedWeek }: Pick<Workspace, 'zone' | 'lastClosedWeek'>,
): WeekName => {
  const week = weekOf(now, zone);
  return week === lastClosedWeek ? addWeeks(week, 1) : week;
};

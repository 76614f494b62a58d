import type { LessonVerb } from './lesson.ts';

/** A lesson as a digest tells it. Its words are read when the digest is, so that no digest keeps them. */
export interface ToldLesson {
  lessonId: string;
  story: string | undefined;
  verb: LessonVerb;
  change: string;
  /** What changed because of it. */
  changed: string | undefined;
  place: { channelId: string; ts: string } | undefined;
}

/** What came of lessons in a week: of the team, never by person. */
export interface LessonWeek {
  sharedCount: number;
  takenCount: number;
  changedCount: number;
  /** Those of them that changed within 30 days of being told. */
  promptCount: number;
  /** The one lesson that is told, which no earlier digest told. */
  toldId?: string | null;
  /** Whose changes are told. */
  changedIds: string[];
  /** Their words, as they stand when the digest is read: never stored with it. */
  told?: ToldLesson | null;
  changes?: ToldLesson[] | null;
}

export const mostChangesTold = 3;
/** A lesson that nobody told of for so many weeks is no news. */
export const lessonNewsWeeks = 8;

/** Nothing happened that a digest could tell of. */
export const isLessonWeekEmpty = (week: LessonWeek | null | undefined): boolean =>
  !week || (week.sharedCount + week.takenCount + week.changedCount === 0 && !week.toldId);

/** The numbers alone: for whoever may not see the wall, and for weeks whose stories are not kept. */
export const lessonTotals = ({
  sharedCount,
  takenCount,
  changedCount,
  promptCount,
}: LessonWeek): LessonWeek => ({
  sharedCount,
  takenCount,
  changedCount,
  promptCount,
  changedIds: [],
});

/** The channels that its words come from. */
export const lessonChannels = (week: LessonWeek | null | undefined): string[] =>
  [week?.told, ...(week?.changes ?? [])].flatMap((each) => each?.place?.channelId ?? []);

/** What is left of it where not every channel's messages may be told of. */
export const lessonsOnWall = (week: LessonWeek, channelIds: ReadonlySet<string>): LessonWeek => {
  const isTold = ({ place }: ToldLesson): boolean => !place || channelIds.has(place.channelId);
  const { told, changes, ...rest } = week;
  return {
    ...rest,
    ...(told && isTold(told) && { told }),
    ...(changes && { changes: changes.filter(isTold) }),
  };
};

import { addDays, type CalendarDay, isCalendarDay } from './calendar.ts';
import { ineligibility, type Person } from './person.ts';

export const lessonFeelings = ['ignored', 'rushed', 'annoyed', 'let-down', 'helpless'] as const;
export type LessonFeeling = (typeof lessonFeelings)[number];

/** Do we do that too? */
export const lessonAnswers = ['yes', 'no', 'unsure'] as const;
export type LessonAnswer = (typeof lessonAnswers)[number];

export const lessonVerbs = ['start', 'stop', 'keep'] as const;
export type LessonVerb = (typeof lessonVerbs)[number];

/** What a team meeting goes by. */
export const lessonThemes = ['waiting', 'reach', 'heard', 'mistakes', 'billing', 'tone', 'other'] as const;
export type LessonTheme = (typeof lessonThemes)[number];

/** A draft is its author's alone; what is taken down is one again. */
export const lessonStates = ['draft', 'open', 'taken', 'changed'] as const;
export type LessonState = (typeof lessonStates)[number];
/** Those that are on the wall, or on their way there. */
export const sharedStates = ['open', 'taken', 'changed'] as const satisfies readonly LessonState[];

/** Of what somebody types, in UTF-16 code units: what a form can hold. */
export const lessonLimits = { story: 1200, wouldHelp: 600, change: 300, changed: 300 } as const;
export type LessonText = keyof typeof lessonLimits;

/** What its author tells. */
export interface LessonContent {
  story: string;
  feeling: LessonFeeling;
  wouldHelp: string;
  usToo: LessonAnswer;
  verb: LessonVerb;
  change: string;
  theme: LessonTheme;
}

/** So many people say that we do that too before anybody can take it. */
export const agreesToTake = 3;

/** So long after its day it is given back, without a word. */
const keptAfterDays = 30;
/** Further ahead nobody plans a change. */
const furthestDays = 180;
/** A change within so many days is what lessons are for. */
export const changeWithinDays = 30;

const dayMs = 86_400_000;

/** What the rules need to know of a lesson. */
export interface LessonStanding {
  state: LessonState;
  authorId: string;
  agreeCount: number;
  takenById?: string | null | undefined;
}

/** Why somebody may not do a thing. */
export type LessonRefusal =
  | { kind: 'forgotten' | 'off-wall' | 'outsider' | 'hidden' | 'not-yours' | 'own' | 'changed' | 'a-moment' }
  | { kind: 'too-few'; agreeCount: number }
  | { kind: 'taken'; byId: string };

/** Of this organisation, and no guest of it: whoever says "we" and takes on what the team does. */
export const isOfTeam = (person: Person | undefined): boolean =>
  person?.isGuest === false && ineligibility(person) === undefined;

/** Why somebody cannot say that we do that too, as far as the lesson goes. */
export const whyNotAgree = (
  { state, authorId }: LessonStanding,
  userId: string,
): LessonRefusal | undefined => {
  if (state === 'draft') return { kind: 'off-wall' };
  if (authorId === userId) return { kind: 'own' };
  return state === 'changed' ? { kind: 'changed' } : undefined;
};

/** Its author takes it whenever they like, anybody else once enough people say that we do that too. */
export const mayTake = ({ authorId, agreeCount }: LessonStanding, userId: string): boolean =>
  authorId === userId || agreeCount >= agreesToTake;

/** Why somebody cannot take it on, as far as the lesson goes. */
export const whyNotTake = (lesson: LessonStanding, userId: string): LessonRefusal | undefined => {
  const { state, takenById, agreeCount } = lesson;
  if (state === 'draft') return { kind: 'off-wall' };
  if (state === 'changed') return { kind: 'changed' };
  if (state === 'taken') return { kind: 'taken', byId: takenById ?? '' };
  return mayTake(lesson, userId) ? undefined : { kind: 'too-few', agreeCount };
};

/** Whose it is to do, move, or give back. */
export const whyNotTaker = (
  { state, takenById }: LessonStanding,
  userId: string,
): LessonRefusal | undefined => {
  if (state === 'draft') return { kind: 'off-wall' };
  if (state === 'changed') return { kind: 'changed' };
  return state === 'taken' && takenById === userId ? undefined : { kind: 'not-yours' };
};

export type LessonDayFault = 'no-day' | 'past' | 'too-far';

/** What is wrong with the day by which somebody wants to do it. */
export const lessonDayFault = (day: CalendarDay, today: CalendarDay): LessonDayFault | undefined => {
  if (!isCalendarDay(day)) return 'no-day';
  if (day < today) return 'past';
  return day > addDays(today, furthestDays) ? 'too-far' : undefined;
};

/** The day that a form proposes. */
export const usualLessonDay = (today: CalendarDay): CalendarDay => addDays(today, 7);

/** From this day on it is anybody's again. */
export const givenBackOn = (dueDay: CalendarDay): CalendarDay => addDays(dueDay, keptAfterDays + 1);

/** How many days it took from telling to changing. */
export const daysToChange = (sharedAt: Date, changedAt: Date): number =>
  Math.max(0, Math.floor((changedAt.getTime() - sharedAt.getTime()) / dayMs));

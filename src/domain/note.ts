import { addDays, type CalendarDay, dayOf, instantOf, type LocalTime } from './calendar.ts';

/**
 * What people can turn off, each as a whole: stored by these ids. Managers' topics are offered to managers alone.
 */
export const noteTopics = [
  'challenge',
  'plans',
  'recoveries',
  'lessons',
  'praise',
  'own-wins',
  'digest',
  'service-week',
  'team',
] as const;
export type NoteTopic = (typeof noteTopics)[number];
export const managerTopics: ReadonlySet<NoteTopic> = new Set(['digest', 'service-week', 'team']);

/** What people can turn off besides: what is said in an answer to what they do. That they want no notes is no matter here. */
export const answerTopics = ['writing-tips'] as const;
export type AnswerTopic = (typeof answerTopics)[number];

/** Whatever is set, nobody gets a note before or after these times of their own. */
export const earliestNoteAt: LocalTime = '07:00';
export const latestNoteAt: LocalTime = '20:00';
/** Later than that a note is not begun with by the hour that is set: thousands of notes need time to go out. */
export const latestNoteHour: LocalTime = '19:00';

/** What somebody wants to get. */
export interface NotePreferences {
  /** Nothing at all, later topics included. */
  isSilent: boolean;
  off: ReadonlySet<string>;
  /** Others are not shown how many people they noticed, or were seen by. */
  isOffBoard: boolean;
  /** Nothing comes before this day of theirs. */
  snoozedUntil: CalendarDay | undefined;
}

export const usualPreferences: NotePreferences = {
  isSilent: false,
  off: new Set(),
  isOffBoard: false,
  snoozedUntil: undefined,
};

/** When somebody gets their notes. */
export interface NoteRhythm {
  zone: string;
  noteAt: LocalTime;
  isQuietDay: (day: CalendarDay) => boolean;
  snoozedUntil: CalendarDay | undefined;
  /** The day of their newest note. */
  lastNoteOn: CalendarDay | undefined;
  /** Something that belongs to its day comes due at this time: the note of that day waits for it. */
  laterAt: Date | undefined;
}

export interface NoteSlot {
  day: CalendarDay;
  at: Date;
  /** From then on it is too late for that day. */
  until: Date;
}

/** So long no country is on holiday. */
const longestQuietDays = 60;

const firstDay = (today: CalendarDay, { snoozedUntil, lastNoteOn }: NoteRhythm): CalendarDay => {
  const afterLast = lastNoteOn === undefined ? today : addDays(lastNoteOn, 1);
  return [today, snoozedUntil ?? today, afterLast].reduce((latest, day) => (day > latest ? day : latest));
};

/** Whether a note of this day may be sent now, to somebody who is in this zone. */
export const isNoteTime = (day: CalendarDay, zone: string, now: Date): boolean =>
  now >= instantOf(day, earliestNoteAt, zone) && now < instantOf(day, latestNoteAt, zone);

const later = (a: Date, b: Date): Date => (a > b ? a : b);

/** Of a time that an earlier version let through, the nearest at which a note can begin and leaves time to send. */
export const noteTimeNear = (time: LocalTime): LocalTime => {
  if (time < earliestNoteAt) return earliestNoteAt;
  return time > latestNoteHour ? latestNoteHour : time;
};

const slotOn = (day: CalendarDay, { zone, noteAt, laterAt }: NoteRhythm): NoteSlot => {
  const [earliest, usual, until] = [earliestNoteAt, noteTimeNear(noteAt), latestNoteAt].map((time) =>
    instantOf(day, time, zone),
  ) as [Date, Date, Date];
  const isLater = laterAt !== undefined && laterAt < until && dayOf(laterAt, zone) === day;
  const at = isLater ? laterAt : usual;
  return { day, at: later(at, earliest), until };
};

/**
 * When the next note is, for somebody who has something due: at their hour of the next day that is not quiet, or now
 * when that hour has passed and the day's last time has not. What comes due after the hour waits for the next day.
 */
export const nextNote = (rhythm: NoteRhythm, dueAt: Date, now: Date): NoteSlot => {
  let day = firstDay(dayOf(dueAt > now ? dueAt : now, rhythm.zone), rhythm);
  for (let tries = 0; tries < longestQuietDays; tries += 1, day = addDays(day, 1)) {
    const slot = slotOn(day, rhythm);
    if (!rhythm.isQuietDay(day) && slot.at >= dueAt && slot.until > now) return slot;
  }
  return slotOn(day, rhythm);
};

/** What is due on one calendar day of a person's and belongs to that day, quiet or not: a challenge's day. */
export interface BoundPart {
  onlyOn: CalendarDay;
  dueAt: Date;
}

/** When such a part can be told; or why it cannot, since its day's note is out, or nothing is to come on that day. */
export const boundNote = (
  { zone, snoozedUntil, lastNoteOn }: Pick<NoteRhythm, 'zone' | 'snoozedUntil' | 'lastNoteOn'>,
  { onlyOn, dueAt }: BoundPart,
  now: Date,
): NoteSlot | { why: string } => {
  const [earliest, until] = [instantOf(onlyOn, earliestNoteAt, zone), instantOf(onlyOn, latestNoteAt, zone)];
  if (until <= now || until <= dueAt) return { why: 'too late' };
  if (snoozedUntil !== undefined && snoozedUntil > onlyOn) return { why: 'snoozed' };
  if (lastNoteOn === onlyOn) return { why: 'the note of that day is out' };
  return { day: onlyOn, at: later(dueAt, earliest), until };
};

/** Whether somebody wants to be told of something like this at all. */
export const wantsTopic = ({ isSilent, off }: NotePreferences, topic: NoteTopic): boolean =>
  !isSilent && !off.has(topic);

export const wantsAnswer = ({ off }: NotePreferences, topic: AnswerTopic): boolean => !off.has(topic);

/** What becomes of a part whose time has come, before its feature is asked. */
export const whyDropped = (
  { untilAt, topic }: { untilAt: Date | undefined; topic: NoteTopic },
  preferences: NotePreferences,
  now: Date,
): string | undefined => {
  if (untilAt && untilAt <= now) return 'too late';
  return wantsTopic(preferences, topic) ? undefined : 'turned off';
};

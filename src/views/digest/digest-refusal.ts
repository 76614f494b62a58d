import type { WeekName } from '../../domain/calendar.ts';
import { type Message, paragraph } from '../message.ts';
import { counted } from '../words.ts';
import { weekDates } from './week-words.ts';

const inZoneOfReader = (instant: Date): string => {
  const seconds = Math.floor(instant.getTime() / 1000);
  return `<!date^${seconds}^{date_long} at {time}|${instant.toISOString()}>`;
};

/** Why there is no digest to show, and what to ask for instead. */
export const digestRefusals = {
  malformed: (thisWeek: WeekName): Message =>
    paragraph(
      `I know weeks by year and number, such as \`/brag digest ${thisWeek}\`, which is this week. \`/brag digest last\` shows the week before.`,
    ),
  noSuchWeek: (year: number, weeksInYear: number): Message =>
    paragraph(
      `${year} has ${counted(weeksInYear, 'week', 'weeks')}, from ${year}-W01 to ${year}-W${weeksInYear}. Which one did you mean?`,
    ),
  future: (week: WeekName): Message =>
    paragraph(
      `${week} is still to come: ${weekDates(week)}. \`/brag digest\` shows how this week is going so far.`,
    ),
  notYet: (week: WeekName, dueAt: Date): Message =>
    paragraph(
      `The digest of ${week} (${weekDates(week)}) is not made yet: it comes on ${inZoneOfReader(dueAt)}.`,
    ),
  none: (week: WeekName): Message =>
    paragraph(
      `There is no digest of ${week} (${weekDates(week)}): that was before I began to keep them here. \`/brag digest\` shows how this week is going.`,
    ),
};

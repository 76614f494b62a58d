import { addDays, type MonthName, mondayOfWeek, type WeekName } from './calendar.ts';

export interface ExtraDone {
  ideaId: string;
  /** As it was then. */
  text: string;
  doneCount: number;
}

/** What a team's little extras came to in a month. */
export interface ExtrasMonth {
  month: MonthName;
  /** Those that were done most, the most first; how many others there were is not told. */
  ideas: ExtraDone[];
}

const mostTold = 5;

/**
 * The month that is over with this week, whose digest is the first one of the next month: it tells of little extras.
 * Undefined for all other weeks.
 */
export const monthOverWith = (week: WeekName): MonthName | undefined => {
  const monday = mondayOfWeek(week);
  const month = monday.slice(0, 7);
  return addDays(monday, 7).startsWith(month) ? undefined : month;
};

/** Undefined when none was done. Those that are not there any more are not told of. */
export const extrasOfMonth = (
  month: MonthName,
  done: ReadonlyMap<string, number>,
  texts: ReadonlyMap<string, string>,
): ExtrasMonth | undefined => {
  const ideas = [...done]
    .flatMap(([ideaId, doneCount]) => {
      const text = texts.get(ideaId);
      return text !== undefined && doneCount > 0 ? [{ ideaId, text, doneCount }] : [];
    })
    .sort((a, b) => b.doneCount - a.doneCount || (a.ideaId < b.ideaId ? -1 : 1))
    .slice(0, mostTold);
  return ideas.length > 0 ? { month, ideas } : undefined;
};

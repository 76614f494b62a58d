import Holidays from 'date-holidays';
import { addDays, type CalendarDay } from './calendar.ts';

/** A country, or a part of one, as in ISO 3166: `DE`, `DE-BY`. */
export type HolidayArea = string;

const dayMs = 86_400_000;

/** Some last several days. */
const daysOf = ({ date, start, end }: { date: string; start: Date; end: Date }): CalendarDay[] => {
  const first = date.slice(0, 10);
  const count = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs));
  return Array.from({ length: count }, (_, index) => addDays(first, index));
};

const holidaysOf = (area: HolidayArea, year: number): ReadonlySet<CalendarDay> => {
  const [country = '', state = '', region = ''] = area.split('-');
  const found = new Holidays(country, state, region, { types: ['public'] }).getHolidays(year);
  return new Set((found || []).flatMap(daysOf));
};

/** A year of one area takes some milliseconds to work out, and a bot serves few areas and years. */
const known = new Map<string, ReadonlySet<CalendarDay>>();
const mostKnown = 500;

const holidaysIn = (area: HolidayArea, year: number): ReadonlySet<CalendarDay> => {
  const key = `${area}:${year}`;
  const found = known.get(key) ?? holidaysOf(area, year);
  if (known.size >= mostKnown) known.clear();
  known.set(key, found);
  return found;
};

/** Whether a day is a public holiday there. One that began in the old year may last into the new. */
export const isPublicHoliday = (area: HolidayArea, day: CalendarDay): boolean => {
  const year = Number(day.slice(0, 4));
  return holidaysIn(area, year).has(day) || (day.slice(5) < '01-15' && holidaysIn(area, year - 1).has(day));
};

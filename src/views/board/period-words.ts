import type { BoardPeriod } from '../../domain/board.ts';
import { dayOf, monthInWords, startOfDay } from '../../domain/calendar.ts';

/** The present quarter as people say it: "October to December". */
const quarterInWords = (now: Date, zone: string): string => {
  const day = dayOf(now, zone);
  const first = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  const nameOf = (month: number): string =>
    monthInWords(startOfDay(`${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`, zone), zone);
  return `${nameOf(first)} to ${nameOf(first + 2)}`;
};

/** A board's period: as a title, and within a sentence. */
export interface PeriodWords {
  title: string;
  within: string;
}

export const periodWords = (period: BoardPeriod, now: Date, zone: string): PeriodWords => {
  const month = monthInWords(now, zone);
  const quarter = quarterInWords(now, zone);
  const year = dayOf(now, zone).slice(0, 4);
  const words: Record<BoardPeriod, PeriodWords> = {
    week: { title: 'this week', within: 'this week' },
    month: { title: month, within: `in ${month}` },
    quarter: { title: quarter, within: `from ${quarter}` },
    year: { title: year, within: `in ${year}` },
    all: { title: 'all time', within: 'so far' },
  };
  return words[period];
};

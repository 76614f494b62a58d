import { DateTime, type DateTimeUnit, type DurationLikeObject } from 'luxon';
import { type Doc, isDoc } from './bson-document.ts';
import { MongoError } from './errors.ts';
import { evaluate, type Operator } from './exact-operators.ts';

// mingo's calendar has no regard for the ends of months, for summer time or for the zone of the process: luxon's has.

/** Counted from the first Sunday, from 0. */
export const weekOfYear = (date: DateTime) => Math.floor((date.ordinal + 6 - (date.weekday % 7)) / 7);

const PARTS: Record<string, (date: DateTime) => number> = {
  $year: (date) => date.year,
  $month: (date) => date.month,
  $dayOfMonth: (date) => date.day,
  $dayOfYear: (date) => date.ordinal,
  $dayOfWeek: (date) => (date.weekday % 7) + 1,
  $hour: (date) => date.hour,
  $minute: (date) => date.minute,
  $second: (date) => date.second,
  $millisecond: (date) => date.millisecond,
  $isoWeek: (date) => date.weekNumber,
  $isoWeekYear: (date) => date.weekYear,
  $isoDayOfWeek: (date) => date.weekday,
  $week: weekOfYear,
};

const UNITS = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'];
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const TRUNCATION_START = '2000-01-01T00:00:00';

export function inZone(value: unknown, zone: unknown): DateTime {
  if (!(value instanceof Date))
    throw new MongoError(16006, "can't convert a value that is no date to a date");
  const name = typeof zone === 'string' ? zone : 'UTC';
  const offset = /^([+-])(\d\d):?(\d\d)?$/.exec(name);
  const date = DateTime.fromJSDate(value, {
    zone: offset ? `UTC${offset[1]}${offset[2]}:${offset[3] ?? '00'}` : name,
  });
  if (!date.isValid) throw new MongoError(40485, `unrecognized time zone identifier: "${name}"`);
  return date;
}

export const isNil = (value: unknown) => value === null || value === undefined;

const part = (read: (date: DateTime) => number): Operator => {
  return (obj, expr, options) => {
    const given = isDoc(expr) && 'date' in expr ? expr : { date: expr };
    const { date, timezone } = evaluate(obj, given, options) as Doc;
    if (isNil(date) || timezone === null) return null;
    return read(inZone(date, timezone));
  };
};

function unitOf(unit: unknown): DateTimeUnit {
  if (typeof unit === 'string' && UNITS.includes(unit)) return unit as DateTimeUnit;
  throw new MongoError(9, `unknown time unit value: ${String(unit)}`);
}

function weekStart(date: DateTime, startOfWeek: unknown): DateTime {
  const first =
    WEEKDAYS.indexOf((typeof startOfWeek === 'string' ? startOfWeek : 'sunday').slice(0, 3).toLowerCase()) +
    1;
  return date.startOf('day').minus({ days: (date.weekday - first + 7) % 7 });
}

function truncated(date: DateTime, unit: DateTimeUnit, binSize: number, startOfWeek: unknown): DateTime {
  const start = unit === 'week' ? weekStart(date, startOfWeek) : date.startOf(unit);
  if (binSize === 1) return start;
  const reference = DateTime.fromISO(TRUNCATION_START, { zone: date.zone });
  const zero = unit === 'week' ? weekStart(reference.plus({ days: 6 }), startOfWeek) : reference;
  const passed = Math.round(start.diff(zero, unit).as(unit));
  return zero.plus({ [unit]: Math.floor(passed / binSize) * binSize });
}

const dateTrunc: Operator = (obj, expr, options) => {
  const { date, unit, binSize = 1, timezone, startOfWeek } = evaluate(obj, expr, options) as Doc;
  if (isNil(date) || isNil(unit) || timezone === null) return null;
  return truncated(inZone(date, timezone), unitOf(unit), Number(binSize), startOfWeek).toJSDate();
};

const shifted = (sign: 1 | -1): Operator => {
  return (obj, expr, options) => {
    const { startDate, unit, amount, timezone } = evaluate(obj, expr, options) as Doc;
    if (isNil(startDate) || isNil(unit) || isNil(amount) || timezone === null) return null;
    const duration: DurationLikeObject = { [`${unitOf(unit)}s`]: sign * Number(amount) };
    return inZone(startDate, timezone).plus(duration).toJSDate();
  };
};

/** How many borders of the unit lie between the two. */
const dateDiff: Operator = (obj, expr, options) => {
  const { startDate, endDate, unit, timezone, startOfWeek } = evaluate(obj, expr, options) as Doc;
  if (isNil(startDate) || isNil(endDate) || isNil(unit) || timezone === null) return null;
  const name = unitOf(unit);
  const [from, to] = [startDate, endDate].map((date) =>
    truncated(inZone(date, timezone), name, 1, startOfWeek),
  );
  return from && to ? Math.round(to.diff(from, name).as(name)) : null;
};

export const dateExpressions: Record<string, Operator> = {
  ...Object.fromEntries(Object.entries(PARTS).map(([name, read]) => [name, part(read)])),
  $dateTrunc: dateTrunc,
  $dateAdd: shifted(1),
  $dateSubtract: shifted(-1),
  $dateDiff: dateDiff,
};

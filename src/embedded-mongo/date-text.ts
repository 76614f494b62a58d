import { DateTime, FixedOffsetZone } from 'luxon';
import { type Doc, show } from './bson-document.ts';
import { inZone, isNil, weekOfYear } from './date-operators.ts';
import { MongoError } from './errors.ts';
import { evaluate, type Operator } from './exact-operators.ts';

const pad = (value: number, width = 2) => String(value).padStart(width, '0');

const FORMATS: Record<string, (date: DateTime) => string> = {
  '%Y': (date) => pad(date.year, 4),
  '%m': (date) => pad(date.month),
  '%d': (date) => pad(date.day),
  '%H': (date) => pad(date.hour),
  '%M': (date) => pad(date.minute),
  '%S': (date) => pad(date.second),
  '%L': (date) => pad(date.millisecond, 3),
  '%j': (date) => pad(date.ordinal, 3),
  '%b': (date) => date.setLocale('en-US').toFormat('LLL'),
  '%B': (date) => date.setLocale('en-US').toFormat('LLLL'),
  '%G': (date) => pad(date.weekYear, 4),
  '%V': (date) => pad(date.weekNumber),
  '%u': (date) => String(date.weekday),
  '%w': (date) => String((date.weekday % 7) + 1),
  '%U': (date) => pad(weekOfYear(date)),
  '%z': (date) => date.toFormat('ZZZ'),
  '%Z': (date) => `${date.offset < 0 ? '-' : '+'}${pad(Math.abs(date.offset), 3)}`,
  '%%': () => '%',
};

/** luxon's names for the parts that can be read from a text. */
const TOKENS: Record<string, string> = {
  '%Y': 'yyyy',
  '%m': 'MM',
  '%d': 'dd',
  '%H': 'HH',
  '%M': 'mm',
  '%S': 'ss',
  '%L': 'SSS',
  '%j': 'ooo',
  '%b': 'LLL',
  '%B': 'LLLL',
  '%G': 'kkkk',
  '%V': 'WW',
  '%u': 'c',
  '%z': 'ZZZ',
  '%%': "'%'",
};

const unknownFormat = (token: string) =>
  new MongoError(18535, `Invalid format character '${token}' in format string`);

const dateToString: Operator = (obj, expr, options) => {
  const { date, format, timezone, onNull } = evaluate(obj, expr, options) as Doc;
  if (isNil(date) || timezone === null) return onNull ?? null;
  const text =
    typeof format === 'string'
      ? format
      : timezone === undefined
        ? '%Y-%m-%dT%H:%M:%S.%LZ'
        : '%Y-%m-%dT%H:%M:%S.%L';
  const local = inZone(date, timezone);
  return text.replace(/%.?/g, (token) => {
    const write = FORMATS[token];
    if (!write) throw unknownFormat(token);
    return write(local);
  });
};

const dateFromString: Operator = (obj, expr, options) => {
  const { dateString, format, timezone, onError, onNull } = evaluate(obj, expr, options) as Doc;
  if (isNil(dateString) || timezone === null) return onNull ?? null;
  const { zone } = inZone(new Date(0), timezone);
  const date =
    typeof dateString !== 'string'
      ? undefined
      : typeof format === 'string'
        ? parsed(dateString, format, zone)
        : isoDate(dateString, zone);
  if (date?.isValid) return date.toJSDate();
  if (onError !== undefined) return onError;
  throw new MongoError(241, `Error parsing date string ${show(dateString)}`);
};

const isoDate = (text: string, zone: DateTime['zone']) =>
  DateTime.fromISO(text.trim().replace(/^(\d{4}-\d\d-\d\d) /, '$1T'), { zone });

function parsed(text: string, format: string, zone: DateTime['zone']): DateTime {
  const pattern = format.replace(/%.?|[A-Za-z']+/g, (token) => {
    if (!token.startsWith('%')) return `'${token.replaceAll("'", "''")}'`;
    const known = TOKENS[token];
    if (!known) throw unknownFormat(token);
    return known;
  });
  return DateTime.fromFormat(text, pattern, { zone, locale: 'en-US' });
}

const dateFromParts: Operator = (obj, expr, options) => {
  const parts = evaluate(obj, expr, options) as Doc;
  if (Object.values(parts).some((value) => value === null)) return null;
  const { zone } = inZone(new Date(0), parts.timezone);
  const at = (name: string, otherwise: number) => Number(parts[name] ?? otherwise);
  // Parts beyond their range carry over, as in MongoDB.
  const day =
    'isoWeekYear' in parts
      ? DateTime.fromObject({ weekYear: at('isoWeekYear', 1970), weekNumber: 1, weekday: 1 }, { zone }).plus({
          weeks: at('isoWeek', 1) - 1,
          days: at('isoDayOfWeek', 1) - 1,
        })
      : DateTime.fromObject({ year: at('year', 1970) }, { zone })
          .plus({ months: at('month', 1) - 1 })
          .plus({ days: at('day', 1) - 1 });
  const clock = DateTime.fromMillis(0, { zone: FixedOffsetZone.utcInstance }).plus({
    hours: at('hour', 0),
    minutes: at('minute', 0),
    seconds: at('second', 0),
    milliseconds: at('millisecond', 0),
  });
  const days = Math.floor(clock.toMillis() / 86_400_000);
  const { hour, minute, second, millisecond } = clock;
  return day.plus({ days }).set({ hour, minute, second, millisecond }).toJSDate();
};

const dateToParts: Operator = (obj, expr, options) => {
  const { date, timezone, iso8601 } = evaluate(obj, expr, options) as Doc;
  if (isNil(date) || timezone === null) return null;
  const { year, month, day, weekYear, weekNumber, weekday, hour, minute, second, millisecond } = inZone(
    date,
    timezone,
  );
  const clock = { hour, minute, second, millisecond };
  if (iso8601 === true)
    return { isoWeekYear: weekYear, isoWeek: weekNumber, isoDayOfWeek: weekday, ...clock };
  return { year, month, day, ...clock };
};

export const dateTextExpressions: Record<string, Operator> = {
  $dateToString: dateToString,
  $dateFromString: dateFromString,
  $dateFromParts: dateFromParts,
  $dateToParts: dateToParts,
};

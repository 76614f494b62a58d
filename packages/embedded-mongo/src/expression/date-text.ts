import { DateTime, FixedOffsetZone, type Zone } from 'luxon';
import { MongoError } from '../errors.ts';
import { type Doc, show } from '../values/bson-document.ts';
import { dated, dayOfWeek, inZone, weekOfYear, zoneOf } from './date-operators.ts';
import type { Operator } from './operator-arguments.ts';

/** luxon's tokens for MongoDB's; what luxon cannot write is written here, and cannot be read. */
const TOKENS: Record<string, string | ((date: DateTime) => string)> = {
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
  '%w': (date) => String(dayOfWeek(date)),
  '%U': (date) => String(weekOfYear(date)).padStart(2, '0'),
  '%Z': ({ offset }) => `${offset < 0 ? '-' : '+'}${String(Math.abs(offset)).padStart(3, '0')}`,
};

const ENGLISH = { locale: 'en-US' };

function tokenOf(text: string) {
  const token = TOKENS[text];
  if (token !== undefined) return token;
  if (text === '%') throw new MongoError(18535, "Unmatched '%' at end of format string");
  throw new MongoError(18536, `Invalid format character '${text}' in format string`);
}

function requireFormat(format: unknown, code: number): void {
  if (format !== undefined && typeof format !== 'string')
    throw new MongoError(code, `a date format must be a string, found: ${show(format)}`);
}

function dateToString({ date, format, timezone, onNull = null }: Doc): unknown {
  if (date === null) return onNull;
  requireFormat(format, 18533);
  const local = inZone(date, timezone);
  const isUtc = local.zone.equals(FixedOffsetZone.utcInstance);
  const pattern = typeof format === 'string' ? format : `%Y-%m-%dT%H:%M:%S.%L${isUtc ? 'Z' : ''}`;
  return pattern.replace(/%.?/g, (text) => {
    const token = tokenOf(text);
    return typeof token === 'string' ? local.toFormat(token, ENGLISH) : token(local);
  });
}

export function dateFromString({ dateString, format, timezone, onNull = null, ...others }: Doc): unknown {
  if (dateString === null) return onNull;
  requireFormat(format, 40684);
  const text = typeof dateString === 'string' ? dateString : '';
  const date =
    typeof format === 'string' ? parsed(text, format, zoneOf(timezone)) : isoDate(text.trim(), timezone);
  if (date?.isValid) return date.toJSDate();
  if ('onError' in others) return others.onError;
  throw new MongoError(241, `Error parsing date string ${show(dateString)}`);
}

/** A zone in the text and another beside it would contradict each other. */
function isoDate(text: string, timezone: unknown): DateTime | undefined {
  const [, day, time = '', zone] =
    /^(\d{4}-\d\d-\d\d)(?:[T ]([\d:.,]+)(Z|[+-]\d\d:?\d\d)?)?$/i.exec(text) ?? [];
  if (day === undefined || (zone !== undefined && timezone !== undefined)) return undefined;
  return DateTime.fromISO(time === '' ? day : `${day}T${time}${zone ?? ''}`, { zone: zoneOf(timezone) });
}

function parsed(text: string, format: string, zone: Zone): DateTime {
  const pattern = format.replace(/%.?|[A-Za-z']+/g, (piece) => {
    const token = piece.startsWith('%') ? tokenOf(piece) : `'${piece.replaceAll("'", "''")}'`;
    if (typeof token === 'string') return token;
    throw new MongoError(18536, `The built-in database does not read '${piece}' in a date string`);
  });
  return DateTime.fromFormat(text, pattern, { zone, ...ENGLISH });
}

export const dateTextExpressions: Record<string, Operator> = {
  $dateToString: dated(dateToString, ['date', 'onNull']),
  $dateFromString: dated(dateFromString, ['dateString', 'onNull', 'onError']),
};

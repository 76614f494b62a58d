import { ObjectId, Timestamp } from 'bson';
import { DateTime, type DateTimeUnit, FixedOffsetZone, IANAZone, type Zone } from 'luxon';
import { failedToParse, MongoError } from '../errors.ts';
import { type Doc, isDoc, isOperatorDoc, show, typeName } from '../values/bson-document.ts';
import { named, type Operator, onlyArgument, wholeNumber } from './operator-arguments.ts';

/** Counted from the first Sunday, from 0. */
export const weekOfYear = (date: DateTime) => Math.floor((date.ordinal + 6 - (date.weekday % 7)) / 7);
export const dayOfWeek = (date: DateTime) => (date.weekday % 7) + 1;

const PARTS: Record<string, (date: DateTime) => number> = {
  $year: (date) => date.year,
  $month: (date) => date.month,
  $dayOfMonth: (date) => date.day,
  $dayOfYear: (date) => date.ordinal,
  $dayOfWeek: dayOfWeek,
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
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const TRUNCATION_START = '2000-01-01T00:00:00';

export function zoneOf(name: unknown = 'UTC'): Zone {
  if (name === 'UTC') return FixedOffsetZone.utcInstance;
  const text = typeof name === 'string' ? name : '';
  const [, sign, hours, minutes = 0] = /^([+-])(\d\d):?(\d\d)?$/.exec(text) ?? [];
  if (sign) return FixedOffsetZone.instance(Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)));
  const zone = IANAZone.create(text);
  if (zone.isValid) return zone;
  throw new MongoError(40485, `unrecognized time zone identifier: ${show(name)}`);
}

/** Ids and timestamps count as the instants in them. */
export function inZone(value: unknown, timezone: unknown): DateTime {
  const date =
    value instanceof ObjectId
      ? value.getTimestamp()
      : value instanceof Timestamp
        ? new Date(value.getHighBitsUnsigned() * 1000)
        : value;
  if (date instanceof Date) return DateTime.fromJSDate(date, { zone: zoneOf(timezone) });
  throw new MongoError(16006, `can't convert from BSON type ${typeName(value)} to Date`);
}

/** A missing field counts as null, and null gives null where it is not allowed. */
export const dated = (run: (given: Doc) => unknown, nullable: string[] = []): Operator =>
  named((given) => {
    const values = Object.entries(given).map(([name, value]) => [name, value ?? null] as const);
    const isUnknown = values.some(([name, value]) => value === null && !nullable.includes(name));
    return isUnknown ? null : run(Object.fromEntries(values));
  });

/** MongoDB takes the date itself, or named arguments. */
const part = (read: (date: DateTime) => number): Operator => {
  const ofParts = dated(({ date, timezone }) => read(inZone(date, timezone)));
  return (operand, compile, name) => {
    const isNamed = isDoc(operand) && !isOperatorDoc(operand);
    return ofParts(isNamed ? operand : { date: onlyArgument(operand, name) }, compile, name);
  };
};

function unitOf(unit: unknown): DateTimeUnit {
  if (typeof unit === 'string' && UNITS.includes(unit)) return unit as DateTimeUnit;
  throw failedToParse(`unknown time unit value: ${show(unit)}`);
}

function weekStart(date: DateTime, startOfWeek: unknown = 'sunday'): DateTime {
  const name = String(startOfWeek).toLowerCase();
  const first = WEEKDAYS.findIndex((day) => day === name || day.slice(0, 3) === name) + 1;
  if (first === 0) throw failedToParse(`unknown day of week value: ${show(startOfWeek)}`);
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

function dateTrunc({ date, unit, binSize = 1, timezone, startOfWeek }: Doc): Date {
  const size = wholeNumber(binSize, 5439017, "$dateTrunc's 'binSize'");
  if (size < 1) throw new MongoError(5439018, "$dateTrunc requires 'binSize' to be greater than 0");
  return truncated(inZone(date, timezone), unitOf(unit), size, startOfWeek).toJSDate();
}

const shifted = (sign: 1 | -1) =>
  dated(({ startDate, unit, amount, timezone }) =>
    inZone(startDate, timezone)
      .plus({ [unitOf(unit)]: sign * wholeNumber(amount, 5166405, "'amount'") })
      .toJSDate(),
  );

/** How many borders of the unit lie between the two. */
function dateDiff({ startDate, endDate, unit, timezone, startOfWeek }: Doc): number {
  const name = unitOf(unit);
  const from = truncated(inZone(startDate, timezone), name, 1, startOfWeek);
  const to = truncated(inZone(endDate, timezone), name, 1, startOfWeek);
  return Math.round(to.diff(from, name).as(name));
}

export const dateExpressions: Record<string, Operator> = {
  ...Object.fromEntries(Object.entries(PARTS).map(([name, read]) => [name, part(read)])),
  $dateTrunc: dated(dateTrunc),
  $dateAdd: shifted(1),
  $dateSubtract: shifted(-1),
  $dateDiff: dated(dateDiff),
};

import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDays,
  addWeeks,
  dayOf,
  instantOf,
  isCalendarDay,
  isLocalTime,
  isWeekend,
  mondayOf,
  mondayOfWeek,
  parseWeekName,
  weekdayOf,
  weekOf,
  weekOfDay,
  weekSpan,
  zoneOr,
} from '../../src/domain/calendar.ts';

const instant = (iso: string): Date => new Date(iso);
const hours = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 3_600_000;

describe('the day of an instant', () => {
  const cases: [string, string, string][] = [
    ['Pacific/Kiritimati', '2026-10-04T09:59:59Z', '2026-10-04'],
    ['Pacific/Kiritimati', '2026-10-04T10:00:00Z', '2026-10-05'],
    ['Pacific/Pago_Pago', '2026-10-05T10:59:59Z', '2026-10-04'],
    ['Pacific/Pago_Pago', '2026-10-05T11:00:00Z', '2026-10-05'],
    ['America/New_York', '2026-11-01T03:59:59Z', '2026-10-31'],
    ['America/New_York', '2026-11-02T04:59:59Z', '2026-11-01'],
    ['America/New_York', '2026-11-02T05:00:00Z', '2026-11-02'],
    ['Africa/Cairo', '2026-04-23T21:59:59Z', '2026-04-23'],
    ['Africa/Cairo', '2026-04-23T22:00:00Z', '2026-04-24'],
    ['Africa/Cairo', '2026-10-29T20:59:59Z', '2026-10-29'],
    ['Africa/Cairo', '2026-10-29T21:59:59Z', '2026-10-29'],
    ['Africa/Cairo', '2026-10-29T22:00:00Z', '2026-10-30'],
  ];
  for (const [zone, iso, day] of cases)
    it(`is ${day} in ${zone} at ${iso}`, () => {
      expect(dayOf(instant(iso), zone)).to.equal(day);
    });

  it('is refused in a zone that does not exist', () => {
    expect(() => dayOf(instant('2026-10-04T00:00:00Z'), 'Mars/Olympus')).to.throw(RangeError, 'Mars/Olympus');
  });
});

describe('the instant of a local time', () => {
  const cases: [string, string, string, string, string][] = [
    ['New York before its clocks go forward', 'America/New_York', '2026-03-07', '09:00', '2026-03-07T14:00Z'],
    [
      'New York after its clocks went forward',
      'America/New_York',
      '2026-03-08',
      '09:00',
      '2026-03-08T13:00Z',
    ],
    ['a time that New York skips', 'America/New_York', '2026-03-08', '02:30', '2026-03-08T07:30Z'],
    ['New York before its clocks go back', 'America/New_York', '2026-10-31', '09:00', '2026-10-31T13:00Z'],
    ['New York after its clocks went back', 'America/New_York', '2026-11-01', '09:00', '2026-11-01T14:00Z'],
    ['a time that New York repeats', 'America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30Z'],
    ['London after its clocks went forward', 'Europe/London', '2026-03-29', '09:00', '2026-03-29T08:00Z'],
    ['a time that London skips', 'Europe/London', '2026-03-29', '01:30', '2026-03-29T01:30Z'],
    ['London after its clocks went back', 'Europe/London', '2026-10-25', '09:00', '2026-10-25T09:00Z'],
    ['a time that London repeats', 'Europe/London', '2026-10-25', '01:30', '2026-10-25T00:30Z'],
    ['Sydney after its clocks went forward', 'Australia/Sydney', '2026-10-04', '09:00', '2026-10-03T22:00Z'],
    ['a time that Sydney skips', 'Australia/Sydney', '2026-10-04', '02:30', '2026-10-03T16:30Z'],
    ['Sydney after its clocks went back', 'Australia/Sydney', '2026-04-05', '09:00', '2026-04-04T23:00Z'],
    ['a time that Sydney repeats', 'Australia/Sydney', '2026-04-05', '02:30', '2026-04-04T15:30Z'],
    [
      'Lord Howe after half an hour forward',
      'Australia/Lord_Howe',
      '2026-10-04',
      '09:00',
      '2026-10-03T22:00Z',
    ],
    ['a time that Lord Howe skips', 'Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45Z'],
    ['Lord Howe after half an hour back', 'Australia/Lord_Howe', '2026-04-05', '09:00', '2026-04-04T22:30Z'],
    ['a time that Lord Howe repeats', 'Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45Z'],
    ['the midnight that Cairo skips', 'Africa/Cairo', '2026-04-24', '00:00', '2026-04-23T22:00Z'],
    ['a time that Cairo repeats', 'Africa/Cairo', '2026-10-29', '23:30', '2026-10-29T20:30Z'],
    ['the midnight after it', 'Africa/Cairo', '2026-10-30', '00:00', '2026-10-29T22:00Z'],
    ['the earliest zone', 'Pacific/Kiritimati', '2026-10-05', '09:00', '2026-10-04T19:00Z'],
    ['the latest inhabited zone', 'Pacific/Pago_Pago', '2026-10-05', '09:00', '2026-10-05T20:00Z'],
    ['a day that Samoa left out', 'Pacific/Apia', '2011-12-30', '09:00', '2011-12-30T19:00Z'],
  ];
  for (const [what, zone, day, time, iso] of cases)
    it(`is right for ${what}`, () => {
      expect(instantOf(day, time, zone)).to.deep.equal(instant(iso));
    });
});

describe('ISO weeks', () => {
  const weekOfDays: [string, string][] = [
    ['2026-09-27', '2026-W39'],
    ['2026-09-28', '2026-W40'],
    ['2026-10-04', '2026-W40'],
    ['2026-10-05', '2026-W41'],
    ['2024-12-30', '2025-W01'],
    ['2026-12-31', '2026-W53'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
  ];
  for (const [day, week] of weekOfDays)
    it(`put ${day} into ${week}`, () => {
      expect(weekOfDay(day)).to.equal(week);
    });

  it('put Sunday 4 October 2026 into 2026-W40 until its last moment in the zone', () => {
    expect(weekdayOf('2026-10-04')).to.equal(7);
    expect(weekOf(instant('2026-10-05T06:59:59Z'), 'America/Los_Angeles')).to.equal('2026-W40');
    expect(weekOf(instant('2026-10-05T07:00:00Z'), 'America/Los_Angeles')).to.equal('2026-W41');
  });

  const lengths: [string, string, number][] = [
    ['America/New_York', '2026-W10', 167],
    ['America/New_York', '2026-W44', 169],
    ['Europe/London', '2026-W13', 167],
    ['Europe/London', '2026-W43', 169],
    ['Australia/Sydney', '2026-W40', 167],
    ['Australia/Sydney', '2026-W14', 169],
    ['Australia/Lord_Howe', '2026-W40', 167.5],
    ['Australia/Lord_Howe', '2026-W14', 168.5],
    ['Africa/Cairo', '2026-W17', 167],
    ['Africa/Cairo', '2026-W44', 169],
    ['Pacific/Kiritimati', '2026-W40', 168],
  ];
  for (const [zone, week, expected] of lengths)
    it(`last ${expected} hours in ${zone} in ${week}`, () => {
      const { start, end } = weekSpan(week, zone);

      expect(hours(start, end)).to.equal(expected);
    });

  it('can be counted on over the turn of a year', () => {
    expect(addWeeks('2026-W53', 1)).to.equal('2027-W01');
    expect(addWeeks('2027-W01', -1)).to.equal('2026-W53');
    expect(mondayOfWeek('2026-W53')).to.equal('2026-12-28');
  });
});

describe('reading the name of a week', () => {
  const cases: [string, ReturnType<typeof parseWeekName>][] = [
    ['2026-W41', { kind: 'week', week: '2026-W41' }],
    [' 2026-w41 ', { kind: 'week', week: '2026-W41' }],
    ['2026-W53', { kind: 'week', week: '2026-W53' }],
    ['2026-W54', { kind: 'no-such-week', year: 2026, weeksInYear: 53 }],
    ['2027-W53', { kind: 'no-such-week', year: 2027, weeksInYear: 52 }],
    ['2026-W00', { kind: 'no-such-week', year: 2026, weeksInYear: 53 }],
    ['2026-41', { kind: 'malformed' }],
    ['2026-W4', { kind: 'malformed' }],
    ['last', { kind: 'malformed' }],
    ['', { kind: 'malformed' }],
  ];
  for (const [typed, expected] of cases)
    it(`understands ${JSON.stringify(typed)}`, () => {
      expect(parseWeekName(typed)).to.deep.equal(expected);
    });
});

describe('calendar days and times', () => {
  it('are added, over months, leap days and clock changes', () => {
    expect(addDays('2026-10-31', 1)).to.equal('2026-11-01');
    expect(addDays('2028-03-01', -1)).to.equal('2028-02-29');
    expect(mondayOf('2026-10-04')).to.equal('2026-09-28');
    expect(mondayOf('2026-10-05')).to.equal('2026-10-05');
  });

  it('know the weekend', () => {
    const weekends = ['2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05'].map(isWeekend);

    expect(weekends).to.deep.equal([false, true, true, false]);
  });

  const days: [string, boolean][] = [
    ['2026-10-05', true],
    ['2028-02-29', true],
    ['2027-02-29', false],
    ['2026-13-01', false],
    ['2026-W41', false],
    ['5 October', false],
  ];
  for (const [text, expected] of days)
    it(`${expected ? 'accept' : 'refuse'} ${text} as a day`, () => {
      expect(isCalendarDay(text)).to.equal(expected);
    });

  const times: [string, boolean][] = [
    ['00:00', true],
    ['23:59', true],
    ['24:00', false],
    ['9:00', false],
    ['09:60', false],
  ];
  for (const [text, expected] of times)
    it(`${expected ? 'accept' : 'refuse'} ${text} as a time`, () => {
      expect(isLocalTime(text)).to.equal(expected);
    });
});

describe('a zone that may be missing', () => {
  const cases: [string, string | undefined, string][] = [
    ['is kept when it exists', 'Asia/Kolkata', 'Asia/Kolkata'],
    ['falls back when it is missing', undefined, 'Europe/London'],
    ['falls back when it is empty', '', 'Europe/London'],
    ['falls back when nobody knows it', 'Mars/Olympus', 'Europe/London'],
    ['falls back when it means the server', 'local', 'Europe/London'],
  ];
  for (const [what, zone, expected] of cases)
    it(what, () => {
      expect(zoneOr(zone, 'Europe/London')).to.equal(expected);
    });
});

describe('any instant in any zone', () => {
  const formats = new Map<string, Intl.DateTimeFormat>();
  const formatOf = (zone: string): Intl.DateTimeFormat => {
    const format =
      formats.get(zone) ??
      // Swedish writes dates and times as ISO 8601 does.
      new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    formats.set(zone, format);
    return format;
  };
  const localByIntl = (at: Date, zone: string): [string, string] =>
    formatOf(zone).format(at).split(' ') as [string, string];

  /** By the definition: a week belongs to the year that its Thursday is in. */
  const weekByHand = (day: string): string => {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
    const year = date.getUTCFullYear();
    const week = Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / 604_800_000) + 1;
    return `${year}-W${String(week).padStart(2, '0')}`;
  };

  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  const minutes = fc
    .date({ min: instant('2012-01-01T00:00Z'), max: instant('2037-12-31T00:00Z'), noInvalidDate: true })
    .map((date) => new Date(Math.floor(date.getTime() / 60_000) * 60_000));

  it('has the day and week that a second way of computing gives', () => {
    fc.assert(
      fc.property(zones, minutes, (zone, at) => {
        const [day] = localByIntl(at, zone);

        expect(dayOf(at, zone)).to.equal(day);
        expect(weekOf(at, zone)).to.equal(weekByHand(day));
      }),
      { numRuns: 1000 },
    );
  });

  it('is found again from its local time, or is the second of two', () => {
    fc.assert(
      fc.property(zones, minutes, (zone, at) => {
        const [day, time] = localByIntl(at, zone);
        const found = instantOf(day, time, zone);

        expect(localByIntl(found, zone)).to.deep.equal([day, time]);
        expect(hours(found, at)).to.be.within(0, 3);
      }),
      { numRuns: 1000 },
    );
  });

  it('is in exactly the one week that names it', () => {
    fc.assert(
      fc.property(zones, minutes, (zone, at) => {
        const week = weekOf(at, zone);
        const { start, end } = weekSpan(week, zone);

        expect(start <= at && at < end).to.equal(true);
        expect(weekSpan(addWeeks(week, 1), zone).start).to.deep.equal(end);
        expect(weekOf(new Date(start.getTime() - 1), zone)).to.equal(addWeeks(week, -1));
      }),
      { numRuns: 1000 },
    );
  });
});

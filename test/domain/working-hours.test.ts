import { expect } from 'chai';
import { DateTime } from 'luxon';
import { isQuietDay } from '../../src/domain/quiet-day.ts';
import type { Severity } from '../../src/domain/recovery.ts';
import {
  afterWorkingTime,
  contactDueAt,
  oneWorkingDayAfter,
  type WorkingHours,
  type WorkingTime,
  workingMsBetween,
} from '../../src/domain/working-hours.ts';

const usual: WorkingHours = { from: '09:00', to: '17:00' };

interface Place {
  zone?: string;
  hours?: WorkingHours;
  country?: string;
  dates?: readonly string[];
  weekends?: boolean;
}

const timeIn = ({ zone = 'Europe/London', hours = usual, country, dates = [], weekends = true }: Place) => ({
  hours,
  zone,
  isQuietDay: (day: string) => isQuietDay({ weekends, country, dates }, day),
});

const at = (local: string, { zone }: WorkingTime): Date => DateTime.fromISO(local, { zone }).toJSDate();
const shown = (instant: Date, { zone }: WorkingTime): string =>
  DateTime.fromJSDate(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");

describe('when the customer is to hear from somebody first', () => {
  // 2026-11-23 is a Monday.
  const rules: [
    what: string,
    opened: string,
    severity: Severity,
    doTheyKnow: boolean,
    due: string,
    place?: Place,
  ][] = [
    ['four working hours', '2026-11-23T10:00', 'annoying', true, '2026-11-23T14:00'],
    ['as many where it hurt', '2026-11-23T10:00', 'hurt', true, '2026-11-23T14:00'],
    ['one where it is serious', '2026-11-23T10:00', 'serious', true, '2026-11-23T11:00'],
    ['to the end of the day', '2026-11-23T13:00', 'hurt', true, '2026-11-23T17:00'],
    ['on into the next morning', '2026-11-23T15:30', 'hurt', true, '2026-11-24T11:30'],
    ['from the morning on', '2026-11-23T06:15', 'hurt', true, '2026-11-23T13:00'],
    ['after hours, from the next morning', '2026-11-23T20:00', 'serious', true, '2026-11-24T10:00'],
    ['at the minute of closing', '2026-11-23T17:00', 'serious', true, '2026-11-24T10:00'],
    ['over the weekend', '2026-11-27T16:00', 'hurt', true, '2026-11-30T12:00'],
    ['from a Sunday', '2026-11-29T11:00', 'serious', true, '2026-11-30T10:00'],
    [
      'on a Sunday that is worked',
      '2026-11-29T11:00',
      'serious',
      true,
      '2026-11-29T12:00',
      { weekends: false },
    ],
    ['over a public holiday', '2026-12-24T16:30', 'serious', true, '2026-12-29T09:30', { country: 'GB-ENG' }],
    [
      'over days of its own',
      '2026-11-23T16:00',
      'hurt',
      true,
      '2026-11-26T12:00',
      { dates: ['2026-11-24', '2026-11-25'] },
    ],
    [
      'over short days',
      '2026-11-23T09:30',
      'hurt',
      true,
      '2026-11-25T10:30',
      { hours: { from: '09:30', to: '11:00' } },
    ],
    [
      'all night, where clocks go forward',
      '2026-03-29T00:30',
      'hurt',
      true,
      '2026-03-29T05:30',
      { weekends: false, hours: { from: '00:00', to: '23:00' } },
    ],
    [
      'all night, where clocks go back',
      '2026-10-25T00:30',
      'hurt',
      true,
      '2026-10-25T03:30',
      { weekends: false, hours: { from: '00:00', to: '23:00' } },
    ],
    [
      'across a change of the clocks',
      '2026-10-24T16:00',
      'hurt',
      true,
      '2026-10-25T12:00',
      { weekends: false },
    ],
    [
      'where the whole stretch is skipped',
      '2026-03-28T05:00',
      'serious',
      true,
      '2026-03-30T02:00',
      { weekends: false, hours: { from: '01:00', to: '02:00' } },
    ],
    ['in Sydney', '2026-10-02T16:00', 'hurt', true, '2026-10-05T12:00', { zone: 'Australia/Sydney' }],

    ['today, when they do not know yet', '2026-11-23T15:00', 'hurt', false, '2026-11-23T17:00'],
    ['sooner, when hours say so', '2026-11-23T10:00', 'annoying', false, '2026-11-23T14:00'],
    ['within the hour, when it is serious too', '2026-11-23T10:00', 'serious', false, '2026-11-23T11:00'],
    ['today, when it is serious and late', '2026-11-23T16:15', 'serious', false, '2026-11-23T17:00'],
    ['never the next minute', '2026-11-23T16:50', 'hurt', false, '2026-11-23T17:20'],
    ['before hours, today', '2026-11-23T07:00', 'hurt', false, '2026-11-23T13:00'],
    ['after hours, first thing', '2026-11-23T18:00', 'annoying', false, '2026-11-24T10:00'],
    ['on a Saturday, first thing on Monday', '2026-11-28T12:00', 'hurt', false, '2026-11-30T10:00'],
    [
      'on a day off, first thing after it',
      '2026-11-26T12:00',
      'hurt',
      false,
      '2026-11-27T10:00',
      { country: 'US', zone: 'America/New_York' },
    ],
  ];
  for (const [what, opened, severity, doesCustomerKnow, due, place = {}] of rules)
    it(what, () => {
      const time = timeIn(place);

      const dueAt = contactDueAt({ severity, doesCustomerKnow, openedAt: at(opened, time), ...time });

      expect(shown(dueAt, time)).to.equal(due);
    });

  it('comes to an end where every day is quiet', () => {
    const time = { ...timeIn({}), isQuietDay: () => true };

    expect(shown(afterWorkingTime(at('2026-11-23T10:00', time), 3_600_000, time), time)).to.equal(
      '2026-11-23T11:00',
    );
  });
});

describe('the working time between two moments', () => {
  const rules: [what: string, from: string, to: string, minutes: number][] = [
    ['is all of it within a day', '2026-11-23T10:00', '2026-11-23T11:30', 90],
    ['leaves the night out', '2026-11-23T16:50', '2026-11-24T09:10', 20],
    ['leaves the weekend out', '2026-11-27T16:00', '2026-11-30T10:00', 120],
    ['is none after hours', '2026-11-23T18:00', '2026-11-23T20:00', 0],
    ['is none backwards', '2026-11-23T12:00', '2026-11-23T10:00', 0],
  ];
  for (const [what, from, to, minutes] of rules)
    it(what, () => {
      const time = timeIn({});

      expect(workingMsBetween(at(from, time), at(to, time), time) / 60_000).to.equal(minutes);
    });
});

describe('one working day after a moment', () => {
  const rules: [what: string, moment: string, after: string, place?: Place][] = [
    ['is the same time tomorrow', '2026-11-23T14:00', '2026-11-24T14:00'],
    ['leaves the weekend out', '2026-11-27T14:00', '2026-11-30T14:00'],
    ['leaves a public holiday out', '2026-12-24T14:00', '2026-12-29T14:00', { country: 'GB-ENG' }],
    ['goes on from a Sunday', '2026-11-29T14:00', '2026-11-30T14:00'],
    [
      'is the same time by the clock when clocks change',
      '2026-10-24T14:00',
      '2026-10-25T14:00',
      { weekends: false },
    ],
  ];
  for (const [what, moment, after, place = {}] of rules)
    it(what, () => {
      const time = timeIn(place);

      expect(shown(oneWorkingDayAfter(at(moment, time), time), time)).to.equal(after);
    });
});

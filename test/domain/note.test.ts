import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, dayOf, instantOf, isWeekend } from '../../src/domain/calendar.ts';
import {
  boundNote,
  type NoteRhythm,
  type NoteSlot,
  nextNote,
  usualPreferences,
  whyDropped,
} from '../../src/domain/note.ts';
import { isQuietDay } from '../../src/domain/quiet-day.ts';

const rhythm = (fields: Partial<NoteRhythm> = {}): NoteRhythm => ({
  zone: 'Europe/London',
  noteAt: '09:00',
  isQuietDay: isWeekend,
  snoozedUntil: undefined,
  lastNoteOn: undefined,
  laterAt: undefined,
  ...fields,
});
const at = (iso: string) => new Date(iso);
const shown = ({ day, at: when }: NoteSlot) => `${day} ${when.toISOString()}`;

describe('when the next note is', () => {
  // 7 October 2026 is a Wednesday.
  const cases: [what: string, fields: Partial<NoteRhythm>, dueAt: string, now: string, expected: string][] = [
    ['before the hour', {}, '2026-10-07T05:00Z', '2026-10-07T05:00Z', '2026-10-07 2026-10-07T08:00:00.000Z'],
    ['at the hour', {}, '2026-10-07T08:00Z', '2026-10-07T08:00Z', '2026-10-07 2026-10-07T08:00:00.000Z'],
    [
      'at an hour that would leave no time to send',
      { noteAt: '20:00' },
      '2026-10-07T07:00Z',
      '2026-10-07T07:00Z',
      '2026-10-07 2026-10-07T18:00:00.000Z',
    ],
    [
      'due after the hour',
      {},
      '2026-10-07T08:01Z',
      '2026-10-07T08:01Z',
      '2026-10-08 2026-10-08T08:00:00.000Z',
    ],
    [
      'due before, looked at later',
      {},
      '2026-10-07T07:00Z',
      '2026-10-07T15:00Z',
      '2026-10-07 2026-10-07T08:00:00.000Z',
    ],
    [
      'looked at after 20:00',
      {},
      '2026-10-07T07:00Z',
      '2026-10-07T19:00Z',
      '2026-10-08 2026-10-08T08:00:00.000Z',
    ],
    ['over a weekend', {}, '2026-10-09T12:00Z', '2026-10-09T12:00Z', '2026-10-12 2026-10-12T08:00:00.000Z'],
    [
      'over a weekend and holidays',
      { isQuietDay: (day) => isWeekend(day) || ['2026-12-25', '2026-12-28'].includes(day) },
      '2026-12-24T12:00Z',
      '2026-12-24T12:00Z',
      '2026-12-29 2026-12-29T09:00:00.000Z',
    ],
    [
      'where every day is quiet',
      { isQuietDay: () => true },
      '2026-10-07T05:00Z',
      '2026-10-07T05:00Z',
      '2026-12-06 2026-12-06T09:00:00.000Z',
    ],
    [
      'an hour before 07:00',
      { noteAt: '05:30' },
      '2026-10-07T01:00Z',
      '2026-10-07T01:00Z',
      '2026-10-07 2026-10-07T06:00:00.000Z',
    ],
    [
      'in Auckland',
      { zone: 'Pacific/Auckland' },
      '2026-10-06T12:00Z',
      '2026-10-06T12:00Z',
      '2026-10-07 2026-10-06T20:00:00.000Z',
    ],
    [
      'in Kolkata',
      { zone: 'Asia/Kolkata' },
      '2026-10-07T01:00Z',
      '2026-10-07T01:00Z',
      '2026-10-07 2026-10-07T03:30:00.000Z',
    ],
    [
      'in Honolulu',
      { zone: 'Pacific/Honolulu' },
      '2026-10-07T12:00Z',
      '2026-10-07T12:00Z',
      '2026-10-07 2026-10-07T19:00:00.000Z',
    ],
    [
      'on a Saturday of theirs',
      { zone: 'Pacific/Auckland' },
      '2026-10-09T20:30Z',
      '2026-10-09T20:30Z',
      '2026-10-12 2026-10-11T20:00:00.000Z',
    ],
    [
      'over the end of summer time',
      {},
      '2026-10-23T12:00Z',
      '2026-10-23T12:00Z',
      '2026-10-26 2026-10-26T09:00:00.000Z',
    ],
    [
      'over its beginning',
      {},
      '2027-03-26T12:00Z',
      '2027-03-26T12:00Z',
      '2027-03-29 2027-03-29T08:00:00.000Z',
    ],
    [
      'after the note of the day',
      { lastNoteOn: '2026-10-07' },
      '2026-10-07T07:00Z',
      '2026-10-07T09:00Z',
      '2026-10-08 2026-10-08T08:00:00.000Z',
    ],
    [
      'after a flight west over the date line',
      { zone: 'Pacific/Honolulu', lastNoteOn: '2026-10-08' },
      '2026-10-07T20:00Z',
      '2026-10-07T20:00Z',
      '2026-10-09 2026-10-09T19:00:00.000Z',
    ],
    [
      'after a flight east over the date line',
      { zone: 'Pacific/Auckland', lastNoteOn: '2026-10-06' },
      '2026-10-06T20:30Z',
      '2026-10-07T20:00Z',
      '2026-10-08 2026-10-07T20:00:00.000Z',
    ],
    [
      'snoozed',
      { snoozedUntil: '2026-10-20' },
      '2026-10-07T07:00Z',
      '2026-10-07T07:00Z',
      '2026-10-20 2026-10-20T08:00:00.000Z',
    ],
    [
      'snoozed to a Saturday',
      { snoozedUntil: '2026-10-24' },
      '2026-10-07T07:00Z',
      '2026-10-07T07:00Z',
      '2026-10-26 2026-10-26T09:00:00.000Z',
    ],
    [
      'with a snooze that is over',
      { snoozedUntil: '2026-10-01' },
      '2026-10-07T07:00Z',
      '2026-10-07T07:00Z',
      '2026-10-07 2026-10-07T08:00:00.000Z',
    ],
    [
      'when something of the day comes later',
      { laterAt: at('2026-10-07T13:00Z') },
      '2026-10-07T07:00Z',
      '2026-10-07T07:00Z',
      '2026-10-07 2026-10-07T13:00:00.000Z',
    ],
    [
      'when something comes too late in the day',
      { laterAt: at('2026-10-07T19:30Z') },
      '2026-10-07T07:00Z',
      '2026-10-07T07:00Z',
      '2026-10-07 2026-10-07T08:00:00.000Z',
    ],
  ];
  for (const [what, fields, dueAt, now, expected] of cases)
    it(`is ${expected.slice(0, 10)} ${what}`, () => {
      expect(shown(nextNote(rhythm(fields), at(dueAt), at(now)))).to.equal(expected);
    });

  it('is never before 07:00 or after 20:00, on no quiet day, and once a day, wherever somebody lives', () => {
    for (const zone of [
      'Pacific/Auckland',
      'Asia/Kolkata',
      'Pacific/Honolulu',
      'Pacific/Kiritimati',
      'America/St_Johns',
    ])
      for (let hour = 0; hour < 24 * 45; hour += 5) {
        const now = new Date(Date.parse('2026-10-01T00:00Z') + hour * 3_600_000);
        const slot = nextNote(rhythm({ zone, noteAt: hour % 2 ? '05:00' : '19:30' }), now, now);
        expect(slot.at >= instantOf(slot.day, '07:00', zone)).to.equal(true);
        expect(slot.at < slot.until && slot.until > now).to.equal(true);
        expect(slot.until.getTime()).to.equal(instantOf(slot.day, '20:00', zone).getTime());
        expect(isWeekend(slot.day)).to.equal(false);
        expect(dayOf(slot.at, zone)).to.equal(slot.day);
      }
  });
});

describe('any next note', () => {
  const start = Date.parse('2026-01-01T00:00Z');
  const minutes = (max: number) => fc.integer({ min: 0, max });
  const when = minutes(3 * 366 * 1440).map((count) => new Date(start + count * 60_000));
  const near = fc.option(fc.integer({ min: -3, max: 40 }), { nil: undefined });
  const zones = fc.constantFrom(
    'Europe/London',
    'America/St_Johns',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'America/Santiago',
    'Pacific/Chatham',
  );
  const noteAt = minutes(24 * 60 - 1).map((count) =>
    [Math.floor(count / 60), count % 60].map((part) => String(part).padStart(2, '0')).join(':'),
  );
  const quiet = fc.record({ weekends: fc.boolean(), country: fc.constantFrom('GB', 'JP', undefined) });

  it('is at a good hour of a day that is not quiet, snoozed or told already, and after it is due', () => {
    const sample = {
      now: when,
      zone: zones,
      noteAt,
      quiet,
      snooze: near,
      last: near,
      due: minutes(20 * 1440),
    };
    fc.assert(
      fc.property(fc.record({ ...sample, later: fc.option(minutes(1440)) }), (given) => {
        const { now, zone } = given;
        const today = dayOf(now, zone);
        const dayIn = (count: number | undefined) =>
          count === undefined ? undefined : addDays(today, count);
        const dueAt = new Date(now.getTime() - given.due * 60_000 + 1440 * 60_000);
        const quietDays = { ...given.quiet, dates: [addDays(today, 1)] };
        const slot = nextNote(
          {
            zone,
            noteAt: given.noteAt,
            isQuietDay: (day) => isQuietDay(quietDays, day),
            snoozedUntil: dayIn(given.snooze),
            lastNoteOn: dayIn(given.last),
            laterAt: given.later === null ? undefined : new Date(now.getTime() + given.later * 60_000),
          },
          dueAt,
          now,
        );

        expect(slot.at >= instantOf(slot.day, '07:00', zone)).to.equal(true);
        expect(slot.at < instantOf(slot.day, '20:00', zone)).to.equal(true);
        expect(slot.until > now && slot.at >= dueAt).to.equal(true);
        expect(isQuietDay(quietDays, slot.day)).to.equal(false);
        expect(slot.day >= (dayIn(given.snooze) ?? today)).to.equal(true);
        expect(slot.day > (dayIn(given.last) ?? addDays(today, -1))).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what belongs to its day', () => {
  const day = '2026-10-10';
  const cases: [what: string, fields: Partial<NoteRhythm>, dueAt: string, now: string, expected: string][] = [
    ['on a Saturday', {}, '2026-10-10T08:00Z', '2026-10-10T08:00Z', '2026-10-10 2026-10-10T08:00:00.000Z'],
    ['before 07:00', {}, '2026-10-10T04:00Z', '2026-10-10T04:00Z', '2026-10-10 2026-10-10T06:00:00.000Z'],
    ['after 20:00', {}, '2026-10-10T08:00Z', '2026-10-10T19:00Z', 'too late'],
    ['due after 20:00', {}, '2026-10-10T19:30Z', '2026-10-10T08:00Z', 'too late'],
    ['while snoozed', { snoozedUntil: '2026-10-11' }, '2026-10-10T08:00Z', '2026-10-10T08:00Z', 'snoozed'],
    [
      'as a snooze ends',
      { snoozedUntil: '2026-10-10' },
      '2026-10-10T08:00Z',
      '2026-10-10T08:00Z',
      '2026-10-10 2026-10-10T08:00:00.000Z',
    ],
    [
      'after its note',
      { lastNoteOn: day },
      '2026-10-10T08:00Z',
      '2026-10-10T08:00Z',
      'the note of that day is out',
    ],
  ];
  for (const [what, fields, dueAt, now, expected] of cases)
    it(`${what}: ${expected}`, () => {
      const slot = boundNote(rhythm(fields), { onlyOn: day, dueAt: at(dueAt) }, at(now));
      expect('why' in slot ? slot.why : shown(slot)).to.equal(expected);
    });
});

describe('what becomes of a part whose time has come', () => {
  const now = at('2026-10-07T08:00Z');
  const cases: [what: string, untilAt: string | undefined, fields: object, expected: string | undefined][] = [
    ['is told', undefined, {}, undefined],
    ['is told while it makes sense', '2026-10-07T08:01Z', {}, undefined],
    ['is too late from then on', '2026-10-07T08:00Z', {}, 'too late'],
    ['is turned off', undefined, { off: new Set(['praise']) }, 'turned off'],
    ['is told when others are turned off', undefined, { off: new Set(['team', 'later']) }, undefined],
    ['is turned off with everything', undefined, { isSilent: true }, 'turned off'],
  ];
  for (const [what, untilAt, fields, expected] of cases)
    it(what, () => {
      const part = { untilAt: untilAt === undefined ? undefined : at(untilAt), topic: 'praise' } as const;
      expect(whyDropped(part, { ...usualPreferences, ...fields }, now)).to.equal(expected);
    });
});

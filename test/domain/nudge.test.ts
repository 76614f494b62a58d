import { expect } from 'chai';
import fc from 'fast-check';
import { dayOf, instantOf, isWeekend, zoneOr } from '../../src/domain/calendar.ts';
import type { DayFacts, Participant, Run } from '../../src/domain/challenge.ts';
import { nextNudge, reminderAt, wantsReminder } from '../../src/domain/nudge.ts';
import { participant, run } from '../support/run.ts';

const instant = (iso: string): Date => new Date(iso);

const summary = (given: Run, person: Participant, now: string): string => {
  const { tooLate, next } = nextNudge(given, person, 'Europe/London', instant(now));
  const skipped = tooLate.map(({ dayId }) => `skip ${dayId}`);
  return [...skipped, next ? `${next.dayId} at ${next.dueAt.toISOString().slice(0, 16)}Z` : 'none'].join(
    ', ',
  );
};

describe('the next nudge', () => {
  const cases: [string, Partial<Participant>, string, string][] = [
    ['is the first day before the run', {}, '2027-10-02T12:00Z', 'd1 at 2027-10-04T08:00Z'],
    ['is today when it was not sent yet', {}, '2027-10-04T18:59Z', 'd1 at 2027-10-04T08:00Z'],
    ['is skipped at 20:00', {}, '2027-10-04T19:00Z', 'skip d1, d2 at 2027-10-05T08:00Z'],
    [
      'is the day after the one that was sent',
      { days: { d1: { nudgedOn: '2027-10-04' } } },
      '2027-10-04T08:01Z',
      'd2 at 2027-10-05T08:00Z',
    ],
    [
      'is not skipped twice',
      { days: { d1: { skippedOn: '2027-10-04' } } },
      '2027-10-04T20:00Z',
      'd2 at 2027-10-05T08:00Z',
    ],
    [
      'skips what a long absence made late',
      {},
      '2027-10-07T08:30Z',
      'skip d1, skip d2, skip d3, d4 at 2027-10-07T08:00Z',
    ],
    [
      'leaves out a day that was put off',
      { days: { d1: { notTodayOn: '2027-10-04' } } },
      '2027-10-04T07:00Z',
      'd2 at 2027-10-05T08:00Z',
    ],
    [
      'leaves out a day that is done already',
      { days: { d1: { doneAt: instant('2027-10-04T06:00Z') } } },
      '2027-10-04T07:00Z',
      'd2 at 2027-10-05T08:00Z',
    ],
    [
      'starts with the present day for who joins late',
      { joinedAt: instant('2027-10-06T13:00Z') },
      '2027-10-06T13:00Z',
      'd3 at 2027-10-06T08:00Z',
    ],
    [
      'waits for the morning for who joins at night',
      { joinedAt: instant('2027-10-06T19:30Z') },
      '2027-10-06T19:30Z',
      'skip d3, d4 at 2027-10-07T08:00Z',
    ],
    ['never comes for who left', { leftAt: instant('2027-10-04T12:00Z') }, '2027-10-05T08:00Z', 'none'],
    [
      'never comes on the weekend after',
      { days: { d5: { nudgedOn: '2027-10-08' } }, joinedAt: instant('2027-10-08T09:00Z') },
      '2027-10-09T08:00Z',
      'none',
    ],
    [
      'goes by the workspace when Slack gives no zone',
      { timeZone: undefined },
      '2027-10-01T12:00Z',
      'd1 at 2027-10-04T08:00Z',
    ],
    [
      'goes by the workspace when the zone is unknown',
      { timeZone: 'Mars/Olympus' },
      '2027-10-01T12:00Z',
      'd1 at 2027-10-04T08:00Z',
    ],
    [
      'comes first in Kiritimati',
      { timeZone: 'Pacific/Kiritimati' },
      '2027-10-01T12:00Z',
      'd1 at 2027-10-03T19:00Z',
    ],
    [
      'comes last in Pago Pago',
      { timeZone: 'Pacific/Pago_Pago' },
      '2027-10-01T12:00Z',
      'd1 at 2027-10-04T20:00Z',
    ],
  ];
  for (const [what, fields, now, expected] of cases)
    it(what, () => {
      expect(summary(run(), participant(fields), now)).to.equal(expected);
    });

  it('comes again when the run is moved to another week', () => {
    const person = participant({ days: { d1: { nudgedOn: '2027-10-04' } } });

    expect(summary({ ...run(), startDay: '2027-10-11' }, person, '2027-10-04T10:00Z')).to.equal(
      'd1 at 2027-10-11T08:00Z',
    );
  });

  it('is one a day, even when the run is moved by a day', () => {
    const steps = run({ dayIds: ['s1', 's2', 's3'], startDay: '2027-10-04' });
    const person = participant({ days: { s1: { nudgedOn: '2027-10-04' }, s2: { nudgedOn: '2027-10-05' } } });

    expect(summary({ ...steps, startDay: '2027-10-05' }, person, '2027-10-05T10:00Z')).to.equal(
      's2 at 2027-10-06T08:00Z',
    );
  });
});

describe('a nudge at 09:00 around a clock change', () => {
  const cases: [string, string, [string, string]][] = [
    ['America/New_York', '2026-03-06', ['2026-03-06T14:00Z', '2026-03-09T13:00Z']],
    ['America/New_York', '2026-10-30', ['2026-10-30T13:00Z', '2026-11-02T14:00Z']],
    ['Europe/London', '2026-03-27', ['2026-03-27T09:00Z', '2026-03-30T08:00Z']],
    ['Europe/London', '2026-10-23', ['2026-10-23T08:00Z', '2026-10-26T09:00Z']],
    ['Australia/Sydney', '2026-10-02', ['2026-10-01T23:00Z', '2026-10-04T22:00Z']],
    ['Australia/Sydney', '2026-04-03', ['2026-04-02T22:00Z', '2026-04-05T23:00Z']],
    ['Australia/Lord_Howe', '2026-10-02', ['2026-10-01T22:30Z', '2026-10-04T22:00Z']],
    ['Australia/Lord_Howe', '2026-04-03', ['2026-04-02T22:00Z', '2026-04-05T22:30Z']],
    ['Africa/Cairo', '2026-04-23', ['2026-04-23T07:00Z', '2026-04-24T06:00Z']],
    ['Africa/Cairo', '2026-10-29', ['2026-10-29T06:00Z', '2026-10-30T07:00Z']],
  ];
  for (const [timeZone, startDay, [before, after]] of cases)
    it(`stays at 09:00 in ${timeZone} from ${startDay} on`, () => {
      const two = run({ dayIds: ['s1', 's2'], startDay });
      const dueAfter = (days: Record<string, DayFacts>): Date | undefined => {
        const person = participant({ timeZone, joinedAt: instant('2026-01-01T00:00Z'), days });
        return nextNudge(two, person, 'UTC', instant(`${startDay}T00:00Z`)).next?.dueAt;
      };

      expect(dueAfter({})).to.deep.equal(instant(before));
      expect(dueAfter({ s1: { nudgedOn: startDay } })).to.deep.equal(instant(after));
    });

  it('moves forward when the clocks skip its time', () => {
    const steps = run({ dayIds: ['s1'], startDay: '2026-04-24', nudgeAt: '00:30' });
    const person = participant({ timeZone: 'Africa/Cairo', joinedAt: instant('2026-04-01T00:00Z') });

    expect(summary(steps, person, '2026-04-23T12:00Z')).to.equal('s1 at 2026-04-23T22:30Z');
  });
});

interface Flight {
  at: Date;
  to: string;
}

/** Lets the bot wake every hour while somebody flies about. */
const nudgesDuring = (
  given: Run,
  home: string,
  flights: readonly Flight[],
): { dayId: string; at: Date; zone: string }[] => {
  const sent: { dayId: string; at: Date; zone: string }[] = [];
  let person = participant({ timeZone: home });
  for (
    let now = instant('2027-10-02T00:00Z');
    now < instant('2027-10-10T12:00Z');
    now = new Date(now.getTime() + 3_600_000)
  ) {
    for (const { to } of flights.filter(({ at }) => at.getTime() === now.getTime()))
      person = { ...person, timeZone: to };
    const { tooLate, next } = nextNudge(given, person, 'UTC', now);
    const days = { ...person.days };
    for (const { dayId, on } of tooLate) days[dayId] = { ...days[dayId], skippedOn: on };
    if (next && next.dueAt <= now) {
      sent.push({ dayId: next.dayId, at: now, zone: zoneOr(person.timeZone, 'UTC') });
      days[next.dayId] = { ...days[next.dayId], nudgedOn: next.on };
    }
    person = { ...person, days };
  }
  return sent;
};

describe('a traveller', () => {
  const allFive = ['d1', 'd2', 'd3', 'd4', 'd5'];
  const cases: [string, string, Flight[], string[]][] = [
    ['stays at home', 'Europe/London', [], allFive],
    [
      'flies east after the nudge',
      'America/New_York',
      [{ at: instant('2027-10-06T18:00Z'), to: 'Pacific/Auckland' }],
      allFive,
    ],
    [
      'flies east before the nudge',
      'Europe/London',
      [{ at: instant('2027-10-06T07:00Z'), to: 'Asia/Tokyo' }],
      allFive,
    ],
    [
      'arrives before 20:00 on a day whose nudge was still to come at home',
      'America/Los_Angeles',
      [{ at: instant('2027-10-06T14:00Z'), to: 'Asia/Kolkata' }],
      allFive,
    ],
    [
      'arrives after 20:00 on a day whose nudge was still to come at home, and can catch up,',
      'America/Los_Angeles',
      [{ at: instant('2027-10-06T15:00Z'), to: 'Asia/Kolkata' }],
      ['d1', 'd2', 'd4', 'd5'],
    ],
    [
      'flies west after the nudge',
      'Europe/London',
      [{ at: instant('2027-10-06T10:00Z'), to: 'America/New_York' }],
      allFive,
    ],
    [
      'flies back over the date line',
      'Pacific/Auckland',
      [{ at: instant('2027-10-06T00:00Z'), to: 'Pacific/Honolulu' }],
      allFive,
    ],
    [
      'flies over the date line',
      'Pacific/Honolulu',
      [{ at: instant('2027-10-06T03:00Z'), to: 'Pacific/Auckland' }],
      allFive,
    ],
    [
      'touches the date line and turns back',
      'Pacific/Pago_Pago',
      [
        { at: instant('2027-10-08T10:00Z'), to: 'Pacific/Kiritimati' },
        { at: instant('2027-10-08T11:00Z'), to: 'Pacific/Pago_Pago' },
      ],
      allFive,
    ],
    [
      'flies there and back',
      'Europe/London',
      [
        { at: instant('2027-10-05T12:00Z'), to: 'Australia/Sydney' },
        { at: instant('2027-10-07T12:00Z'), to: 'Europe/London' },
      ],
      allFive,
    ],
  ];
  for (const [what, home, flights, dayIds] of cases)
    it(`who ${what} is nudged once for each of ${dayIds.length} days`, () => {
      expect(nudgesDuring(run(), home, flights).map(({ dayId }) => dayId)).to.deep.equal(dayIds);
    });

  it('is nudged once a calendar day, on weekdays, and misses no nudge whose hours they were there for', () => {
    const zones = [
      'Pacific/Kiritimati',
      'Pacific/Auckland',
      'Asia/Tokyo',
      'Europe/London',
      'America/New_York',
      'Pacific/Pago_Pago',
    ];
    const flights = fc.array(
      fc.record({
        at: fc
          .integer({ min: 0, max: 24 * 8 })
          .map((hour) => new Date(instant('2027-10-02T00:00Z').getTime() + hour * 3_600_000)),
        to: fc.constantFrom(...zones),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...zones), flights, (home, anyFlights) => {
        const sent = nudgesDuring(run(), home, anyFlights);
        const days = sent.map(({ at, zone }) => dayOf(at, zone));

        expect(new Set(days).size).to.equal(days.length);
        expect(days.some(isWeekend)).to.equal(false);
        for (const { at, zone } of sent) {
          const day = dayOf(at, zone);
          expect(at >= instantOf(day, '07:00', zone) && at < instantOf(day, '20:00', zone)).to.equal(true);
        }
        expect(new Set(sent.map(({ dayId }) => dayId)).size).to.equal(sent.length);
        for (const day of ['2027-10-04', '2027-10-05', '2027-10-06', '2027-10-07', '2027-10-08'])
          if (wasThere(day, home, anyFlights)) expect(days).to.include(day);
      }),
      { numRuns: 50 },
    );
  });

  /** Whether the person was, at a moment when the bot woke, somewhere where it was this day from 09:00 to 20:00. */
  const wasThere = (day: string, home: string, flights: readonly Flight[]): boolean => {
    const stays = [
      { at: new Date(0), to: home },
      ...flights.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    ];
    return stays.some(({ at, to }, index) => {
      const until = stays[index + 1]?.at ?? new Date(8.64e15);
      const from = Math.max(at.getTime(), instantOf(day, '09:00', to).getTime());
      return from < Math.min(until.getTime(), instantOf(day, '20:00', to).getTime());
    });
  };
});

describe('asking for a reminder', () => {
  const cases: [string, string, string, string][] = [
    ['in the morning', 'Europe/London', '2027-10-04T08:05Z', '2027-10-04T14:00Z'],
    ['a moment before', 'Europe/London', '2027-10-04T13:59Z', '2027-10-04T14:00Z'],
    ['at three', 'Europe/London', '2027-10-04T14:00Z', 'past'],
    ['at night', 'Europe/London', '2027-10-04T20:00Z', 'past'],
    ['in Kiritimati', 'Pacific/Kiritimati', '2027-10-03T19:10Z', '2027-10-04T01:00Z'],
    ['on the day the clocks change', 'Australia/Lord_Howe', '2026-10-03T21:00Z', '2026-10-04T04:00Z'],
  ];
  for (const [when, zone, now, expected] of cases)
    it(`${when} ${expected === 'past' ? 'says that three has passed' : 'reminds at three'}`, () => {
      const reminder = reminderAt(zone, instant(now));

      expect(reminder.kind === 'past' ? 'past' : reminder.dueAt).to.deep.equal(
        expected === 'past' ? 'past' : instant(expected),
      );
    });

  it('is too late at 20:00', () => {
    expect(reminderAt('Europe/London', instant('2027-10-04T08:05Z'))).to.deep.include({
      tooLateAt: instant('2027-10-04T19:00Z'),
    });
  });

  const wanted: [string, Partial<Participant>, boolean][] = [
    ['nothing happened since', {}, true],
    ['the day was done', { days: { d1: { doneAt: instant('2027-10-04T10:00Z') } } }, false],
    ['the day was put off', { days: { d1: { notTodayOn: '2027-10-04' } } }, false],
    ['the person left', { leftAt: instant('2027-10-04T10:00Z') }, false],
  ];
  for (const [what, fields, expected] of wanted)
    it(`is ${expected ? 'kept' : 'dropped'} when ${what}`, () => {
      expect(wantsReminder(participant(fields), { dayId: 'd1', on: '2027-10-04' })).to.equal(expected);
    });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { addWeeks } from '../../src/domain/calendar.ts';
import { dueDigest, lastWeek, nextDigest, thisWeek } from '../../src/domain/digest-week.ts';
import { type DigestTime, settingsDefaults } from '../../src/domain/workspace.ts';

const { digestTime } = settingsDefaults;
const instant = (iso: string): Date => new Date(iso);

describe('when the digest of a week is due', () => {
  const friday: DigestTime = { weekday: 5, time: '16:30' };
  const cases: [string, string, string, DigestTime | undefined, string][] = [
    ['London', '2026-W41', 'Europe/London', undefined, '2026-10-12T08:00Z'],
    ['London after the clocks went back', '2026-W43', 'Europe/London', undefined, '2026-10-26T09:00Z'],
    ['New York', '2026-W41', 'America/New_York', undefined, '2026-10-12T13:00Z'],
    ['Sydney after the clocks went forward', '2026-W40', 'Australia/Sydney', undefined, '2026-10-04T22:00Z'],
    ['Lord Howe', '2026-W40', 'Australia/Lord_Howe', undefined, '2026-10-04T22:00Z'],
    ['Cairo after the clocks went back', '2026-W44', 'Africa/Cairo', undefined, '2026-11-02T07:00Z'],
    ['Kiritimati', '2026-W41', 'Pacific/Kiritimati', undefined, '2026-10-11T19:00Z'],
    ['Pago Pago', '2026-W41', 'Pacific/Pago_Pago', undefined, '2026-10-12T20:00Z'],
    ['a workspace that chose Friday', '2026-W41', 'Europe/London', friday, '2026-10-16T15:30Z'],
    ['the last week of a year', '2026-W53', 'Europe/London', undefined, '2027-01-04T09:00Z'],
  ];
  for (const [what, week, zone, when, dueAt] of cases)
    it(`is right for ${what}`, () => {
      expect(dueDigest(week, { zone, digestTime: when ?? digestTime }).dueAt).to.deep.equal(instant(dueAt));
    });

  it('is too late after 48 hours, even when the clocks change in between', () => {
    const { tooLateAt } = dueDigest('2026-W42', {
      zone: 'Europe/London',
      digestTime: { weekday: 6, time: '09:00' },
    });

    expect(tooLateAt).to.deep.equal(instant('2026-10-26T08:00Z'));
  });
});

describe('naming weeks', () => {
  const sundayNight = instant('2026-10-05T03:59:59Z');
  const monday = instant('2026-10-05T04:00:00Z');

  it('goes by the zone of the workspace', () => {
    expect(thisWeek(sundayNight, 'America/New_York')).to.equal('2026-W40');
    expect(lastWeek(sundayNight, 'America/New_York')).to.equal('2026-W39');
    expect(thisWeek(monday, 'America/New_York')).to.equal('2026-W41');
    expect(lastWeek(monday, 'America/New_York')).to.equal('2026-W40');
    expect(thisWeek(sundayNight, 'Europe/London')).to.equal('2026-W41');
  });
});

describe('the next digest', () => {
  const zone = 'Europe/London';
  const cases: [string, string, string[], string][] = [
    ['waits for Monday', '2026-10-07T12:00Z', [], '2026-W41'],
    ['is due on Monday', '2026-10-12T08:00Z', [], '2026-W41'],
    ['is still made two days later', '2026-10-14T07:59Z', [], '2026-W41'],
    ['is skipped after that', '2026-10-14T08:00Z', ['2026-W41'], '2026-W42'],
    ['catches up after weeks', '2026-11-03T09:00Z', ['2026-W41', '2026-W42', '2026-W43'], '2026-W44'],
  ];
  for (const [what, now, skipped, week] of cases)
    it(what, () => {
      const { tooLate, next } = nextDigest('2026-W40', { zone, digestTime }, instant(now));

      expect(tooLate.map((digest) => digest.week)).to.deep.equal(skipped);
      expect(next.week).to.equal(week);
    });

  it('leaves out no week and repeats none, whenever the bot wakes', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 30 * 24 * 60 }), { minLength: 1, maxLength: 30 });
    const zones = fc.constantFrom('Europe/London', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Africa/Cairo');
    fc.assert(
      fc.property(zones, gaps, (anyZone, minutes) => {
        let closed = '2026-W01';
        let now = instant('2026-01-12T00:00Z');
        const seen: string[] = [];
        for (const gap of minutes) {
          now = new Date(now.getTime() + gap * 60_000);
          const { tooLate, next } = nextDigest(closed, { zone: anyZone, digestTime }, now);
          const handled = next.dueAt <= now ? [...tooLate, next] : tooLate;
          seen.push(...handled.map((digest) => digest.week));
          closed = seen.at(-1) ?? closed;
        }

        expect(seen).to.deep.equal(seen.map((_, index) => addWeeks('2026-W01', index + 1)));
        const { next } = nextDigest(closed, { zone: anyZone, digestTime }, now);
        expect(next.dueAt.getTime()).to.be.greaterThan(now.getTime());
      }),
    );
  });
});

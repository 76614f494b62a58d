import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, weekdayOf } from '../../src/domain/calendar.ts';
import {
  askManagersOn,
  inviteOn,
  nextServiceWeek,
  remindManagersOn,
  type ServiceWeekRule,
  serviceWeekOf,
  upcomingServiceWeek,
} from '../../src/domain/service-week.ts';

describe('Customer Service Week', () => {
  const cases: [number, ServiceWeekRule, string][] = [
    [2018, 'monday', '2018-10-01'],
    [2018, 'sunday', '2018-10-08'],
    [2023, 'monday', '2023-10-02'],
    [2023, 'sunday', '2023-10-02'],
    [2025, 'monday', '2025-10-06'],
    [2025, 'sunday', '2025-10-06'],
    [2026, 'monday', '2026-10-05'],
    [2026, 'sunday', '2026-10-05'],
    [2027, 'monday', '2027-10-04'],
    [2027, 'sunday', '2027-10-04'],
    [2029, 'monday', '2029-10-01'],
    [2029, 'sunday', '2029-10-08'],
  ];
  for (const [year, rule, monday] of cases)
    it(`starts on ${monday} by the ${rule} rule`, () => {
      expect(serviceWeekOf(year, rule)).to.equal(monday);
    });

  it('goes by the Monday rule unless told otherwise', () => {
    expect(serviceWeekOf(2029)).to.equal('2029-10-01');
  });

  it('is a Monday to Friday inside October, and the rules differ only when 1 October is a Monday', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1970, max: 2200 }), (year) => {
        const [monday, sunday] = [serviceWeekOf(year, 'monday'), serviceWeekOf(year, 'sunday')];

        for (const start of [monday, sunday]) {
          expect(weekdayOf(start)).to.equal(1);
          expect(start >= `${year}-10-01` && addDays(start, 4) <= `${year}-10-12`).to.equal(true);
        }
        expect(monday !== sunday).to.equal(monday === `${year}-10-01`);
      }),
    );
  });
});

describe('the upcoming Customer Service Week', () => {
  const cases: [string, ServiceWeekRule, string][] = [
    ['2027-01-01', 'monday', '2027-10-04'],
    ['2027-10-03', 'monday', '2027-10-04'],
    ['2027-10-08', 'monday', '2027-10-04'],
    ['2027-10-09', 'monday', '2028-10-02'],
    ['2027-12-31', 'monday', '2028-10-02'],
    ['2029-10-06', 'sunday', '2029-10-08'],
  ];
  for (const [today, rule, monday] of cases)
    it(`is that of ${monday} on ${today} by the ${rule} rule`, () => {
      expect(upcomingServiceWeek(today, rule)).to.equal(monday);
    });
});

describe('the next Customer Service Week to start with', () => {
  const cases: [string, string][] = [
    ['2027-09-01', '2027-10-04'],
    ['2027-10-04', '2027-10-04'],
    ['2027-10-05', '2028-10-02'],
    ['2027-10-09', '2028-10-02'],
  ];
  for (const [today, monday] of cases)
    it(`is that of ${monday} on ${today}`, () => {
      expect(nextServiceWeek(today)).to.equal(monday);
    });
});

describe('preparing for a run', () => {
  it('asks the managers eight weeks before, and reminds them at three', () => {
    expect(askManagersOn('2027-10-04')).to.equal('2027-08-09');
    expect(remindManagersOn('2027-10-04')).to.equal('2027-09-13');
  });

  const cases: [string, string, string][] = [
    ['a Monday', '2027-10-04', '2027-10-01'],
    ['a Wednesday', '2027-03-17', '2027-03-12'],
    ['a Friday', '2027-01-01', '2026-12-25'],
  ];
  for (const [what, startDay, friday] of cases)
    it(`invites on the Friday before a run that starts on ${what}`, () => {
      expect(inviteOn(startDay)).to.equal(friday);
      expect(weekdayOf(friday)).to.equal(5);
    });
});

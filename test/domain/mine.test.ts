import { expect } from 'chai';
import { quarterOf } from '../../src/domain/calendar.ts';
import {
  quarterInWords,
  quarterSpan,
  readQuarter,
  reviewPeriodIn,
  reviewSpan,
} from '../../src/domain/mine.ts';

describe('quarters', () => {
  for (const [instant, zone, quarter] of [
    ['2026-09-30T22:59:59Z', 'Europe/London', '2026-Q3'],
    ['2026-09-30T23:00:00Z', 'Europe/London', '2026-Q4'],
    ['2026-12-31T23:59:59Z', 'Europe/London', '2026-Q4'],
    ['2027-01-01T00:00:00Z', 'America/New_York', '2026-Q4'],
    ['2026-12-31T15:00:00Z', 'Asia/Tokyo', '2027-Q1'],
  ] as const)
    it(`has ${instant} in ${zone} in ${quarter}`, () => {
      const { start, end } = quarterSpan(quarter, zone);

      expect(quarterOf(new Date(instant), zone)).to.equal(quarter);
      expect(new Date(instant) >= start && new Date(instant) < end).to.equal(true);
      expect(quarterOf(end, zone) > quarter).to.equal(true);
    });

  it('are said in words, and read from a button', () => {
    expect(quarterInWords('2026-Q4')).to.equal('October to December 2026');
    expect(readQuarter('2026-Q4')).to.equal('2026-Q4');
    for (const value of [undefined, '', 'newest', '2026-Q5', '0000-Q1', '2026-Q4;'])
      expect(readQuarter(value)).to.equal(undefined);
  });
});

describe('the period of a review', () => {
  const now = new Date('2026-11-26T23:30:00Z');
  for (const [period, zone, start, end] of [
    ['this-quarter', 'Europe/London', '2026-09-30T23:00:00.000Z', '2026-11-27T00:00:00.000Z'],
    ['last-12-months', 'Europe/London', '2025-11-27T00:00:00.000Z', '2026-11-27T00:00:00.000Z'],
    ['last-12-months', 'Asia/Tokyo', '2025-11-27T15:00:00.000Z', '2026-11-27T15:00:00.000Z'],
    ['everything', 'Europe/London', '1970-01-01T00:00:00.000Z', '2026-11-27T00:00:00.000Z'],
  ] as const)
    it(`is ${period} by whole days in ${zone}`, () => {
      const span = reviewSpan(period, now, zone);

      expect([span.start.toISOString(), span.end.toISOString()]).to.deep.equal([start, end]);
    });

  it('is the usual one when a form says none of them', () => {
    expect(reviewPeriodIn('for-ever')).to.equal('last-12-months');
    expect(reviewPeriodIn(undefined)).to.equal('last-12-months');
    expect(reviewPeriodIn('everything')).to.equal('everything');
  });
});

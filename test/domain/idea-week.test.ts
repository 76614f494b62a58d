import { expect } from 'chai';
import { monthSpan } from '../../src/domain/calendar.ts';
import { extrasOfMonth, monthOverWith } from '../../src/domain/idea-week.ts';

describe('the month that is over with a week', () => {
  const cases: [string, string, string | undefined][] = [
    ['its last day is a Sunday', '2026-W22', '2026-05'],
    ['its last day is a Saturday', '2026-W44', '2026-10'],
    ['it is in its middle', '2026-W43', undefined],
    ['the week begins in it and ends in the next', '2026-W40', '2026-09'],
    ['the first whole week of the next', '2026-W41', undefined],
    ['the year is over as well', '2026-W53', '2026-12'],
  ];
  for (const [what, week, month] of cases)
    it(`is ${month ?? 'none'} for ${week}: ${what}`, () => {
      expect(monthOverWith(week)).to.equal(month);
    });

  it('is told of once for each month of five years, by the first week that is over in the next', () => {
    const told: string[] = [];
    for (let year = 2026; year <= 2030; year += 1)
      for (let number = 1; number <= 53; number += 1) {
        if (number === 53 && year !== 2026) continue;
        const month = monthOverWith(`${year}-W${String(number).padStart(2, '0')}`);
        if (month) told.push(month);
      }

    const months = [2026, 2027, 2028, 2029, 2030].flatMap((year) =>
      Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`),
    );
    expect(told).to.deep.equal(['2025-12', ...months.slice(0, -1)]);
  });

  it('begins and ends where the workspace is', () => {
    expect(monthSpan('2026-10', 'Europe/London')).to.deep.equal({
      start: new Date('2026-09-30T23:00:00Z'),
      end: new Date('2026-11-01T00:00:00Z'),
    });
  });
});

describe('what was done most in a month', () => {
  const texts = new Map(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => [id, `Do ${id}.`]));

  it('is five, the most first, without what is not there any more', () => {
    const done = new Map([
      ['f', 1],
      ['e', 1],
      ['d', 2],
      ['c', 3],
      ['gone', 9],
      ['b', 3],
      ['a', 1],
    ]);

    const month = extrasOfMonth('2026-10', done, texts);

    expect(month?.ideas.map(({ ideaId, doneCount }) => [ideaId, doneCount])).to.deep.equal([
      ['b', 3],
      ['c', 3],
      ['d', 2],
      ['a', 1],
      ['e', 1],
    ]);
  });

  it('is nothing when nothing was done', () => {
    expect(extrasOfMonth('2026-10', new Map(), texts)).to.equal(undefined);
    expect(extrasOfMonth('2026-10', new Map([['gone', 1]]), texts)).to.equal(undefined);
  });
});

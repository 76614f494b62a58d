import { expect } from 'chai';
import { monthSpan } from '../../src/domain/calendar.ts';
import {
  isOverBefore,
  mergeTallies,
  monthOf,
  monthsAround,
  noTally,
  periodAbove,
  tallyPeople,
} from '../../src/domain/tally.ts';

describe('the periods of running totals', () => {
  const above: [string, string | undefined][] = [
    ['2026-01', '2026-Q1'],
    ['2026-03', '2026-Q1'],
    ['2026-04', '2026-Q2'],
    ['2026-12', '2026-Q4'],
    ['2026-Q4', '2026'],
    ['2026', 'all'],
    ['all', undefined],
  ];
  for (const [period, larger] of above)
    it(`makes ${period} a part of ${larger ?? 'nothing'}`, () => {
      expect(periodAbove(period)).to.equal(larger);
    });

  it('begins months where the zone does, however the clocks change', () => {
    const { start, end } = monthSpan('2026-10', 'Europe/London');

    expect([start.toISOString(), end.toISOString()]).to.deep.equal([
      '2026-09-30T23:00:00.000Z',
      '2026-11-01T00:00:00.000Z',
    ]);
    expect(monthOf(start, 'Europe/London')).to.equal('2026-10');
    expect(monthOf(end, 'Europe/London')).to.equal('2026-11');
  });

  it('knows every month that an instant can be in, in any zone', () => {
    for (const zone of ['Pacific/Kiritimati', 'Etc/GMT+12', 'UTC'])
      for (const at of [
        '2026-09-30T10:30:00Z',
        '2026-10-01T11:30:00Z',
        '2026-12-31T23:59:00Z',
        '2026-10-15T00:00:00Z',
      ])
        expect(monthsAround(new Date(at))).to.include(monthOf(new Date(at), zone));
    expect(monthsAround(new Date('2026-10-15T00:00:00Z'))).to.deep.equal(['2026-10']);
  });

  const over: [string, string, boolean][] = [
    ['2026-09', '2026-10', true],
    ['2026-10', '2026-10', false],
    ['2026-Q3', '2026-10', true],
    ['2026-Q4', '2026-11', false],
    ['2025', '2026-01', true],
    ['2026', '2026-12', false],
    ['all', '2026-12', false],
  ];
  for (const [period, month, isOver] of over)
    it(`says that ${period} is ${isOver ? '' : 'not '}over before ${month}`, () => {
      expect(isOverBefore(period, month)).to.equal(isOver);
    });
});

describe('counting who noticed whom', () => {
  const tallies = tallyPeople(
    [
      { heroIds: ['UJO', 'USAM'], nominatorIds: ['UANN', 'UKAI'] },
      ...Array.from({ length: 9 }, () => ({ heroIds: ['UJO'], nominatorIds: ['UANN'] })),
      { heroIds: ['UANN'], nominatorIds: [] },
    ],
    [
      { authorId: 'UKAI', heroId: 'UZOE' },
      { authorId: 'UZOE', heroId: 'UZOE' },
    ],
    ['UJO', 'USAM', 'UANN', 'UKAI', 'UZOE'],
  );
  const of = (userId: string) => {
    const { seenBy, noticed } = tallies.get(userId) ?? noTally;
    return [[...seenBy].sort(), [...noticed].sort()];
  };

  it('counts different people, so that one eager friend is one', () => {
    expect(of('UJO')).to.deep.equal([['UANN', 'UKAI'], []]);
    expect(of('USAM')).to.deep.equal([['UANN', 'UKAI'], []]);
    expect(of('UANN')).to.deep.equal([[], ['UJO', 'USAM']]);
  });

  it('counts words that are on no wall for whoever gave them alone, and none to oneself', () => {
    expect(of('UKAI')).to.deep.equal([[], ['UJO', 'USAM', 'UZOE']]);
    expect(of('UZOE')).to.deep.equal([[], []]);
  });

  it('counts whoever is in several parts once', () => {
    const part = { seenBy: new Set(['UANN']), noticed: new Set(['UJO']), winCount: 2, nominationCount: 3 };

    expect(mergeTallies([part, { ...part, seenBy: new Set(['UANN', 'UKAI']) }])).to.deep.equal({
      seenBy: new Set(['UANN', 'UKAI']),
      noticed: new Set(['UJO']),
      winCount: 4,
      nominationCount: 6,
    });
  });
});

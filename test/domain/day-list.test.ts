import { expect } from 'chai';
import { readDays } from '../../src/domain/day-list.ts';

describe('days as they are typed', () => {
  const read: [typed: string, days: string[]][] = [
    ['2026-12-24', ['2026-12-24']],
    ['2026-12-31, 2026-12-24', ['2026-12-24', '2026-12-31']],
    ['2026-12-24\n\n2026-12-31\n', ['2026-12-24', '2026-12-31']],
    ['2026-12-24, 2026-12-24', ['2026-12-24']],
    ['24 December 2026', ['2026-12-24']],
    ['24. Dec 2026', ['2026-12-24']],
    ['24th december 2026', ['2026-12-24']],
    ['December 24, 2026, December 31, 2026', ['2026-12-24', '2026-12-31']],
    ['2026-1-2', ['2026-01-02']],
    ['2028-02-29', ['2028-02-29']],
    ['', []],
  ];
  for (const [typed, days] of read)
    it(`are ${days.join(' and ') || 'none'} in ${JSON.stringify(typed)}`, () => {
      expect(readDays(typed)).to.deep.equal({ kind: 'days', days });
    });

  const unreadable: [typed: string, words: string[]][] = [
    ['3/4/2026', ['3/4/2026']],
    ['2026-02-29', ['2026-02-29']],
    ['Christmas, 2026-12-24, soon', ['Christmas', 'soon']],
    ['24 December', ['24 December']],
  ];
  for (const [typed, words] of unreadable)
    it(`are not to be read in ${JSON.stringify(typed)}`, () => {
      expect(readDays(typed)).to.deep.equal({ kind: 'unreadable', words });
    });
});

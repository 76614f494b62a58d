import { expect } from 'chai';
import { weekDates, weekLabel } from '../../../src/views/digest/week-words.ts';

describe('naming a week for people', () => {
  const cases: [string, string][] = [
    ['2026-W41', '5 to 11 October 2026'],
    ['2026-W40', '28 September to 4 October 2026'],
    ['2026-W53', '28 December 2026 to 3 January 2027'],
    ['2026-W01', '29 December 2025 to 4 January 2026'],
  ];
  for (const [week, words] of cases)
    it(`calls ${week} ${words}`, () => {
      expect(weekDates(week)).to.equal(words);
    });

  it('labels a week by its Monday', () => {
    expect(weekLabel('2026-W41')).to.equal('5 Oct');
    expect(weekLabel('2026-W40')).to.equal('28 Sep');
  });
});

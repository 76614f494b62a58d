import { expect } from 'chai';
import { boardPeriodIn, firstPlaces } from '../../src/domain/board.ts';

describe('the first places of a board', () => {
  const rules: [string, counts: number[], places: string, levelAt: number | undefined][] = [
    ['nobody', [], '', undefined],
    ['fewer than five', [9, 4], '1:9 2:4', undefined],
    ['exactly five', [9, 8, 7, 6, 5], '1:9 2:8 3:7 4:6 5:5', undefined],
    ['five of many', [9, 8, 7, 6, 5, 4, 4], '1:9 2:8 3:7 4:6 5:5', undefined],
    ['level ones, who share a place', [9, 9, 7, 7, 5], '1:9 1:9 3:7 3:7 5:5', undefined],
    ['a fifth place that two share: neither is picked', [9, 8, 7, 6, 5, 5], '1:9 2:8 3:7 4:6', 5],
    ['a third place that four share', [9, 8, 5, 5, 5, 5, 1], '1:9 2:8', 5],
    ['everybody level', [1, 1, 1, 1, 1, 1, 1], '', 1],
    ['five who are level, and nobody else', [2, 2, 2, 2, 2], '1:2 1:2 1:2 1:2 1:2', undefined],
  ];
  for (const [what, counts, places, levelAt] of rules)
    it(`names ${what}`, () => {
      const shown = firstPlaces(counts.map((count, index) => ({ userId: `U${index}`, count })));

      expect(shown.places.map(({ place, count }) => `${place}:${count}`).join(' ')).to.equal(places);
      expect(shown.levelAt).to.equal(levelAt);
    });

  it('takes anything but a period for the month', () => {
    expect(['week', 'YEAR', 'decade', '', undefined].map(boardPeriodIn)).to.deep.equal([
      'week',
      'year',
      'month',
      'month',
      'month',
    ]);
  });
});

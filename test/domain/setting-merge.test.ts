import { expect } from 'chai';
import { mergedSetting } from '../../src/domain/setting-merge.ts';

describe('what two people made of one setting', () => {
  const rules: [what: string, base: unknown, mine: unknown, theirs: unknown, merged: unknown][] = [
    ['is mine where I alone changed it', 3, 4, 3, 4],
    ['is theirs where they alone did', 3, 3, 5, 5],
    ['is mine where both did', 3, 4, 5, 4],
    ['is gone where I emptied it', 40, undefined, 40, undefined],
    ['is there where they filled it in', undefined, undefined, 40, 40],
    ['is both where each put somebody into a list', ['A'], ['A', 'B'], ['A', 'C'], ['A', 'C', 'B']],
    ['is both where each took somebody out', ['A', 'B', 'C'], ['A', 'B'], ['A', 'C'], ['A']],
    ['is one where both put in the same', ['A'], ['A', 'B'], ['A', 'B'], ['A', 'B']],
    ['is both where one put in and the other took out', ['A', 'B'], ['A'], ['A', 'B', 'C'], ['A', 'C']],
    [
      'is both where each changed another part',
      { weekends: true, dates: ['D1'] },
      { weekends: false, dates: ['D1'] },
      { weekends: true, country: 'DE', dates: ['D1', 'D2'] },
      { weekends: false, country: 'DE', dates: ['D1', 'D2'] },
    ],
    ['is without the part that I took out', { a: 'x', b: 'y' }, { b: 'y' }, { a: 'x', b: 'z' }, { b: 'z' }],
  ];
  for (const [what, base, mine, theirs, merged] of rules)
    it(what, () => {
      expect(mergedSetting(base, mine, theirs)).to.deep.equal(merged);
    });
});

import { expect } from 'chai';
import type { RecoveryWeek } from '../../../src/domain/recovery-week.ts';
import { figureLines } from '../../../src/views/recovery/recovery-list.ts';

const nothing: RecoveryWeek = {
  openedCount: 0,
  toldFirstCount: 0,
  fixedCount: 0,
  reopenedCount: 0,
  openCount: 0,
  overdueCount: 0,
  causes: [],
};

describe('what is said of the team’s recoveries', () => {
  const weeks: [of: string, week: Partial<RecoveryWeek>, lines: string[]][] = [
    [
      'one that we told of',
      { openedCount: 1, toldFirstCount: 1, contactMinutes: 60 },
      ['1 opened. The customer heard of it from us first.', 'They heard from us within 1 h of working time.'],
    ],
    [
      'one that the customer knew of',
      { openedCount: 1, contactMinutes: 5 },
      ['1 opened. The customer knew of it already.', 'They heard from us within 5 min of working time.'],
    ],
    [
      'one whose customer nobody has called',
      { openedCount: 1 },
      ['1 opened. The customer has not heard from us yet.'],
    ],
    [
      'several',
      { openedCount: 4, toldFirstCount: 1, contactMinutes: 1 },
      [
        '4 opened. 1 of the customers (25%) heard of it from us before they complained.',
        'Half of the customers heard from us within a minute of working time.',
      ],
    ],
  ];

  for (const [of, week, lines] of weeks)
    it(of, () => {
      expect(figureLines({ ...nothing, ...week })).to.deep.equal([...lines, 'Nothing is open now.']);
    });
});

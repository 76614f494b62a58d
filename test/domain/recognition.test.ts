import { expect } from 'chai';
import { lastRecognised, weeksBetween } from '../../src/domain/recognition.ts';

const posted = new Date('2026-10-05T09:00Z');
const ts = (iso: string): string => `${Date.parse(iso) / 1000}.000000`;
const later = '2026-10-07T09:00:00.000Z';

describe('when somebody was recognised last', () => {
  for (const [what, votes, at] of [
    ['by a win that tells of them, when it was posted', {}, posted.toISOString()],
    ['by a nomination, when it was given', { button: { ts: ts(later), stands: true } }, later],
    [
      'by the newest that stands',
      {
        recognition: { ts: ts(later), stands: true },
        'wall:trophy': { ts: ts('2026-10-06T09:00Z'), stands: true },
        button: { ts: ts('2026-10-08T09:00Z'), stands: false },
      },
      later,
    ],
  ] as const)
    it(`goes ${what}`, () => {
      const win = { heroIds: ['U1', 'U2'], postedAt: posted, votes };
      const older = { heroIds: ['U1'], postedAt: new Date('2026-09-01T09:00Z'), votes: {} };

      const last = lastRecognised([win, older]);

      expect([...last].map(([userId, date]) => [userId, date.toISOString()])).to.deep.equal([
        ['U1', at],
        ['U2', at],
      ]);
    });

  for (const [days, weeks] of [
    [-1, 0],
    [6.9, 0],
    [7, 1],
    [36, 5],
  ] as const)
    it(`counts ${weeks} whole weeks in ${days} days`, () => {
      expect(weeksBetween(posted, new Date(posted.getTime() + days * 86_400_000))).to.equal(weeks);
    });
});

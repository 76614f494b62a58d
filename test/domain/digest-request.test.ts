import { expect } from 'chai';
import { readDigestRequest } from '../../src/domain/digest-request.ts';

describe('asking for a digest', () => {
  /** A Sunday in New York that is a Monday in London. */
  const now = new Date('2026-10-12T03:30Z');
  const cases: [string, string, object][] = [
    ['', 'America/New_York', { kind: 'so-far', week: '2026-W41' }],
    ['', 'Europe/London', { kind: 'so-far', week: '2026-W42' }],
    ['last', 'America/New_York', { kind: 'closed', week: '2026-W40' }],
    ['LAST', 'Europe/London', { kind: 'closed', week: '2026-W41' }],
    ['2026-W41', 'America/New_York', { kind: 'so-far', week: '2026-W41' }],
    ['2026-w41', 'Europe/London', { kind: 'closed', week: '2026-W41' }],
    ['2026-W42', 'America/New_York', { kind: 'future', week: '2026-W42' }],
    ['2026-W53', 'Europe/London', { kind: 'future', week: '2026-W53' }],
    ['2026-W54', 'Europe/London', { kind: 'no-such-week', year: 2026, weeksInYear: 53 }],
    ['2027-W53', 'Europe/London', { kind: 'no-such-week', year: 2027, weeksInYear: 52 }],
    ['2026-W00', 'Europe/London', { kind: 'no-such-week', year: 2026, weeksInYear: 53 }],
    ['W41', 'Europe/London', { kind: 'malformed', thisWeek: '2026-W42' }],
    ['2026-10-12', 'Europe/London', { kind: 'malformed', thisWeek: '2026-W42' }],
  ];
  for (const [typed, zone, expected] of cases)
    it(`reads "${typed}" in ${zone} as ${JSON.stringify(expected)}`, () => {
      expect(readDigestRequest(typed, now, zone)).to.deep.equal(expected);
    });
});

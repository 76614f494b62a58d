import { expect } from 'chai';
import { isSnoozed, type SnoozeChoice, snoozeFrom } from '../../src/domain/snooze.ts';

describe('a snooze', () => {
  // 7 October 2026 is a Wednesday.
  const cases: [choice: SnoozeChoice, date: string, today: string, expected: unknown][] = [
    ['keep', '2020-01-01', '2026-10-07', { kind: 'keep' }],
    ['none', '2026-12-24', '2026-10-07', { kind: 'until', day: undefined }],
    ['tomorrow', '', '2026-10-07', { kind: 'until', day: '2026-10-08' }],
    ['tomorrow', '', '2026-12-31', { kind: 'until', day: '2027-01-01' }],
    ['next-week', '', '2026-10-07', { kind: 'until', day: '2026-10-12' }],
    ['next-week', '', '2026-10-11', { kind: 'until', day: '2026-10-12' }],
    ['next-week', '', '2026-10-12', { kind: 'until', day: '2026-10-19' }],
    ['date', '2026-10-08', '2026-10-07', { kind: 'until', day: '2026-10-08' }],
    ['date', '2027-10-07', '2026-10-07', { kind: 'until', day: '2027-10-07' }],
    ['date', '2027-10-08', '2026-10-07', 'too-far'],
    ['date', '9999-12-31', '2026-10-07', 'too-far'],
    ['date', '2026-10-07', '2026-10-07', 'past'],
    ['date', '2026-10-06', '2026-10-07', 'past'],
    ['date', '', '2026-10-07', 'no-date'],
    ['date', '2026-02-30', '2026-10-07', 'no-date'],
    ['date', 'tomorrow', '2026-10-07', 'no-date'],
  ];
  for (const [choice, date, today, expected] of cases)
    it(`of "${choice}" ${date} on ${today} is ${JSON.stringify(expected)}`, () => {
      expect(snoozeFrom({ choice, date }, today)).to.deep.equal(expected);
    });

  const states: [until: string | undefined, expected: boolean][] = [
    [undefined, false],
    ['2026-10-06', false],
    ['2026-10-07', false],
    ['2026-10-08', true],
  ];
  for (const [until, expected] of states)
    it(`until ${until} ${expected ? 'holds' : 'does not hold'} on 2026-10-07`, () => {
      expect(isSnoozed(until, '2026-10-07')).to.equal(expected);
    });
});

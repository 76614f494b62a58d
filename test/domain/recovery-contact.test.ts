import { expect } from 'chai';
import type { BeforeReopened, Done, RecoveryStep } from '../../src/domain/recovery.ts';
import { contactAt, dueAgain, dueAnew, firstContactAt } from '../../src/domain/recovery-contact.ts';
import { isOverdue } from '../../src/domain/recovery-follow.ts';
import { recoveryWeekFrom } from '../../src/domain/recovery-week.ts';
import type { WorkingTime } from '../../src/domain/working-hours.ts';

const time: WorkingTime = {
  hours: { from: '09:00', to: '17:00' },
  isQuietDay: (day) => ['2026-10-10', '2026-10-11'].includes(day),
  zone: 'UTC',
};
const at = (moment: string) => new Date(`2026-10-${moment}Z`);
const done = (moment: string): Done => ({ at: at(moment), byId: 'UJO' });

interface Facts {
  steps?: Partial<Record<RecoveryStep, Done>>;
  said?: string;
  reopened?: string;
  was?: BeforeReopened;
  due?: string;
  knows?: boolean;
  severity?: 'hurt' | 'serious';
}

const factsOf = ({ steps = {}, said, reopened, was, due = '07T13:00', knows, severity }: Facts) => ({
  state: 'open' as const,
  steps,
  openedAt: at('07T09:00'),
  contactDueAt: at(due),
  severity: severity ?? ('hurt' as const),
  doesCustomerKnow: knows ?? true,
  ...(said && { update: { sentAt: at(said) } }),
  ...(reopened && { reopened: [{ ...done(reopened), was: was ?? { contactDueAt: at('07T13:00') } }] }),
});

describe('when a customer has heard from somebody', () => {
  const called = { call: done('07T10:00'), contactDueAt: at('07T13:00') };
  const rules: [what: string, facts: Facts, first?: string, since?: string][] = [
    ['nobody was in touch', { steps: { fixed: done('07T10:00') } }],
    [
      'by the first of them',
      { steps: { own: done('07T10:00'), call: done('07T11:00') } },
      '07T10:00',
      '07T10:00',
    ],
    ['not again once it is reopened', { reopened: '08T09:00', was: called }, '07T10:00'],
    [
      'again by another call',
      { steps: { call: done('08T11:00') }, reopened: '08T09:00', was: called },
      '07T10:00',
      '08T11:00',
    ],
    [
      'again by a call that was noted by a clock that is behind',
      { steps: { call: done('08T08:59') }, reopened: '08T09:00', was: called },
      '07T10:00',
      '08T08:59',
    ],
    [
      'not again by what was done before',
      { steps: { listen: done('07T12:00') }, reopened: '08T09:00' },
      '07T12:00',
    ],
    [
      'again by what was done since',
      { steps: { listen: done('08T10:00') }, reopened: '08T09:00', was: called },
      '07T10:00',
      '08T10:00',
    ],
    ['not again by the one word of before', { said: '07T12:00', reopened: '08T09:00' }, '07T12:00'],
    [
      'as before of what an earlier version reopened',
      { steps: { call: done('07T10:00') }, reopened: '08T09:00', was: {} },
      '07T10:00',
      '07T10:00',
    ],
  ];
  for (const [what, facts, first, since] of rules)
    it(what, () => {
      const recovery = factsOf({ ...facts, due: '08T13:00' });

      expect(firstContactAt(recovery)).to.deep.equal(first && at(first));
      expect(contactAt(recovery)).to.deep.equal(since && at(since));
      expect(isOverdue(recovery, at('08T13:00'))).to.equal(since === undefined);
    });

  it('counts in figures from the first time, and as overdue once more', () => {
    const recovery = factsOf({ reopened: '08T09:00', was: called, due: '08T13:00', knows: false });
    const span = { start: at('05T00:00'), end: at('12T00:00') };

    expect(recoveryWeekFrom([recovery], span, time, at('08T14:00'))).to.deep.include({
      contactMinutes: 60,
      toldFirstCount: 1,
      overdueCount: 1,
      reopenedCount: 1,
    });
  });
});

describe('when a customer is to hear from somebody', () => {
  const heard = { call: done('07T10:00'), contactDueAt: at('07T13:00') };
  const again: [what: string, facts: Facts, now: string, due: string][] = [
    ['within four working hours of the reopening', {}, '08T10:00', '08T14:00'],
    ['within one when it is serious', { severity: 'serious' }, '08T10:00', '08T11:00'],
    ['overnight', {}, '08T15:00', '09T11:00'],
    ['by the end of the day when they do not know yet', { knows: false }, '08T15:00', '08T17:00'],
    [
      'overnight when they heard of it from us',
      { knows: false, steps: { call: done('07T10:00') } },
      '08T15:00',
      '09T11:00',
    ],
  ];
  for (const [what, facts, now, due] of again)
    it(`again: ${what}`, () => {
      expect(dueAgain(factsOf(facts), time, at(now))).to.deep.equal(at(due));
    });

  const late = { ...time, hours: { from: '12:00', to: '18:00' } } as const;
  const early = { ...time, hours: { from: '07:00', to: '10:00' } } as const;
  const anew: [what: string, facts: Facts, severity: 'hurt' | 'serious', at: WorkingTime, due: string][] = [
    ['worse, which is found out late', {}, 'serious', time, '07T12:30'],
    [
      'worse, from the reopening on',
      { reopened: '07T11:00', was: heard, due: '07T15:00' },
      'serious',
      time,
      '07T12:00',
    ],
    ['later hours', {}, 'hurt', late, '07T16:00'],
    ['hours that are over', {}, 'hurt', early, '08T10:00'],
    [
      'the same of a reopening',
      { reopened: '07T11:00', was: heard, due: '07T15:00' },
      'hurt',
      late,
      '07T16:00',
    ],
  ];
  for (const [what, facts, severity, hours, due] of anew)
    it(`anew: ${what}`, () => {
      const recovery = factsOf(facts);
      const words = { severity, doesCustomerKnow: true };
      const moved = dueAnew(recovery, words, hours, at('07T11:30'));

      expect(moved).to.deep.equal(at(due));
      // However often it is asked, by whichever replica.
      const known = { ...recovery, contactDueAt: moved };
      expect(dueAnew(known, words, hours, at('07T11:45'))).to.deep.equal(moved);
    });
});

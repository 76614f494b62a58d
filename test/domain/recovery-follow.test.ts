import { expect } from 'chai';
import type { Done, RecoveryState, RecoveryStep } from '../../src/domain/recovery.ts';
import { followUpsOf, tellOwnerAt } from '../../src/domain/recovery-follow.ts';
import type { WorkingTime } from '../../src/domain/working-hours.ts';

const time: WorkingTime = {
  hours: { from: '09:00', to: '17:00' },
  isQuietDay: (day) => ['2026-10-10', '2026-10-11'].includes(day),
  zone: 'UTC',
};
const done = (at: string): Done => ({ at: new Date(at), byId: 'UJO' });

interface Facts {
  state?: RecoveryState;
  steps?: Partial<Record<RecoveryStep, Done>>;
  said?: string;
  fixedAt?: string;
  askAt?: string;
}

const factsOf = ({ state = 'open', steps = {}, said, fixedAt, askAt }: Facts) => ({
  state,
  steps,
  contactDueAt: new Date('2026-10-09T13:00Z'),
  ...(said && { update: { sentAt: new Date(said) } }),
  ...(fixedAt && { fixedAt: new Date(fixedAt) }),
  ...(askAt && { askAt: new Date(askAt) }),
});

describe('what is due of a recovery', () => {
  // Due on a Friday at 13:00.
  const rules: [what: string, facts: Facts, now: string, due: string[], lookAt?: string][] = [
    ['nothing before its time', {}, '2026-10-09T12:59Z', [], '2026-10-09T13:00Z'],
    ['its owner at that time', {}, '2026-10-09T13:00Z', ['overdue'], '2026-10-12T13:00Z'],
    ['its owner alone over the weekend', {}, '2026-10-12T12:59Z', ['overdue'], '2026-10-12T13:00Z'],
    ['managers one working day later', {}, '2026-10-12T13:00Z', ['overdue', 'late']],
    ['both after the bot was down', {}, '2026-10-20T09:00Z', ['overdue', 'late']],
    ['nothing once somebody called', { steps: { call: done('2026-10-09T15:00Z') } }, '2026-10-12T13:00Z', []],
    [
      'nothing once they were listened to',
      { steps: { listen: done('2026-10-09T15:00Z') } },
      '2026-10-12T13:00Z',
      [],
    ],
    ['nothing once the one word was said', { said: '2026-10-09T12:00Z' }, '2026-10-12T13:00Z', []],
    ['nothing of one that is taken back', { state: 'taken-back' }, '2026-10-12T13:00Z', []],
    [
      'no question within a week',
      { state: 'right', fixedAt: '2026-10-12T13:00Z' },
      '2026-10-18T23:59Z',
      [],
      '2026-10-19T00:00Z',
    ],
    [
      'the question a week later',
      { state: 'right', fixedAt: '2026-10-12T13:00Z' },
      '2026-10-19T00:00Z',
      ['ask'],
    ],
    [
      'the question when its owner wants it',
      { state: 'right', fixedAt: '2026-10-12T13:00Z', askAt: '2026-10-22T00:00Z' },
      '2026-10-21T12:00Z',
      [],
      '2026-10-22T00:00Z',
    ],
    [
      'nothing of one that is closed',
      { state: 'closed', fixedAt: '2026-10-12T13:00Z' },
      '2026-11-19T00:00Z',
      [],
    ],
  ];
  for (const [what, facts, now, due, lookAt] of rules)
    it(what, () => {
      const found = followUpsOf(factsOf(facts), time, new Date(now));

      expect(found.due.map((each) => each.what)).to.deep.equal(due);
      expect(found.lookAt).to.deep.equal(lookAt && new Date(lookAt));
    });

  it('says since when, so that the next note after that has it', () => {
    const { due } = followUpsOf(factsOf({}), time, new Date('2026-10-20T09:00Z'));

    expect(due).to.deep.equal([
      { what: 'overdue', at: new Date('2026-10-09T13:00Z') },
      { what: 'late', at: new Date('2026-10-12T13:00Z') },
    ]);
  });
});

describe('when the owner of something serious is told', () => {
  const rules: [what: string, now: string, zone: string, at: string][] = [
    ['at once while the team works', '2026-10-09T13:00Z', 'Asia/Tokyo', '2026-10-09T13:00Z'],
    ['at once in their day', '2026-10-09T18:00Z', 'UTC', '2026-10-09T18:00Z'],
    ['in their morning at night', '2026-10-10T03:00Z', 'UTC', '2026-10-10T07:00Z'],
    ['in their next morning late in the evening', '2026-10-09T21:00Z', 'UTC', '2026-10-10T07:00Z'],
  ];
  for (const [what, now, zone, at] of rules)
    it(`is ${what}`, () => {
      expect(tellOwnerAt(new Date(now), zone, time)).to.deep.equal(new Date(at));
    });
});

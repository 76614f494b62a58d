import { expect } from 'chai';
import { isStanding, type Votes } from '../../src/domain/nomination.ts';
import { weekWhenPutBack, whyNotPutBack } from '../../src/domain/win-put-back.ts';

const now = new Date('2026-10-07T12:00:00Z');
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);

/** Jo told what Sam and Lee did; Ann manages. */
const win = (by: string, fields: object = {}, heroIds = ['USAM', 'ULEE']) => ({
  authorId: 'UJO',
  heroIds,
  withdrawn: { at: hoursAgo(1), by, why: 'taken-down', ...fields },
});

describe('who may put a win back', () => {
  const cases: [
    who: string,
    userId: string,
    isManager: boolean,
    by: string,
    isWithout: boolean,
    why?: string,
  ][] = [
    ['its author, who took it down', 'UJO', false, 'UJO', false],
    ['its author, after a manager', 'UJO', false, 'UANN', false],
    ['a manager, after its author', 'UANN', true, 'UJO', false],
    ['the manager who took it down', 'UANN', true, 'UANN', false],
    ['somebody who took it down and manages no more', 'UANN', false, 'UANN', false],
    ['a hero who took it down', 'USAM', false, 'USAM', false],
    ['its author, after a hero', 'UJO', false, 'USAM', false, 'only-without'],
    ['its author, without that hero', 'UJO', false, 'USAM', true],
    ['a manager, after a hero', 'UANN', true, 'USAM', false, 'against'],
    ['a manager, without that hero', 'UANN', true, 'USAM', true, 'against'],
    ['another hero', 'ULEE', false, 'USAM', false, 'not-allowed'],
    ['a hero, after its author', 'USAM', false, 'UJO', false, 'not-allowed'],
    ['a colleague', 'UKAI', false, 'UJO', false, 'not-allowed'],
  ];
  for (const [who, userId, isManager, by, isWithout, why] of cases)
    it(`${why ? `refuses (${why})` : 'allows'} ${who}`, () => {
      expect(whyNotPutBack(win(by), { userId, isManager }, { isWithout }, now)?.kind).to.equal(why);
    });

  const author = { userId: 'UJO', isManager: false };
  const states: [what: string, taken: Parameters<typeof whyNotPutBack>[0], why: string | undefined][] = [
    ['just within a day', win('UJO', { at: hoursAgo(23.99) }), undefined],
    ['a day later', win('UJO', { at: hoursAgo(24) }), 'too-late'],
    ['after its message was deleted in Slack', win('UJO', { why: 'message-deleted' }), 'deleted'],
    ['while it stands', { authorId: 'UJO', heroIds: ['USAM'] }, 'stands'],
    ['after managers decided', win('UANN', { isDecided: true }), 'decided'],
    ['when it credits nobody but the hero who took it down', win('USAM', {}, ['USAM']), 'against'],
  ];
  for (const [what, taken, why] of states)
    it(`${why ? `refuses (${why})` : 'allows'} its author ${what}`, () => {
      expect(whyNotPutBack(taken, author, { isWithout: false }, now)?.kind).to.equal(why);
    });
});

describe('the week of a win that is put back', () => {
  const zone = 'Europe/London';
  for (const [what, wasWeekOpen, lastClosedWeek, week] of [
    ['stays while that is open', true, '2026-W39', '2026-W40'],
    ['stays when its digest told of it', false, '2026-W40', '2026-W40'],
    ['is the present one when its own was closed without it', true, '2026-W40', '2026-W41'],
  ] as const)
    it(what, () => {
      expect(weekWhenPutBack('2026-W40', { wasWeekOpen }, { zone, lastClosedWeek }, now)).to.equal(week);
    });
});

describe('a nomination by a reaction to a message that is gone', () => {
  const up = (ts: string) => ({ ts, stands: true });
  const down = (ts: string) => ({ ts, stands: false });
  const cases: [what: string, votes: Votes, stands: boolean][] = [
    ['stands', { 'kept:trophy': up('1') }, true],
    [
      'stands when another emoji was removed later',
      { 'kept:trophy': up('1'), 'kept:star2': down('2') },
      true,
    ],
    ['stays taken back', { 'kept:trophy': down('2'), button: up('1') }, false],
    ['is taken back with the button', { 'kept:trophy': up('1'), button: down('2') }, false],
    ['goes with a newer reaction', { 'kept:trophy': up('1'), 'wall:trophy': down('2') }, false],
    ['stays beside a newer reaction', { 'kept:trophy': up('1'), 'wall:trophy': up('2') }, true],
  ];
  for (const [what, votes, stands] of cases)
    it(what, () => {
      expect(isStanding(votes)).to.equal(stands);
    });
});

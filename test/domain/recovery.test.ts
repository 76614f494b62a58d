import { expect } from 'chai';
import {
  helpersBeside,
  mayChangeTeam,
  maySeeRecovery,
  mayTakeBack,
  mayWorkOn,
  type RecoveryPlan,
} from '../../src/domain/recovery.ts';
import { isTold, offerEndsAt } from '../../src/domain/recovery-end.ts';
import { planFaults, wordsFaults } from '../../src/domain/recovery-fault.ts';

const openedAt = new Date('2026-10-07T09:00:00Z');
const at = (hours: number) => new Date(openedAt.getTime() + hours * 3_600_000);
const recovery = { openedBy: 'UOPENER', ownerId: 'UOWNER', helperIds: ['UHELPER'], openedAt };

describe('who may do what with a recovery', () => {
  for (const [userId, isManager, sees, works, leads] of [
    ['UOWNER', false, true, true, true],
    ['UHELPER', false, true, true, false],
    ['UOPENER', false, true, false, false],
    ['UMANAGER', true, true, true, true],
    ['UHELPER', true, true, true, true],
    ['UNOBODY', false, false, false, false],
  ] as const)
    it(`lets ${userId}${isManager ? ', who leads the team,' : ''} ${sees ? 'see' : 'not see'} it`, () => {
      const reader = { userId, isManager };

      expect([
        maySeeRecovery(recovery, reader),
        mayWorkOn(recovery, reader),
        mayChangeTeam(recovery, reader),
      ]).to.deep.equal([sees, works, leads]);
    });
});

describe('taking back what was opened by mistake', () => {
  const done = { at: at(1), byId: 'UHELPER' };
  const open = { ...recovery, state: 'open', steps: {} } as const;
  for (const [name, given, userId, hours, may] of [
    ['its opener, at once', open, 'UOPENER', 0, true],
    ['its opener, nearly a day later', open, 'UOPENER', 23.9, true],
    ['its opener, a day later', open, 'UOPENER', 24, false],
    ['its owner', open, 'UOWNER', 0, false],
    ['its opener, after a step', { ...open, steps: { call: done } }, 'UOPENER', 1, false],
    ['its opener, after the one word', { ...open, update: { sentAt: at(1) } }, 'UOPENER', 1, false],
    ['its opener, once it is over', { ...open, state: 'closed' as const }, 'UOPENER', 1, false],
  ] as const)
    it(`is ${may ? 'for' : 'not for'} ${name}`, () => {
      expect(mayTakeBack(given, userId, at(hours))).to.equal(may);
    });
});

describe('what is typed about a recovery', () => {
  for (const [what, customerAlias, faults] of [
    ['late', 'Lee', {}],
    [' ', 'Lee', { what: 'blank' }],
    ['late', undefined, { customerAlias: 'blank' }],
    ['x'.repeat(501), 'y'.repeat(81), { what: 'too-long', customerAlias: 'too-long' }],
  ] as const)
    it(`has the faults ${JSON.stringify(faults)}`, () => {
      expect(wordsFaults({ what, customerAlias })).to.deep.equal(faults);
    });

  it('names no helper twice, and the owner not among them', () => {
    expect(helpersBeside(['UA', 'UB', 'UA', 'UO'], 'UO')).to.deep.equal(['UA', 'UB']);
  });
});

describe('the days of a plan', () => {
  const nothing: RecoveryPlan = {
    offer: undefined,
    cost: undefined,
    fixBy: undefined,
    followUpOn: undefined,
    updateDueAt: undefined,
  };
  const rows: [string, Partial<RecoveryPlan>, Partial<RecoveryPlan>, object][] = [
    ['nothing at all', {}, {}, {}],
    ['today', { fixBy: '2026-10-07', followUpOn: '2026-10-07' }, {}, {}],
    ['yesterday', { fixBy: '2026-10-06' }, {}, { fixBy: 'past' }],
    ['yesterday, as it was before', { fixBy: '2026-10-06' }, { fixBy: '2026-10-06' }, {}],
    ['another year', { followUpOn: '2028-10-06' }, {}, { followUpOn: 'too-far' }],
    [
      'following up too early',
      { fixBy: '2026-10-09', followUpOn: '2026-10-08' },
      {},
      { followUpOn: 'before-fixed' },
    ],
    ['a word an hour ago', { updateDueAt: at(-1) }, {}, { updateDueAt: 'past' }],
    ['a word an hour ago, as it was before', { updateDueAt: at(-1) }, { updateDueAt: at(-1) }, {}],
    ['a word in a year and a half', { updateDueAt: at(24 * 548) }, {}, { updateDueAt: 'too-far' }],
    ['a word that was said', { updateDueAt: 'said' }, { updateDueAt: 'said' }, {}],
  ];
  for (const [name, plan, before, faults] of rows)
    it(`finds ${JSON.stringify(faults)} in ${name}`, () => {
      const days = { now: openedAt, zone: 'Europe/London' };

      expect(planFaults({ ...nothing, ...plan }, { ...nothing, ...before }, days)).to.deep.equal(faults);
    });
});

describe('what a card offers by itself no more', () => {
  const done = { at: at(1), byId: 'UOWNER' };
  for (const [what, facts, ends] of [
    ['that it was opened by mistake, a day later', { state: 'open', steps: {} }, at(24)],
    ['nothing, once something was done', { state: 'open', steps: { call: done } }, undefined],
    ['nothing while it waits', { state: 'right', steps: { fixed: done } }, undefined],
    ['to undo its end, a day after that', { state: 'closed', steps: {}, closedAt: at(50) }, at(74)],
    ['nothing, once it was taken back', { state: 'taken-back', steps: {}, closedAt: at(1) }, undefined],
  ] as const)
    it(`is ${what}`, () => expect(offerEndsAt({ openedAt, ...facts })).to.deep.equal(ends));

  for (const [what, story, told] of [
    ['not told', {}, false],
    ['told', { storyWinId: 'W1' }, true],
    ['not told any more', { storyWinId: 'W1', isStoryDown: true }, false],
  ] as const)
    it(`knows that it is ${what}`, () => expect(isTold(story)).to.equal(told));
});

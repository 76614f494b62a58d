import { expect } from 'chai';
import { addWeeks, weekOf, weekSpan } from '../../src/domain/calendar.ts';
import { lessonWeek } from '../../src/operations/lesson/lesson-week.ts';
import { planWeek } from '../../src/operations/plan/plan-week.ts';
import { recoveryWeek } from '../../src/operations/recovery/recovery-week.ts';
import { openTestBot, type TestBot } from '../support/bot.ts';
import { lessonContent } from '../support/lesson.ts';

describe('what is counted of a week in which the clocks change', () => {
  let bot: TestBot;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());

  /** A Sunday on which they change, and when the Monday after it begins. */
  const rows: [zone: string, sunday: string, monday: string][] = [
    ['Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-25T23:00:00Z'],
    ['Europe/Berlin', '2027-03-28T12:00:00Z', '2027-03-28T22:00:00Z'],
    ['America/New_York', '2026-11-01T12:00:00Z', '2026-11-02T05:00:00Z'],
    ['America/New_York', '2027-03-14T12:00:00Z', '2027-03-15T04:00:00Z'],
    ['Asia/Kolkata', '2026-10-25T12:00:00Z', '2026-10-25T18:30:00Z'],
    ['Australia/Lord_Howe', '2026-10-04T12:00:00Z', '2026-10-04T13:00:00Z'],
    ['Australia/Lord_Howe', '2027-04-04T12:00:00Z', '2027-04-04T13:30:00Z'],
  ];
  for (const [zone, sunday, monday] of rows)
    it(`is in one week alone in ${zone} on ${sunday.slice(0, 10)}`, async () => {
      const { deps, store, teamId } = await bot.createWorkspace();
      const border = new Date(monday);
      const times = [border, new Date(border.getTime() - 1)];
      for (const [index, at] of times.entries()) {
        const each = `${teamId}-${index}`;
        const treat = { treat: 'a card', size: 'tenMinutes' as const, day: '2026-12-01' };
        await store.plans.make({ planId: each, userId: 'UJO', madeBy: each, ...treat }, at);
        await store.lessons.draft(each, 'UJO', lessonContent, at);
        await store.lessons.share(each, 'UJO', at);
        const words = { problem: 'late', what: 'late', severity: 'hurt', doesCustomerKnow: true } as const;
        const team = { openedBy: 'UJO', ownerId: 'UJO', helperIds: [] };
        const opened = { id: each, formId: each, contactDueAt: at, ...words, ...team };
        await store.recoveries.open({ customerAlias: 'Mrs Lee', ...opened }, at);
      }

      const week = weekOf(new Date(sunday), zone);
      for (const each of [week, addWeeks(week, 1)]) {
        const { plannedCount } = (await planWeek(deps, each, zone)) ?? {};
        const { sharedCount } = (await lessonWeek(deps, each, zone, [])) ?? {};
        const recoveries = await recoveryWeek(deps, weekSpan(each, zone), border);
        const counted = { plannedCount, sharedCount, openedCount: recoveries?.openedCount };
        expect(counted, each).to.deep.equal({ plannedCount: 1, sharedCount: 1, openedCount: 1 });
      }
    });
});

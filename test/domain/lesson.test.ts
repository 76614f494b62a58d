import { expect } from 'chai';
import {
  daysToChange,
  givenBackOn,
  isOfTeam,
  type LessonStanding,
  lessonDayFault,
  whyNotAgree,
  whyNotTake,
  whyNotTaker,
} from '../../src/domain/lesson.ts';
import { lessonTextFaults } from '../../src/domain/lesson-text.ts';
import { isLessonWeekEmpty, lessonTotals } from '../../src/domain/lesson-week.ts';
import { person } from '../support/person.ts';

const standing = (fields: Partial<LessonStanding> = {}): LessonStanding => ({
  state: 'open',
  authorId: 'UJO',
  agreeCount: 0,
  ...fields,
});

describe('who may do what with a lesson', () => {
  for (const [fields, userId, agree, take, task] of [
    [{}, 'USAM', undefined, 'too-few', 'not-yours'],
    [{}, 'UJO', 'own', undefined, 'not-yours'],
    [{ agreeCount: 2 }, 'USAM', undefined, 'too-few', 'not-yours'],
    [{ agreeCount: 3 }, 'USAM', undefined, undefined, 'not-yours'],
    [{ state: 'draft', agreeCount: 3 }, 'USAM', 'off-wall', 'off-wall', 'off-wall'],
    [{ state: 'taken', takenById: 'UKAI' }, 'USAM', undefined, 'taken', 'not-yours'],
    [{ state: 'taken', takenById: 'UKAI' }, 'UKAI', undefined, 'taken', undefined],
    [{ state: 'changed' }, 'USAM', 'changed', 'changed', 'changed'],
  ] as const)
    it(`is told ${userId} of ${JSON.stringify(fields)}`, () => {
      const lesson = standing(fields);

      expect([
        whyNotAgree(lesson, userId)?.kind,
        whyNotTake(lesson, userId)?.kind,
        whyNotTaker(lesson, userId)?.kind,
      ]).to.deep.equal([agree, take, task]);
    });

  for (const [who, fields, isOne] of [
    ['a member', {}, true],
    ['a guest', { isGuest: true }, false],
    ['an app', { isBot: true }, false],
    ['somebody who left', { isDeactivated: true }, false],
    ['somebody of another organisation', { isStranger: true }, false],
  ] as const)
    it(`takes ${who} for ${isOne ? 'one' : 'none'} of the team`, () => {
      expect(isOfTeam(person('UJO', fields))).to.equal(isOne);
    });
});

describe('the day of what somebody takes on', () => {
  for (const [day, fault] of [
    ['2026-10-07', undefined],
    ['2026-10-06', 'past'],
    ['2027-04-05', undefined],
    ['2027-04-06', 'too-far'],
    ['2026-02-30', 'no-day'],
    ['', 'no-day'],
  ] as const)
    it(`is ${fault ?? 'taken'}: ${day || 'none'}`, () => {
      expect(lessonDayFault(day, '2026-10-07')).to.equal(fault);
    });

  it('is kept for 30 days more', () => {
    expect(givenBackOn('2026-10-14')).to.equal('2026-11-14');
  });

  it('is measured from when the lesson was told', () => {
    const shared = new Date('2026-10-07T12:00:00Z');
    expect(daysToChange(shared, new Date('2026-11-06T13:00:00Z'))).to.equal(30);
  });
});

describe('what is said in a lesson', () => {
  it('has to say something, within its room', () => {
    const texts = { story: ' \u2800', wouldHelp: 'x'.repeat(601), change: 'x'.repeat(300) };
    expect(lessonTextFaults(texts)).to.deep.equal({ story: 'blank', wouldHelp: 'too-long' });
  });
});

describe('a week of lessons', () => {
  const none = { sharedCount: 0, takenCount: 0, changedCount: 0, promptCount: 0, changedIds: [] };

  it('is empty without a number or a lesson to tell', () => {
    expect(isLessonWeekEmpty(none)).to.equal(true);
    expect(isLessonWeekEmpty({ ...none, toldId: 'L1' })).to.equal(false);
    expect(isLessonWeekEmpty({ ...none, changedCount: 1 })).to.equal(false);
  });

  it('leaves numbers alone', () => {
    expect(lessonTotals({ ...none, sharedCount: 2, toldId: 'L1', changedIds: ['L2'] })).to.deep.equal({
      ...none,
      sharedCount: 2,
    });
  });
});

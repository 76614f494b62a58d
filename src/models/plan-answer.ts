import type { CalendarDay } from '../domain/calendar.ts';
import { type LaterStand, mostMoves, type PlanEvidence } from '../domain/plan.ts';
import { resumeWithinMs, tellingWithinMs } from '../domain/plan-answer.ts';
import type { Rung } from '../domain/win.ts';
import { ownPlan, type Plan, type PlanModel, withoutEmpty } from './plan-schema.ts';
import { absent } from './schema-options.ts';

export interface PlanDone {
  formId: string;
  note: string | undefined;
  customerAlias: string | undefined;
  rungAfter: Rung | undefined;
  /** It becomes a win. */
  isWin: boolean;
  laterDueAt: Date;
  laterUntilAt: Date;
}

const withoutAnswer = {
  doneAt: 1,
  doneIn: 1,
  tellingAt: 1,
  note: 1,
  rungAfter: 1,
  winId: 1,
  laterDueAt: 1,
  laterUntilAt: 1,
} as const;

/** What owners make of their plans: each answer is one conditional write. */
export const planAnswersOf = (model: PlanModel, teamId: string) => {
  const own = (planId: string, userId: string) => ownPlan(teamId, planId, userId);

  return {
    /** Taken as done, once: what happens at the same moment comes too late. */
    async markDone(planId: string, userId: string, done: PlanDone, now: Date): Promise<boolean> {
      const { formId, customerAlias, laterDueAt, laterUntilAt, note, rungAfter, isWin } = done;
      const result = await model.updateOne(
        { ...own(planId, userId), state: 'planned' },
        {
          $set: {
            state: 'done',
            doneAt: now,
            doneIn: formId,
            lookAt: now,
            ...(isWin && { tellingAt: now }),
            ...withoutEmpty({ note, rungAfter, customerAlias }),
            ...(customerAlias && { laterDueAt, laterUntilAt }),
          },
        },
      );
      return result.modifiedCount === 1;
    },

    /**
     * It was not done after all, within a day: as it was read, and as long as nobody has said where the customer is, and no
     * win comes of it. `goneWinId`: of the win that did and does not stand any more.
     */
    async resume(
      { _id, userId, doneAt }: Pick<Plan, '_id' | 'userId' | 'doneAt'>,
      goneWinId: string | undefined,
      now: Date,
    ): Promise<boolean> {
      if (!doneAt) return false;
      const isTold = goneWinId === undefined ? { winId: absent } : { winId: goneWinId };
      const result = await model.updateOne(
        {
          ...own(_id, userId),
          state: 'done',
          $and: [{ doneAt }, { doneAt: { $gt: new Date(now.getTime() - resumeWithinMs) } }],
          laterAt: absent,
          ...isTold,
          ...(goneWinId === undefined && {
            tellingAt: { $not: { $gt: new Date(now.getTime() - tellingWithinMs) } },
          }),
        },
        { $set: { state: 'planned', lookAt: now }, $unset: withoutAnswer },
      );
      return result.modifiedCount === 1;
    },

    async recordWin(planId: string, winId: string): Promise<void> {
      await model.updateOne({ _id: planId, teamId, state: 'done' }, { $set: { winId } });
    },

    /** To another day, as it was when its form was opened. False when it was moved or ended meanwhile. */
    async move(planId: string, userId: string, moves: number, day: CalendarDay, now: Date): Promise<boolean> {
      if (moves >= mostMoves) return false;
      const result = await model.updateOne(
        { ...own(planId, userId), state: 'planned', moves },
        { $set: { day, lookAt: now }, $inc: { moves: 1 } },
      );
      return result.modifiedCount === 1;
    },

    async drop(planId: string, userId: string, now: Date): Promise<boolean> {
      const result = await model.updateOne(
        { ...own(planId, userId), state: 'planned' },
        { $set: { state: 'dropped', droppedAt: now, lookAt: now } },
      );
      return result.modifiedCount === 1;
    },

    /** What was dropped is planned again. What lapsed stays so. */
    async bringBack(planId: string, userId: string, now: Date): Promise<boolean> {
      const result = await model.updateOne(
        { ...own(planId, userId), state: 'dropped' },
        { $set: { state: 'planned', lookAt: now }, $unset: { droppedAt: 1 } },
      );
      return result.modifiedCount === 1;
    },

    /** Notes where the customer is two weeks later: once, and as long as it is asked. */
    async recordLater(
      planId: string,
      userId: string,
      { formId, later, evidence }: { formId: string; later: LaterStand; evidence: readonly PlanEvidence[] },
      now: Date,
    ): Promise<boolean> {
      const result = await model.updateOne(
        {
          ...own(planId, userId),
          state: 'done',
          laterDueAt: { $lte: now },
          laterUntilAt: { $gt: now },
          laterAt: absent,
        },
        { $set: { later, evidence: [...evidence], laterAt: now, laterIn: formId, lookAt: now } },
      );
      return result.modifiedCount === 1;
    },
  };
};

import type { Span } from '../domain/calendar.ts';
import type { CustomerWord } from '../domain/win.ts';
import { counted, shownAnew, type WinModel } from './win-schema.ts';

export const winCustomersOf = (model: WinModel, teamId: string) => ({
  /**
   * What its customer says and may be read out; undefined: nothing. `happyAt`: when they said that it helped, read out or
   * not. `version`: of their answer, of which an older one changes nothing any more. False when the win had this version
   * or a newer one, or is gone.
   */
  async recordCustomer(
    winId: string,
    word: CustomerWord | undefined,
    version: number,
    happyAt?: Date,
  ): Promise<boolean> {
    const result = await model.updateOne(
      { _id: winId, teamId, customerVersion: { $not: { $gte: version } } },
      {
        ...shownAnew,
        $set: {
          ...shownAnew.$set,
          customerVersion: version,
          ...(word && { customer: word }),
          ...(happyAt && { customerHappyAt: happyAt }),
        },
        $unset: { ...(!word && { customer: 1 }), ...(!happyAt && { customerHappyAt: 1 }) },
      },
    );
    return result.modifiedCount === 1;
  },

  /** The plans of which a win came whose customer first answered in that time, and says that it helped. */
  async plansConfirmedIn({ start, end }: Span): Promise<string[]> {
    const happy = { customerHappyAt: { $gte: start, $lt: end }, planId: { $exists: true } };
    const found = await model.find({ teamId, ...happy, ...counted }, { planId: 1 }).lean();
    return found.flatMap(({ planId }) => planId ?? []);
  },

  /** When the customer first answered, by the plan of which the win came: of those that say that it helped. */
  async happyAtByPlan(planIds: readonly string[]): Promise<Map<string, Date>> {
    const happy = { planId: { $in: [...planIds] }, customerHappyAt: { $exists: true } };
    const found = await model
      .find({ teamId, ...happy, ...counted }, { planId: 1, customerHappyAt: 1 })
      .lean();
    return new Map(
      found.flatMap(({ planId, customerHappyAt: at }) => (planId && at ? [[planId, at] as const] : [])),
    );
  },

  /** The little extra of each win of a time whose customer says that it helped, and its plan. */
  async confirmedExtras({ start, end }: Span): Promise<{ ideaId: string; planId: string | undefined }[]> {
    const happy = { ideaId: { $exists: true }, customerHappyAt: { $exists: true } };
    const found = await model
      .find({ teamId, ...happy, postedAt: { $gte: start, $lt: end }, ...counted }, { ideaId: 1, planId: 1 })
      .lean();
    return found.flatMap(({ ideaId, planId }) => (ideaId ? [{ ideaId, planId: planId ?? undefined }] : []));
  },

  /** Who told each of these wins. */
  async authorsOf(winIds: readonly string[]): Promise<Map<string, string>> {
    const found = await model.find({ _id: { $in: [...winIds] }, teamId }, { authorId: 1 }).lean();
    return new Map(found.map(({ _id, authorId }) => [_id, authorId]));
  },

  /** Those of them whose customer has something to be told, while they are shown. */
  withCustomerWord: (winIds: readonly string[]) =>
    model
      .find(
        { _id: { $in: [...winIds] }, teamId, customer: { $exists: true }, ...counted },
        { customer: 1, wall: 1 },
      )
      .lean(),
});

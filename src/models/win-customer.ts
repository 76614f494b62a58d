import type { CustomerWord } from '../domain/win.ts';
import { shownAnew, type WinModel } from './win-schema.ts';

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
});

import type { CustomerWord } from '../domain/win.ts';
import { shownAnew, type WinModel } from './win-schema.ts';

export const winCustomersOf = (model: WinModel, teamId: string) => ({
  /**
   * What its customer says and may be read out; undefined: nothing. `version`: of their answer, of which an older one
   * changes nothing any more. False when the win had this version or a newer one, or is gone.
   */
  async recordCustomer(winId: string, word: CustomerWord | undefined, version: number): Promise<boolean> {
    const result = await model.updateOne(
      { _id: winId, teamId, customerVersion: { $not: { $gte: version } } },
      {
        ...shownAnew,
        $set: { ...shownAnew.$set, customerVersion: version, ...(word && { customer: word }) },
        ...(!word && { $unset: { customer: 1 } }),
      },
    );
    return result.modifiedCount === 1;
  },
});

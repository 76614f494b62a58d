import type { WinModel } from './win-schema.ts';

/** Wins that are not kept any more. */
export const winRetentionOf = (model: WinModel, teamId: string) => ({
  /** The oldest that were posted before that, withdrawn ones too, with whether anybody counted them. */
  async olderThan(before: Date, limit: number) {
    const found = await model
      .find(
        { teamId, postedAt: { $lt: before } },
        {
          heroIds: 1,
          nominatorIds: 1,
          talliedIds: 1,
          postedAt: 1,
          withdrawn: 1,
          isUnpostable: 1,
          folded: 1,
        },
      )
      .sort({ postedAt: 1 })
      .limit(limit)
      .lean();
    return found.map(({ _id: winId, heroIds, withdrawn, isUnpostable, ...win }) => ({
      winId,
      heroIds,
      postedAt: win.postedAt,
      userIds: [...new Set([...heroIds, ...win.nominatorIds, ...(win.talliedIds ?? [])])],
      isCounted: !withdrawn?.at && !isUnpostable && !win.folded,
    }));
  },

  /** Deletes wins that are not kept any more. */
  async forget(winIds: readonly string[]): Promise<void> {
    await model.deleteMany({ _id: { $in: [...winIds] }, teamId });
  },
});

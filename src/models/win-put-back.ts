import type { WeekName } from '../domain/calendar.ts';
import { putBackWithinMs } from '../domain/win-put-back.ts';
import { isDuplicateKey } from './schema-options.ts';
import { countedFor, shownAnew, standing, tallyStale, type Win, type WinModel } from './win-schema.ts';

export interface PutBack {
  week: WeekName | undefined;
  /** Whom it credits from now on; undefined: as before. */
  heroIds: string[] | undefined;
}

/** Wins that were taken down and come back. */
export const winPutBackOf = (model: WinModel, teamId: string) => ({
  /**
   * Puts a win back as it was read, if it is still taken down by the same person at the same moment, for less than a day,
   * and its message is off the wall. Null when it is not. Its old message is forgotten: a new one is to be posted.
   * `told-again`: another tells the same story by now.
   */
  async putBack(win: Win, byId: string, { week, heroIds }: PutBack, now: Date) {
    try {
      return await model
        .findOneAndUpdate(
          {
            _id: win._id,
            teamId,
            edition: win.edition,
            'withdrawn.why': 'taken-down',
            'withdrawn.by': win.withdrawn?.by ?? '',
            $and: [
              { 'withdrawn.at': win.withdrawn?.at ?? now },
              { 'withdrawn.at': { $gt: new Date(now.getTime() - putBackWithinMs) } },
            ],
            $or: [{ isWallStale: false }, { wall: { $exists: false } }],
          },
          {
            $unset: { withdrawn: 1, wall: 1, unshown: 1 },
            $set: {
              isWallStale: false,
              isOffWall: true,
              needsReconciling: true,
              ...(win.recoveryId && { isStory: true }),
              ...tallyStale.$set,
              ...(week && { week }),
              ...(heroIds && { heroIds }),
            },
            ...(heroIds && countedFor(heroIds)),
            $inc: { ...shownAnew.$inc, ...tallyStale.$inc, timesBack: 1, ...(heroIds && { edition: 1 }) },
            ...(heroIds && {
              $push: {
                editions: { text: win.text, heroIds: win.heroIds, replacedAt: now, replacedBy: byId },
              },
            }),
          },
          { returnDocument: 'after' },
        )
        .lean();
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return 'told-again';
    }
  },

  /** Those that were put back and whose message is to be posted anew. */
  offWall: (limit: number) =>
    model
      .find({ teamId, isOffWall: true, ...standing })
      .limit(limit)
      .lean(),
});

import { type Place, shown, shownAnew, staleBy, standing, type Win, type WinModel } from './win-schema.ts';

const after = { returnDocument: 'after' } as const;

/** A win's message on the wall, and the count that it shows. */
export const winWallsOf = (model: WinModel, teamId: string) => {
  const one = (winId: string) => ({ _id: winId, teamId });

  return {
    /**
     * Records where the wall message is and which revision it shows (undefined: nobody knows). Resolves with the win, if
     * it is still there; stale when it changed while the message was under way, and has to be shown anew.
     */
    async recordPosted(winId: string, place: Place, shownRevision: number | undefined) {
      const onWall = { $set: { wall: place }, $unset: { isOffWall: 1 as const } };
      const unchanged = { ...one(winId), wall: { $exists: false }, revision: shownRevision ?? -1 };
      const posted = await model.findOneAndUpdate(unchanged, onWall, after).lean();
      if (posted) return { win: posted, isStale: false };
      await model.updateOne({ ...one(winId), wall: { $exists: false } }, onWall);
      const stale = { isWallStale: true, ...(shownRevision === undefined && { needsReconciling: true }) };
      return { win: await model.findOneAndUpdate(one(winId), { $set: stale }, after).lean(), isStale: true };
    },

    /**
     * False when the win changed since that revision and its message has to be shown once more, even if another
     * replica showed the newer one: nobody knows which of the two came last.
     */
    async recordShown(winId: string, revision: number): Promise<boolean> {
      const result = await model.updateOne(
        { ...one(winId), revision },
        { $set: { isWallStale: false }, $unset: { unshown: 1 } },
      );
      if (result.matchedCount === 1) return true;
      await model.updateOne(one(winId), { $set: { isWallStale: true } });
      return false;
    },

    /** Slack refused to show this revision, so many times by now: to be tried again then. */
    async recordUnshown(winId: string, unshown: { revision: number; times: number; until: Date }) {
      await model.updateOne(one(winId), { $set: { unshown, isWallStale: true } });
    },

    async recordSilence(winId: string, silentUntil: Date): Promise<void> {
      await model.updateOne(one(winId), { $set: { silentUntil, isWallStale: true } });
    },

    async recordUnpostable(winId: string): Promise<void> {
      await model.updateOne({ ...one(winId), wall: { $exists: false } }, { $set: { isUnpostable: true } });
    },

    /** False when there is no such win any more. */
    async noteVote(winId: string): Promise<boolean> {
      return (await model.updateOne(one(winId), { $inc: { votesVersion: 1 } })).matchedCount === 1;
    },

    /** Writes a count made at the win's `votesVersion`. False when a vote changed meanwhile and it must be made again. */
    async recordCount(win: Win, nominatorIds: string[], isEarned: boolean): Promise<boolean> {
      const changed = nominatorIds.length !== win.nominationCount;
      const result = await model.updateOne(
        { ...one(win._id), votesVersion: win.votesVersion, edition: win.edition },
        {
          $set: {
            nominatorIds,
            nominationCount: nominatorIds.length,
            isEarned,
            ...(changed && shownAnew.$set),
          },
          ...(changed && { $inc: shownAnew.$inc }),
        },
      );
      return result.matchedCount === 1;
    },

    /** It is to be said, until it falls below the threshold. */
    async recordExceptionalAnnounced(winId: string, now: Date): Promise<void> {
      await model.updateOne(one(winId), { $set: { exceptionalAnnouncedAt: now, isEarned: true } });
    },

    /** Has those shown anew that so many people nominated: from the one number, and below the other. */
    async markStaleCounted(from: number, below: number): Promise<void> {
      await model.updateMany(
        { teamId, nominationCount: { $gte: from, $lt: below }, ...standing, 'wall.ts': { $exists: true } },
        shownAnew,
      );
    },

    /** Has those posted since then shown anew, or those of them with a principle. */
    async markStaleSince(since: Date, { withPrinciple = false } = {}): Promise<void> {
      await model.updateMany(
        {
          teamId,
          postedAt: { $gte: since },
          ...(withPrinciple && { principle: { $exists: true } }),
          ...standing,
          'wall.ts': { $exists: true },
        },
        shownAnew,
      );
    },

    /** Those posted since then that so many people nominated, and of which nothing was announced. */
    async unannounced(since: Date, threshold: number): Promise<string[]> {
      const found = await model
        .find(
          {
            teamId,
            postedAt: { $gte: since },
            nominationCount: { $gte: threshold },
            exceptionalAnnouncedAt: { $exists: false },
            ...shown,
          },
          { _id: 1 },
        )
        .lean();
      return found.map(({ _id }) => _id);
    },

    /** What somebody is credited in that was said to be exceptional: all of it by its ids, and what stands. */
    async announcedOf(userId: string) {
      const theirs = { teamId, heroIds: userId, exceptionalAnnouncedAt: { $exists: true } };
      const winIds = (await model.find(theirs, { _id: 1 }).lean()).map(({ _id }) => _id);
      const wins = await model
        .find({ _id: { $in: winIds }, teamId, ...standing })
        .select('-editions')
        .lean();
      return { winIds, wins };
    },

    async setNeedsReconciling(winId: string, needsReconciling: boolean): Promise<void> {
      await model.updateOne(one(winId), { $set: { needsReconciling } });
    },

    /** Those that are behind, wherever they are but in one channel. */
    stale: (exceptChannelId: string | undefined, limit: number, now: Date) =>
      model
        .find({
          teamId,
          ...staleBy(now),
          wall: { $exists: true },
          'wall.channelId': { $ne: exceptChannelId ?? '' },
        })
        .limit(limit)
        .lean(),

    toReconcile: () => model.find({ teamId, needsReconciling: true }).lean(),
  };
};

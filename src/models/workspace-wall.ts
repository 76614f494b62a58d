import { growingDelayMs } from '../domain/growing-delay.ts';
import type { LostWall } from '../domain/workspace.ts';
import { lostWallOf, noWall, type WorkspaceModel } from './workspace-schema.ts';

/** The wall of a workspace, and what becomes of one that is lost. Every decision is one write with its condition. */
export const workspaceWallOf = (model: WorkspaceModel, teamId: string) => {
  const one = { _id: teamId };

  return {
    /** Makes a channel the wall if there is none. True for the one call that did. */
    async setWallIfNone(channelId: string): Promise<boolean> {
      const result = await model.updateOne(
        { ...one, ...noWall },
        { $set: { wallChannelId: channelId }, $unset: { lostWall: 1, doubtedWall: 1 } },
      );
      return result.modifiedCount === 1;
    },

    /**
     * Forgets the wall if it is this channel. One that had come back, and is lost for the same reason before anything was
     * posted there, is lost since then. Undefined for all calls but the one that did.
     */
    async loseWall(channelId: string, why: string, now: Date): Promise<LostWall | undefined> {
      const again = await model
        .findOneAndUpdate(
          { ...one, wallChannelId: channelId, 'doubtedWall.why': why },
          { $unset: { wallChannelId: 1 }, $rename: { doubtedWall: 'lostWall' } },
          { returnDocument: 'after' },
        )
        .lean();
      if (again) return lostWallOf(again.lostWall);
      const lookAt = new Date(now.getTime() + growingDelayMs(0));
      const result = await model.updateOne(
        { ...one, wallChannelId: channelId },
        {
          $unset: { wallChannelId: 1, doubtedWall: 1 },
          $set: { lostWall: { channelId, at: now, why, lookAt, looks: 0 } },
        },
      );
      return result.modifiedCount === 1 ? { channelId, why, at: now, lookedAt: undefined } : undefined;
    },

    /** Makes the lost wall the wall again, if it is this channel. True for the one call that did. */
    async restoreWall(channelId: string): Promise<boolean> {
      const result = await model.updateOne(
        { ...one, ...noWall, 'lostWall.channelId': channelId },
        { $set: { wallChannelId: channelId }, $rename: { lostWall: 'doubtedWall' } },
      );
      return result.modifiedCount === 1;
    },

    async recordHello(settingsVersion: number): Promise<void> {
      await model.updateOne(one, { $set: { helloVersion: settingsVersion } });
    },

    /** The version of its settings that the wall's hello shows; undefined when nobody knows. */
    async helloVersion(): Promise<number | undefined> {
      const { helloVersion } = (await model.findOne(one, { helloVersion: 1 }).lean()) ?? {};
      return helloVersion ?? undefined;
    },

    async trustWall(channelId: string): Promise<void> {
      await model.updateOne({ ...one, 'doubtedWall.channelId': channelId }, { $unset: { doubtedWall: 1 } });
    },

    /** Has it looked whether the lost wall is there again by then; `anew` when there is a reason to think so. */
    async planWallLook(channelId: string, lookAt: Date, { anew = false } = {}): Promise<void> {
      await model.updateOne(
        { ...one, 'lostWall.channelId': channelId },
        { $min: { 'lostWall.lookAt': lookAt }, ...(anew && { $set: { 'lostWall.looks': 0 } }) },
      );
    },

    /** The lost wall, if it is time to look whether it is there again: for one caller, of all replicas. */
    async claimWallLook(now: Date): Promise<LostWall | undefined> {
      const { lostWall: lost } = (await model.findOne({ ...one, ...noWall }).lean()) ?? {};
      if (!lost?.channelId || !lost.lookAt || lost.lookAt > now) return undefined;
      const looks = (lost.looks ?? 0) + 1;
      const lookAt = new Date(now.getTime() + growingDelayMs(looks));
      const result = await model.updateOne(
        { ...one, 'lostWall.channelId': lost.channelId, 'lostWall.lookAt': lost.lookAt },
        { $set: { 'lostWall.lookedAt': now, 'lostWall.lookAt': lookAt, 'lostWall.looks': looks } },
      );
      return result.modifiedCount === 1 ? lostWallOf(lost) : undefined;
    },
  };
};

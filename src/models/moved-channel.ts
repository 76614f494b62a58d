import type { WorkspaceModel } from './workspace-schema.ts';

interface MovedChannel {
  from: string;
  to: string;
  until: Date;
}

/** Channels of a workspace that have another id now. */
export const movedChannelsOf = (model: WorkspaceModel, teamId: string) => {
  const one = { _id: teamId };

  return {
    /** Notes that a channel has another id now, so that all that knows the old one follows, once more at `until`. */
    async noteMovedChannel(from: string, to: string, now: Date, until: Date): Promise<void> {
      await model.updateOne(
        { ...one, movedChannels: { $not: { $elemMatch: { from, to } } } },
        { $push: { movedChannels: { from, to, until } }, $set: { followChannelsAt: now } },
      );
    },

    async movedChannels(): Promise<{ followAt: Date | undefined; moves: MovedChannel[] }> {
      const { movedChannels, followChannelsAt } = (await model.findOne(one).lean()) ?? {};
      const moves = (movedChannels ?? []).flatMap(({ from, to, until }) =>
        from && to && until ? [{ from, to, until }] : [],
      );
      return { followAt: followChannelsAt ?? undefined, moves };
    },

    /** Forgets what was followed for long enough, unless a channel was noted since `followAt` was read. */
    async settleMovedChannels(followAt: Date, left: readonly MovedChannel[]): Promise<void> {
      const [next] = left.map(({ until }) => until).sort((a, b) => a.getTime() - b.getTime());
      await model.updateOne(
        { ...one, followChannelsAt: followAt },
        next
          ? { $set: { movedChannels: [...left], followChannelsAt: next } }
          : { $unset: { movedChannels: 1, followChannelsAt: 1 } },
      );
    },

    /** A channel has another id now. */
    async followChannel(from: string, to: string): Promise<void> {
      for (const field of ['wallChannelId', 'lostWall.channelId', 'doubtedWall.channelId'] as const)
        await model.updateOne({ ...one, [field]: from }, { $set: { [field]: to } });
    },
  };
};

import { sharedStates } from '../domain/lesson.ts';
import type { Lesson, LessonModel } from './lesson-schema.ts';
import { absent } from './schema-options.ts';

interface Place {
  channelId: string;
  ts: string;
}

/** A lesson's message on the wall. */
export const lessonWallsOf = (model: LessonModel, teamId: string) => {
  const one = (id: string) => ({ _id: id, teamId });

  return {
    /**
     * Notes where its message is; shown anew when it changed while that was under way. False when the lesson has another
     * message by now, or is not kept: this one belongs to nothing.
     */
    async recordPosted(
      id: string,
      { times, place, revision }: { times: number; place: Place; revision: number | undefined },
      now: Date,
    ): Promise<boolean> {
      const awaited = { ...one(id), timesShared: times };
      await model.updateOne(
        { ...awaited, wall: absent, revision: revision ?? -1, areNotesStale: absent },
        { $set: { wall: place }, $unset: { showAt: 1 } },
      );
      await model.updateOne({ ...awaited, wall: absent }, { $set: { wall: place, showAt: now } });
      return (await model.exists({ ...awaited, 'wall.ts': place.ts })) !== null;
    },

    /**
     * False when it changed since that revision and has to be shown once more, even if another replica showed the newer
     * one: nobody knows which of the two came last.
     */
    async recordShown(id: string, revision: number, now: Date): Promise<boolean> {
      const isShown = { $unset: { showAt: 1, areNotesStale: 1, unshown: 1 } as const };
      if ((await model.updateOne({ ...one(id), revision }, isShown)).matchedCount === 1) return true;
      return (await model.updateOne(one(id), { $set: { showAt: now } })).matchedCount === 0;
    },

    /** Its message is gone. */
    async recordGone(id: string, ts: string): Promise<void> {
      await model.updateOne({ ...one(id), 'wall.ts': ts }, { $unset: { wall: 1, showAt: 1, unshown: 1 } });
    },

    /** Slack refused to show this revision, so many times by now: to be tried again then, or not any more. */
    async recordUnshown(
      id: string,
      unshown: { revision: number; times: number },
      until: Date | undefined,
    ): Promise<void> {
      await model.updateOne(
        { ...one(id), revision: unshown.revision },
        until ? { $set: { unshown, showAt: until } } : { $set: { unshown }, $unset: { showAt: 1 } },
      );
    },

    async dueToShow(now: Date, limit: number): Promise<string[]> {
      const found = await model
        .find({ teamId, showAt: { $lte: now } }, { _id: 1 })
        .sort({ showAt: 1 })
        .limit(limit)
        .lean();
      return found.map(({ _id }) => String(_id));
    },

    /** The shared lesson whose message this is. */
    atPlace: ({ channelId, ts }: Place) =>
      model
        .findOne({ teamId, 'wall.channelId': channelId, 'wall.ts': ts, state: { $in: [...sharedStates] } })
        .lean<Lesson>(),

    /** A channel has another id now. */
    async followChannel(from: string, to: string): Promise<void> {
      await model.updateMany({ teamId, 'wall.channelId': from }, { $set: { 'wall.channelId': to } });
    },
  };
};

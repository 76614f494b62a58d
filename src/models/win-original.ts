import type { QueryFilter } from 'mongoose';
import type { WinContent } from './win-content.ts';
import {
  findWin,
  notStory,
  type Place,
  shownAnew,
  standing,
  tallyStale,
  type WinFields,
  type WinModel,
} from './win-schema.ts';

/** The message that a win was made from. What the fields mean: win-schema.ts. */
export interface MessageSource extends Place {
  kind: 'message';
  nominatedBy?: string;
  editedTs?: string;
  threadTs?: string;
  writerId?: string;
  hasPicture?: boolean;
  isRetold?: boolean;
}

const madeFrom = ({ channelId, ts }: Place): QueryFilter<WinFields> => ({
  'source.channelId': channelId,
  'source.ts': ts,
});

/** What follows from what becomes of the message that a win was made from. */
export const winOriginalsOf = (model: WinModel, teamId: string) => {
  const one = (winId: string) => ({ _id: winId, teamId });

  return {
    findMadeFrom: (message: Place) => findWin(model, { teamId, ...madeFrom(message) }),

    /**
     * Shows what its writer made of the message that a win was made from, unless somebody edited the win, or a newer
     * edit of the message is known. It counts as an edit for a form that is open. Null when nothing was to be changed.
     */
    followOriginal: (winId: string, editedTs: string, { text, names }: Pick<WinContent, 'text' | 'names'>) =>
      model
        .findOneAndUpdate(
          {
            ...one(winId),
            ...standing,
            editions: { $size: 0 },
            'source.isRetold': { $ne: true },
            $or: [{ 'source.editedTs': { $exists: false } }, { 'source.editedTs': { $lt: editedTs } }],
          },
          {
            $set: { text, names, 'source.editedTs': editedTs, isWallStale: true },
            $inc: { edition: 1, revision: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean(),

    /**
     * Withdraws the win whose wall message was deleted in Slack, or the message whose words it has. One that is taken
     * down, and whose original message goes as well, can be put back no more.
     */
    async withdrawDeleted(place: Place, now: Date) {
      const original = { ...madeFrom(place), 'source.isRetold': { $ne: true } };
      const wall = { 'wall.channelId': place.channelId, 'wall.ts': place.ts };
      const win = await model
        .findOneAndUpdate(
          { teamId, ...standing, $or: [wall, original] },
          {
            $inc: { ...shownAnew.$inc, ...tallyStale.$inc },
            $set: { ...shownAnew.$set, ...tallyStale.$set, withdrawn: { at: now, why: 'message-deleted' } },
            $unset: notStory,
          },
          { returnDocument: 'after' },
        )
        .lean();
      if (win) return win;
      const gone = { 'withdrawn.why': 'message-deleted' } as const;
      await model.updateOne({ teamId, ...original, 'withdrawn.why': 'taken-down' }, { $set: gone });
      return null;
    },

    /** The message is gone whose story a win tells in its author's own words; the votes on it are to be looked at. */
    loseOriginal: (message: Place) =>
      model
        .findOneAndUpdate(
          { teamId, ...madeFrom(message), 'source.isRetold': true, 'source.isGone': { $ne: true } },
          {
            $inc: shownAnew.$inc,
            $set: { ...shownAnew.$set, 'source.isGone': true, needsReconciling: true },
            $unset: { 'source.hasPicture': 1 },
          },
          { returnDocument: 'after' },
        )
        .lean(),

    /** The picture was taken out of the message that a win was made from. Pictures are never put into one. */
    losePicture: (winId: string) =>
      model
        .findOneAndUpdate(
          { ...one(winId), 'source.hasPicture': true },
          { ...shownAnew, $unset: { 'source.hasPicture': 1 } },
          { returnDocument: 'after' },
        )
        .lean(),
  };
};

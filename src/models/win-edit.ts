import { contentFields, type WinContent } from './win-content.ts';
import { countedFor, standing, tallyStale, type Win, type WinModel } from './win-schema.ts';

/** Whether an edit makes the words of a message its author's own: whoever wrote the message has them anyway. */
const isRetelling = ({ source, text }: Win, content: WinContent): boolean =>
  source?.kind === 'message' && !source.nominatedBy && text !== content.text;

/** What an author changes of a win, and is asked to. */
export const winEditsOf = (model: WinModel, teamId: string) => {
  const one = (winId: string) => ({ _id: winId, teamId });

  return {
    /**
     * Replaces the content of a win as it was read, if the person is its author and nobody edited it since `edition`;
     * the old content is kept. Undefined when refused.
     */
    edit: (win: Win, edition: number, authorId: string, content: WinContent, now: Date) =>
      model
        .findOneAndUpdate(
          { ...one(win._id), ...standing, authorId, edition },
          {
            $set: {
              ...contentFields(content),
              ...(isRetelling(win, content) && { 'source.isRetold': true }),
              isWallStale: true,
              ...tallyStale.$set,
            },
            ...countedFor(content.heroIds),
            $unset: {
              isUnpostable: 1,
              ...(content.helperIds?.length === 0 && { helperIds: 1 }),
              ...Object.fromEntries(
                (['customerAlias', 'rung', 'principle'] as const)
                  .filter((field) => content[field] === undefined)
                  .map((field) => [field, 1]),
              ),
            },
            $inc: { edition: 1, revision: 1, ...tallyStale.$inc },
            $push: {
              editions: {
                text: win.text,
                heroIds: win.heroIds,
                ...(win.helperIds && { helperIds: win.helperIds }),
                replacedAt: now,
                replacedBy: authorId,
              },
            },
          },
          { returnDocument: 'after' },
        )
        .lean(),

    /** Whether its author may be asked for more now: true once, and never after an edit. */
    async claimTip(winId: string, now: Date): Promise<boolean> {
      const unasked = { ...one(winId), ...standing, edition: 0, tipAskedAt: { $exists: false } };
      const result = await model.updateOne(unasked, { $set: { tipAskedAt: now } });
      return result.modifiedCount === 1;
    },
  };
};

import type { QueryFilter } from 'mongoose';
import { withoutPersonInText } from '../domain/erased-text.ts';
import { fateOfWin, namesInWinOf, withoutPersonInWin } from '../domain/erased-win.ts';
import { type Erased, type PersonRow, personRow } from './person-row.ts';
import {
  notStory,
  shownAnew,
  standing,
  tallyStale,
  type Win,
  type WinFields,
  type WinModel,
} from './win-schema.ts';

/** Everywhere in a win that somebody can be, besides the list of who nominated it. */
const involving = (userId: string): QueryFilter<WinFields> => ({
  $or: [
    { authorId: userId },
    { heroIds: userId },
    { helperIds: userId },
    { 'source.nominatedBy': userId },
    { 'source.writerId': userId },
    { 'withdrawn.by': userId },
    { 'review.byId': userId },
    { 'editions.heroIds': userId },
    { 'editions.helperIds': userId },
    { 'editions.replacedBy': userId },
    { 'editions.text': { $regex: `<@${userId}>` } },
    { text: { $regex: `<@${userId}>` } },
    { [`names.${userId}`]: { $exists: true } },
  ],
});

const rolesIn = (win: Win, userId: string): string[] => [
  ...(win.authorId === userId ? ['author'] : []),
  ...(win.heroIds.includes(userId) ? ['hero'] : []),
  ...(win.helperIds?.includes(userId) ? ['helper'] : []),
  ...(win.source?.nominatedBy === userId ? ['nominator of the message'] : []),
  ...(win.source?.writerId === userId ? ['writer of the message'] : []),
  ...(win.nominatorIds.includes(userId) ? ['nominator'] : []),
  ...(win.text.includes(`<@${userId}>`) ? ['mentioned'] : []),
];

const personIn = (win: Win) => ({
  authorId: win.authorId,
  heroIds: win.heroIds,
  ...(win.helperIds && { helperIds: win.helperIds }),
  text: win.text,
  names: Object.fromEntries(Object.entries(win.names)),
});

const ofMessage = {
  'source.channelId': 1,
  'source.ts': 1,
  'source.threadTs': 1,
  'source.editedTs': 1,
  'source.hasPicture': 1,
} as const;

const plainWin = ({
  votesVersion: _v,
  revision: _r,
  isWallStale: _s,
  tallyVersion: _t,
  isTallyStale: _i,
  talliedIds: _ids,
  // What a customer says that is not for the team is for whoever asked: models/voice.ts.
  customerVersion: _c,
  customerHappyAt: _h,
  ...win
}: Win): object => win;

/** What a person has to do with the wins of a workspace. */
export const winPersonsOf = (model: WinModel, teamId: string) => {
  const one = (winId: string) => ({ _id: winId, teamId });
  const found = (userId: string) => ({ teamId, ...involving(userId) });

  return {
    /** As author, hero, nominator, or named in its words; with its earlier versions. */
    async exportOf(userId: string): Promise<PersonRow[]> {
      const filter = { teamId, $or: [...(involving(userId).$or ?? []), { nominatorIds: userId }] };
      const wins = await model.find(filter).sort({ postedAt: 1 }).lean();
      return wins.map((win) => ({ roles: rolesIn(win, userId), ...personRow(plainWin(win)) }));
    },

    /** What becomes of each of a person's wins, with the names that they go by there. */
    async fatesOf(userId: string) {
      const wins = await model.find(found(userId)).lean();
      return wins.map((win) => ({
        winId: win._id,
        fate: fateOfWin(personIn(win), userId),
        wall: win.wall ?? undefined,
        names: namesInWinOf(personIn(win), userId),
      }));
    },

    /**
     * Takes down those that are to be deleted, so that nothing of them is said any more, and has those that are down
     * already put back by nobody.
     */
    async withdrawErased(winIds: readonly string[], now: Date): Promise<void> {
      await model.updateMany(
        { _id: { $in: [...winIds] }, teamId, ...standing },
        {
          $inc: { ...shownAnew.$inc, ...tallyStale.$inc },
          $set: { ...shownAnew.$set, ...tallyStale.$set, withdrawn: { at: now, why: 'taken-down' } },
          $unset: notStory,
        },
      );
      await model.updateMany(
        { _id: { $in: [...winIds] }, teamId, 'withdrawn.by': { $exists: true } },
        { $unset: { 'withdrawn.by': 1 } },
      );
    },

    /**
     * Puts the stand-in for a person into their wins, and takes earlier versions away. Each is one write, unless somebody
     * changed the win since it was read: then it is still found. Says which were changed.
     */
    async erasePerson(erased: Erased): Promise<string[]> {
      const { userId, standIn } = erased;
      const changed: string[] = [];
      for (const win of await model.find(found(userId)).lean()) {
        const { names, ...person } = withoutPersonInWin(personIn(win), userId, standIn);
        const result = await model.updateOne(
          { ...one(win._id), revision: win.revision, votesVersion: win.votesVersion, edition: win.edition },
          {
            $set: {
              ...person,
              names: new Map(Object.entries(names)),
              editions: [],
              isWallStale: true,
              ...(win.madeRight && {
                'madeRight.change': withoutPersonInText(
                  win.madeRight.change,
                  userId,
                  namesInWinOf(personIn(win), userId),
                ),
              }),
              ...(win.source?.nominatedBy === userId && { 'source.nominatedBy': standIn }),
              ...(win.source?.writerId === userId && { 'source.writerId': standIn }),
              ...(win.withdrawn?.by === userId && { 'withdrawn.by': standIn }),
              ...(win.review?.byId === userId && { 'review.byId': standIn }),
            },
            $unset: {
              // What its writer makes of that message is not followed any more, and nothing leads there.
              ...((win.source?.writerId ?? win.authorId) === userId && ofMessage),
              ...(fateOfWin(personIn(win), userId) === 'wordless' && { 'customer.words': 1 }),
            },
            $inc: { revision: 1, votesVersion: 1, edition: 1 },
          },
        );
        if (result.modifiedCount === 1) changed.push(win._id);
      }
      await model.updateMany({ teamId, nominatorIds: userId }, { $set: { 'nominatorIds.$': standIn } });
      await model.updateMany(
        { teamId, talliedIds: userId },
        { $set: { 'talliedIds.$': standIn, ...tallyStale.$set }, $inc: tallyStale.$inc },
      );
      return changed;
    },

    /** Whether anything of a person is left. */
    async hasPerson(userId: string): Promise<boolean> {
      const counted = [{ nominatorIds: userId }, { talliedIds: userId }];
      const filter = { teamId, $or: [...(involving(userId).$or ?? []), ...counted] };
      return (await model.exists(filter)) !== null;
    },
  };
};

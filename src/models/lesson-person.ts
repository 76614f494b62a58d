import type { Lesson, LessonModel } from './lesson-schema.ts';
import { type Erased, type PersonRow, personRow } from './person-row.ts';

const ofOthers = ['agrees', 'takenById', 'takenAt', 'dueDay', 'changed', 'takenDownBy'];
const ofMachinery = ['revision', 'showAt', 'areNotesStale', 'unshown', 'lookAt', 'isToldWrongly', 'edition'];

/** What the team took on stays, without its author's words. */
const wordless = { story: 1, feeling: 1, wouldHelp: 1, usToo: 1 } as const;

/** What lessons say of a person. */
export const lessonPersonsOf = (model: LessonModel, teamId: string) => {
  const ownTask = (userId: string) => [{ takenById: userId }, { 'changed.byId': userId }];
  /** Of what somebody told, what others have taken on. */
  const teamsOf = (userId: string) => ({
    teamId,
    authorId: userId,
    state: { $in: ['taken' as const, 'changed' as const] },
    $nor: ownTask(userId),
  });

  return {
    async exportOf(userId: string): Promise<PersonRow[]> {
      const told = await model.find({ teamId, authorId: userId }).lean<Lesson[]>();
      const taken = await model.find({ teamId, $or: ownTask(userId) }).lean<Lesson[]>();
      const agreed = await model.find({ teamId, 'agrees.userId': userId }).lean<Lesson[]>();
      const takenDown = await model.find({ teamId, takenDownBy: userId }).lean<Lesson[]>();
      return [
        ...told.map((lesson) => ({ role: 'told', ...personRow(lesson, [...ofOthers, ...ofMachinery]) })),
        ...taken.map(({ _id, verb, change, dueDay, changed }) => ({
          role: 'took on',
          _id,
          verb,
          change,
          ...(dueDay && { dueDay }),
          ...(changed?.byId === userId && { changed: changed.text, at: changed.at }),
        })),
        ...agreed.map(({ _id, agrees }) => ({
          role: 'said that we do that too',
          _id,
          stands: agrees.some((each) => each.userId === userId && each.stands),
        })),
        ...takenDown.map(({ _id }) => ({ role: 'took down', _id })),
      ];
    },

    /** What goes with somebody, or loses their words; and where the messages are of what goes. */
    async fatesOfLessons(userId: string) {
      const kept = (await model.find(teamsOf(userId), { _id: 1 }).lean()).map(({ _id }) => String(_id));
      const found = await model.find({ teamId, authorId: userId, _id: { $nin: kept } }).lean<Lesson[]>();
      return {
        lessonIds: [...kept, ...found.map(({ _id }) => _id)],
        messages: found.flatMap(({ wall }) => (wall ? [{ channelId: wall.channelId, ts: wall.ts }] : [])),
      };
    },

    /** Can be repeated. Says how many were changed. */
    async erasePerson({ userId, standIn }: Erased): Promise<number> {
      const shownAnew = { $inc: { revision: 1 } };
      const now = { showAt: new Date(0), areNotesStale: true };
      const stays = await model.updateMany(teamsOf(userId), {
        $set: { authorId: standIn, ...now },
        $unset: wordless,
        ...shownAnew,
      });
      const { deletedCount } = await model.deleteMany({ teamId, authorId: userId });
      const givenBack = await model.updateMany(
        { teamId, takenById: userId, state: 'taken' },
        {
          $set: { state: 'open', ...now },
          $unset: { takenById: 1, takenAt: 1, dueDay: 1, lookAt: 1 },
          ...shownAnew,
        },
      );
      const changed = await model.updateMany(
        { teamId, 'changed.byId': userId },
        { $set: { 'changed.byId': standIn, ...now }, ...shownAnew },
      );
      const agreed = await model.updateMany(
        { teamId, 'agrees.userId': userId },
        { $set: { 'agrees.$.userId': standIn } },
      );
      const takenDown = await model.updateMany(
        { teamId, takenDownBy: userId },
        { $set: { takenDownBy: standIn } },
      );
      return [stays, givenBack, changed, agreed, takenDown].reduce(
        (sum, { modifiedCount }) => sum + modifiedCount,
        deletedCount,
      );
    },
  };
};

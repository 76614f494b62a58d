import { recoverySteps } from '../domain/recovery.ts';
import { type Erased, type PersonRow, personRow } from './person-row.ts';
import type { Recovery, RecoveryModel } from './recovery-schema.ts';

/** What is the bot's own bookkeeping, or whom else it was shown. */
const bookkeeping = [
  'formId',
  'cardIds',
  'version',
  'shownVersion',
  'shownAt',
  'edition',
  'changedAt',
  'followAt',
  'isTold',
  'lookAt',
  'closeFormId',
  'storyFormId',
  'storyClaimedAt',
  'isStoryDown',
  'askedAt',
];

/** Every field that holds who did something. */
const doneBy = [
  'openedBy',
  'ownerId',
  'closedBy',
  'update.byId',
  ...recoverySteps.map((step) => `steps.${step}.byId`),
];
/** The same in each time that it was reopened. */
const reopenedBy = ['byId', 'was.call.byId', 'was.fixed.byId', 'was.followUp.byId', 'was.closedBy'];
const lists = ['helperIds', 'cardIds'];

/** Whoever works on one no more reads what they did themselves. */
const rowFor = (userId: string, recovery: Recovery): PersonRow => {
  const { _id, openedAt, openedBy, ownerId, helperIds, steps } = recovery;
  if ([openedBy, ownerId, ...helperIds].includes(userId)) return personRow(recovery, bookkeeping);
  const own = recoverySteps.flatMap((step) => {
    const done = steps[step];
    return done?.byId === userId ? [[step, done] as const] : [];
  });
  return { _id, openedAt, steps: Object.fromEntries(own) };
};

/** What there is of a person in recoveries. */
export const recoveryPersonsOf = (model: RecoveryModel, teamId: string) => {
  const about = (userId: string) => ({
    teamId,
    $or: [...doneBy, ...lists, ...reopenedBy.map((field) => `reopened.${field}`)].map((field) => ({
      [field]: userId,
    })),
  });
  // With each write copies are to be shown anew, since whoever is cut short does not find it again.
  const changed = { $inc: { version: 1 }, $set: { followAt: new Date(0) } };

  return {
    /** Those that they opened, own or help with; of others, what they did. */
    async exportOf(userId: string): Promise<PersonRow[]> {
      return (await model.find(about(userId)).lean()).map((each) => rowFor(userId, each));
    },

    /** It is the team's work: what was written and done stays, by nobody in particular. Says how many were changed. */
    async erasePerson({ userId, standIn }: Erased): Promise<number> {
      const count = await model.countDocuments(about(userId));
      for (const field of doneBy)
        await model.updateMany(
          { teamId, [field]: userId },
          { ...changed, $set: { ...changed.$set, [field]: standIn } },
        );
      for (const field of reopenedBy)
        await model.updateMany(
          { teamId, [`reopened.${field}`]: userId },
          { ...changed, $set: { ...changed.$set, [`reopened.$[each].${field}`]: standIn } },
          { arrayFilters: [{ [`each.${field}`]: userId }] },
        );
      for (const field of lists)
        await model.updateMany({ teamId, [field]: userId }, { ...changed, $pull: { [field]: userId } });
      return count;
    },
  };
};

import type { RecoveryReader, Reopened } from '../domain/recovery.ts';
import { type RecoveryEnd, storyWithinMs, undoEndWithinMs } from '../domain/recovery-end.ts';
import { changeOf, ledBy, type Recovery, type RecoveryModel, unasked } from './recovery-schema.ts';
import { absent } from './schema-options.ts';

/** So often it was reopened, as whoever decides has read it. */
const ofRound = (times: number) => ({
  [`reopened.${times}`]: absent,
  ...(times > 0 && { [`reopened.${times - 1}`]: { $exists: true } }),
});

/** Sets what there was, and takes away what there was not. */
const restored = (fields: Readonly<Record<string, unknown>>) => {
  const entries = Object.entries(fields);
  const isThere = ([, value]: [string, unknown]): boolean => value !== undefined && value !== null;
  return {
    set: Object.fromEntries(entries.filter(isThere)),
    unset: Object.fromEntries(entries.filter((each) => !isThere(each)).map(([field]) => [field, 1 as const])),
  };
};

const withoutEnd = { closedAt: 1, closedBy: 1, closeFormId: 1, cause: 1, change: 1 } as const;

/** Of one that was read: whoever changed it meanwhile decided first. */
const asRead = ({ _id, teamId, version, state }: Recovery) => ({ _id, teamId, version, state });

/** How recoveries end, and begin again. */
export const recoveryEndsOf = (model: RecoveryModel, teamId: string) => {
  const one = (id: string) => ({ _id: id, teamId });
  const change = changeOf(model);

  return {
    /** All is right again. Null when it is not put right, over, or was reopened since the form was opened. */
    close(
      { id, times, formId }: { id: string; times: number; formId: string },
      { cause, change: changed }: RecoveryEnd,
      by: RecoveryReader,
      now: Date,
    ) {
      const filter = { ...one(id), state: 'right' as const, ...ledBy(by), ...ofRound(times) };
      const end = { closedAt: now, closedBy: by.userId, closeFormId: formId, cause, change: changed };
      return change(filter, { $set: { state: 'closed' as const, ...end }, $unset: unasked }, now);
    },

    /** It was not meant: whoever closed it has it as it was. */
    unclose(id: string, userId: string, now: Date) {
      const since = new Date(now.getTime() - undoEndWithinMs);
      const filter = { ...one(id), state: 'closed' as const, closedBy: userId, closedAt: { $gt: since } };
      return change(filter, { $set: { state: 'right' as const }, $unset: withoutEnd }, now);
    },

    /**
     * It is not right after all, as it was read: they are to be called again by then. Null when somebody changed it
     * meanwhile.
     */
    reopen(read: Recovery, by: RecoveryReader, dueAgainAt: Date, now: Date) {
      const { steps, contactDueAt, closedAt, closedBy, cause, change: changed } = read;
      const before = {
        call: steps.call,
        fixed: steps.fixed,
        followUp: steps.followUp,
        contactDueAt,
        closedAt,
        closedBy,
        cause,
        change: changed,
      };
      const was = restored(before).set;
      const undone = { 'steps.call': 1, 'steps.fixed': 1, 'steps.followUp': 1, fixedAt: 1 } as const;
      return change(
        { ...asRead(read), ...ledBy(by) },
        {
          $set: { state: 'open' as const, contactDueAt: dueAgainAt },
          $unset: { ...undone, ...withoutEnd, ...unasked },
          $push: { reopened: { at: now, byId: by.userId, was } },
        },
        now,
      );
    },

    /** That was not meant: it is as it was, and what was done since stays done. Null when somebody changed it meanwhile. */
    unreopen(read: Recovery, { was }: Reopened, now: Date) {
      const { set, unset } = restored({
        'steps.call': was?.call ?? read.steps.call,
        'steps.fixed': was?.fixed,
        'steps.followUp': was?.followUp ?? read.steps.followUp,
        contactDueAt: was?.contactDueAt ?? read.contactDueAt,
        fixedAt: was?.fixed?.at,
        closedAt: was?.closedAt,
        closedBy: was?.closedBy,
        cause: was?.cause,
        change: was?.change,
      });
      const state = was?.closedAt ? ('closed' as const) : ('right' as const);
      return change(asRead(read), { $set: { ...set, state }, $unset: unset, $pop: { reopened: 1 } }, now);
    },

    /** Nobody has asked the customer yet: its owner is asked again then. */
    async askLater(id: string, ownerId: string, askAt: Date, now: Date): Promise<boolean> {
      const filter = { ...one(id), state: 'right' as const, ownerId };
      return (await change(filter, { $set: { askAt }, $unset: { askedAt: 1 } }, now)) !== null;
    },

    /** What waits for somebody's answer, the longest first. */
    askedOf: (ownerId: string, limit: number) =>
      model
        .find({ teamId, ownerId, state: 'right', askedAt: { $exists: true } })
        .sort({ askedAt: 1 })
        .limit(limit)
        .lean(),

    dueToLook: (now: Date, limit: number) =>
      model
        .find({ teamId, lookAt: { $lte: now } })
        .sort({ lookAt: 1 })
        .limit(limit)
        .lean(),

    /** What was due of one as it was read is written down; looked at again then, unless it changed meanwhile. */
    async settleLook(
      { _id, version, lookAt: before }: Recovery,
      { lookAt, askedAt }: { lookAt: Date | undefined; askedAt?: Date | undefined },
    ): Promise<void> {
      await model.updateOne(
        { ...one(_id), version, lookAt: before ?? absent },
        {
          $set: { ...(lookAt && { lookAt }), ...(askedAt && { askedAt }) },
          ...(!lookAt && { $unset: { lookAt: 1 as const } }),
        },
      );
    },

    /** It is due at another time, as it was read. Null when somebody changed it meanwhile. */
    moveDue: (read: Recovery, contactDueAt: Date, now: Date) =>
      change(asRead(read), { $set: { contactDueAt } }, now),

    /** Has all that are open looked at now: what is due of them goes by other hours. */
    async lookAtAllAgain(now: Date): Promise<void> {
      await model.updateMany({ teamId, state: 'open' }, { $set: { lookAt: now } });
    },

    /** Its story is being told in this form: true for one form at a time, and for another where that one came to nothing. */
    async claimStory(
      { id, ownerId, formId }: { id: string; ownerId: string; formId: string },
      goneWinId: string | undefined,
      now: Date,
    ): Promise<boolean> {
      const before = new Date(now.getTime() - storyWithinMs);
      const free = [
        { storyFormId: formId },
        { storyFormId: absent, storyWinId: absent },
        { storyWinId: absent, storyClaimedAt: { $lt: before } },
        ...(goneWinId === undefined ? [] : [{ storyWinId: goneWinId }]),
      ];
      const taken = {
        // Should whoever tells it end before that is written down, it is found then.
        $set: {
          storyFormId: formId,
          storyClaimedAt: now,
          followAt: new Date(now.getTime() + storyWithinMs),
        },
        ...(goneWinId !== undefined && { $unset: { storyWinId: 1 as const, isStoryDown: 1 as const } }),
      };
      const filter = { ...one(id), ownerId, state: 'closed' as const, $or: free };
      return (await model.updateOne(filter, taken)).matchedCount === 1;
    },

    async recordStory(id: string, formId: string, winId: string, now: Date): Promise<void> {
      const told = { $set: { storyWinId: winId }, $unset: { isStoryDown: 1 as const } };
      await change({ ...one(id), storyFormId: formId }, told, now);
    },

    /** The win that tells it was taken down, or is back: its card is shown anew. Once, however often it is said. */
    async followStory(id: string, { winId, isDown }: { winId: string; isDown: boolean }, now: Date) {
      const anew = { $inc: { version: 1 } };
      await (isDown
        ? model.updateOne(
            { ...one(id), storyWinId: winId, isStoryDown: absent },
            { ...anew, $set: { isStoryDown: true, followAt: now } },
          )
        : model.updateOne(
            { ...one(id), $or: [{ storyWinId: winId, isStoryDown: true }, { storyWinId: absent }] },
            { ...anew, $set: { storyWinId: winId, followAt: now }, $unset: { isStoryDown: 1 } },
          ));
    },

    /** It could not be told in these words. */
    async releaseStory(id: string, formId: string): Promise<void> {
      await model.updateOne(
        { ...one(id), storyFormId: formId, storyWinId: absent },
        { $unset: { storyFormId: 1 } },
      );
    },

    /** Stories that are not kept any more can be told again. */
    async forgetWins(winIds: readonly string[]): Promise<void> {
      await model.updateMany({ teamId, originWinId: { $in: [...winIds] } }, { $unset: { originWinId: 1 } });
      await model.updateMany(
        { teamId, storyWinId: { $in: [...winIds] } },
        {
          $unset: { storyWinId: 1, storyFormId: 1, isStoryDown: 1 },
          $inc: { version: 1 },
          $set: { followAt: new Date(0) },
        },
      );
    },
  };
};

import type { Connection } from 'mongoose';
import {
  type RecoveryPlan,
  type RecoveryReader,
  type RecoveryStep,
  type RecoveryTeam,
  type RecoveryWords,
  recoverySteps,
  takeBackWithinMs,
} from '../domain/recovery.ts';
import { recoveryEndsOf } from './recovery-end.ts';
import { recoveryPersonsOf } from './recovery-person.ts';
import {
  absent,
  changedAt,
  type Recovery,
  type RecoveryModel,
  recoveryModel,
  worked,
  workedOnBy,
} from './recovery-schema.ts';
import { isDuplicateKey } from './schema-options.ts';

export type { Recovery } from './recovery-schema.ts';

export interface NewRecovery extends RecoveryWords, RecoveryTeam {
  id: string;
  formId: string;
  openedBy: string;
  contactDueAt: Date;
}

/** One that somebody means to change, as they read it. */
export interface ReadRecovery {
  id: string;
  edition: number;
}

/** More than any team has in three months. */
const mostCounted = 5_000;

const ledBy = ({ userId, isManager }: RecoveryReader) => (isManager ? {} : { ownerId: userId });

const setOrUnset = (fields: Readonly<Record<string, unknown>>) => {
  const entries = Object.entries(fields);
  const set = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  const unset = Object.fromEntries(
    entries.filter(([, value]) => value === undefined).map(([field]) => [field, 1 as const]),
  );
  return { set, unset };
};

const recoveriesOf = (model: RecoveryModel, teamId: string) => {
  const one = (id: string) => ({ _id: id, teamId });
  const change = (filter: object, update: { $set?: object; $unset?: object }, now: Date) =>
    model
      .findOneAndUpdate(
        { ...filter },
        { ...update, $set: { ...update.$set, ...changedAt(now) }, $inc: { version: 1 } },
        { returnDocument: 'after' },
      )
      .lean();
  const edit = (
    { id, edition }: ReadRecovery,
    who: object,
    fields: Readonly<Record<string, unknown>>,
    now: Date,
    also: object = {},
  ) => {
    const { set, unset } = setOrUnset(fields);
    return model
      .findOneAndUpdate(
        { ...one(id), ...worked, edition, ...who },
        { $set: { ...set, ...changedAt(now) }, $unset: unset, $inc: { version: 1, edition: 1 }, ...also },
        { returnDocument: 'after' },
      )
      .lean();
  };

  return {
    ...recoveryPersonsOf(model, teamId),
    ...recoveryEndsOf(model, teamId),

    /** Opens one, under the form that it was typed into: the same form sent again finds the same one. */
    async open({ id, ...given }: NewRecovery, now: Date): Promise<Recovery | undefined> {
      const { customerAlias, helperIds, ...rest } = given;
      const { formId, openedBy, ownerId } = rest;
      const cardIds = [...new Set([openedBy, ownerId, ...helperIds])];
      try {
        await model.create({
          ...one(id),
          ...rest,
          ...(customerAlias !== undefined && { customerAlias }),
          helperIds: [...helperIds],
          cardIds,
          openedAt: now,
          steps: {},
          state: 'open',
          version: 0,
          edition: 0,
          ...changedAt(now),
        });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      return (await model.findOne({ teamId, formId, openedBy }).lean()) ?? undefined;
    },

    find: (id: string) => model.findOne(one(id)).lean(),

    /** What somebody owns or helps with and is not over, the oldest first. */
    openOf: (userId: string, limit: number) =>
      model
        .find({ teamId, ...worked, $or: [{ ownerId: userId }, { helperIds: userId }] })
        .sort({ openedAt: 1 })
        .limit(limit)
        .lean(),

    /** All that are not over, the oldest first. */
    working: () =>
      model
        .find({ teamId, ...worked })
        .sort({ openedAt: 1 })
        .limit(mostCounted)
        .lean(),

    /** What figures go by: all that are not over, and what changed since. */
    async countedSince(since: Date) {
      const fields = { what: 0, customerAlias: 0, offer: 0, cost: 0, helperIds: 0, cardIds: 0 } as const;
      const over = { teamId, state: 'closed' as const, changedAt: { $gte: since } };
      const [open, closed] = await Promise.all([
        model
          .find({ teamId, ...worked }, fields)
          .limit(mostCounted)
          .lean(),
        model.find(over, fields).sort({ changedAt: -1 }).limit(mostCounted).lean(),
      ]);
      return [...open, ...closed];
    },

    /** What somebody opened for others and is not over, the newest first. */
    openedFor: (openedBy: string, limit: number) =>
      model
        .find({ teamId, ...worked, openedBy, ownerId: { $ne: openedBy }, helperIds: { $ne: openedBy } })
        .sort({ openedAt: -1 })
        .limit(limit)
        .lean(),

    /** One step is done. Null when it was done before, it is over, or they do not work on it. */
    tick(id: string, step: RecoveryStep, by: RecoveryReader, now: Date) {
      const isFixed = step === 'fixed';
      const filter = { ...one(id), ...worked, ...workedOnBy(by), [`steps.${step}`]: absent };
      return change(
        filter,
        {
          $set: {
            [`steps.${step}`]: { at: now, byId: by.userId },
            ...(isFixed && { state: 'right' as const, fixedAt: now }),
          },
        },
        now,
      );
    },

    /** It was not done after all. */
    untick(id: string, step: RecoveryStep, by: RecoveryReader, now: Date) {
      const isFixed = step === 'fixed';
      const filter = {
        ...one(id),
        ...worked,
        ...workedOnBy(by),
        [`steps.${step}`]: { $exists: true },
      };
      return change(
        filter,
        {
          ...(isFixed && { $set: { state: 'open' as const } }),
          $unset: { [`steps.${step}`]: 1, ...(isFixed && { fixedAt: 1 }) },
        },
        now,
      );
    },

    /** What is offered, and by when: as its form was read. Null when somebody changed it meanwhile. */
    plan(read: ReadRecovery, { updateDueAt, ...plan }: RecoveryPlan, by: RecoveryReader, now: Date) {
      if (updateDueAt === 'said') return edit(read, workedOnBy(by), plan, now);
      const who = { ...workedOnBy(by), 'update.sentAt': absent };
      const update = updateDueAt && { dueAt: updateDueAt };
      return edit(read, who, { ...plan, update }, now);
    },

    /** The one word was said. Null when it was before, or none is planned. */
    say: (id: string, by: RecoveryReader, now: Date) =>
      change(
        {
          ...one(id),
          ...worked,
          ...workedOnBy(by),
          'update.dueAt': { $exists: true },
          'update.sentAt': absent,
        },
        { $set: { 'update.sentAt': now, 'update.byId': by.userId } },
        now,
      ),

    unsay: (id: string, by: RecoveryReader, now: Date) =>
      change(
        { ...one(id), ...worked, ...workedOnBy(by), 'update.sentAt': { $exists: true } },
        { $unset: { 'update.sentAt': 1, 'update.byId': 1 } },
        now,
      ),

    /** Who owns it and who helps from now on; whoever is new is given its card. */
    changeTeam({ id, edition }: ReadRecovery, team: RecoveryTeam, by: RecoveryReader, now: Date) {
      const { ownerId, helperIds } = team;
      return edit({ id, edition }, ledBy(by), { ownerId, helperIds: [...helperIds] }, now, {
        $addToSet: { cardIds: { $each: [ownerId, ...helperIds] } },
      });
    },

    /** Its owner writes it anew; with it goes when they are to be called. */
    rewrite(read: ReadRecovery, words: RecoveryWords & { contactDueAt: Date }, ownerId: string, now: Date) {
      return edit(read, { ownerId }, { ...words }, now);
    },

    /** It was opened by mistake: its words go. Null when something was done, or it is too late. */
    takeBack(id: string, openedBy: string, now: Date) {
      const untouched = Object.fromEntries(recoverySteps.map((step) => [`steps.${step}`, absent]));
      const since = new Date(now.getTime() - takeBackWithinMs);
      return change(
        {
          ...one(id),
          state: 'open',
          openedBy,
          openedAt: { $gt: since },
          ...untouched,
          'update.sentAt': absent,
        },
        {
          $set: { state: 'taken-back' as const, closedAt: now, what: '' },
          $unset: { customerAlias: 1, offer: 1, cost: 1, fixBy: 1, followUpOn: 1, update: 1 },
        },
        now,
      );
    },

    dueToFollow: (now: Date, limit: number) =>
      model
        .find({ teamId, followAt: { $lte: now } })
        .sort({ followAt: 1 })
        .limit(limit)
        .lean(),

    /** Everybody has it as it was read; looked at again then, unless it changed meanwhile. */
    async settleFollow({ _id, version }: Recovery, again: Date | undefined): Promise<void> {
      await model.updateOne(
        { ...one(_id), version },
        again ? { $set: { followAt: again } } : { $unset: { followAt: 1 as const } },
      );
    },

    /** All copies show it as it was read. */
    async recordShown({ _id, version }: Recovery): Promise<void> {
      await model.updateOne({ ...one(_id), version }, { $set: { shownVersion: version } });
    },

    /** Those who lead the team have it in their notes. */
    async recordTold(id: string): Promise<void> {
      await model.updateOne(one(id), { $set: { isTold: true } });
    },

    /** Has it seen to now that those who own something are still here, say. */
    async followOwnerSoon(userId: string, followAt: Date): Promise<void> {
      await model.updateMany({ teamId, ...worked, ownerId: userId }, { $set: { followAt } });
    },

    /** Deletes some that nobody has touched since then. True when none is left. */
    async forgetBefore(before: Date, limit: number): Promise<boolean> {
      const found = await model
        .find({ teamId, changedAt: { $lt: before } }, { _id: 1 })
        .limit(limit)
        .lean();
      await model.deleteMany({ teamId, _id: { $in: found.map(({ _id }) => _id) } });
      return found.length < limit;
    },
  };
};

/** What went wrong for customers and is made right: one document each. */
export const createRecoveries = (connection: Connection) => {
  const model = recoveryModel(connection);
  return {
    model,

    /** The workspaces where somebody's card is not as it should be. */
    followTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { followAt: { $lte: now } }),

    /** The workspaces where something may be overdue, or is to be asked. */
    lookTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { lookAt: { $lte: now } }),

    of: (teamId: string) => recoveriesOf(model, teamId),
  };
};

import type { Connection } from 'mongoose';
import type { RecoveryTeam, RecoveryWords } from '../domain/recovery.ts';
import { recoveryEndsOf } from './recovery-end.ts';
import { recoveryPersonsOf } from './recovery-person.ts';
import { changedAt, type Recovery, type RecoveryModel, recoveryModel, worked } from './recovery-schema.ts';
import { recoveryWorkOf } from './recovery-work.ts';
import { absent, isDuplicateKey } from './schema-options.ts';

export type { Recovery } from './recovery-schema.ts';
export type { ReadRecovery } from './recovery-work.ts';

export interface NewRecovery extends RecoveryWords, RecoveryTeam {
  id: string;
  formId: string;
  openedBy: string;
  contactDueAt: Date;
  originWinId?: string | null | undefined;
}

/** More than any team has in three months. */
const mostCounted = 5_000;

const recoveriesOf = (model: RecoveryModel, teamId: string) => {
  const one = (id: string) => ({ _id: id, teamId });
  return {
    ...recoveryPersonsOf(model, teamId),
    ...recoveryEndsOf(model, teamId),
    ...recoveryWorkOf(model, teamId),

    /**
     * Opens one, under the form that it was typed into: the same form sent again finds the same one. Undefined also when
     * one is open because of the same answer.
     */
    async open({ id, ...given }: NewRecovery, now: Date): Promise<Recovery | undefined> {
      const { customerAlias, helperIds, originWinId, ...rest } = given;
      const { formId, openedBy, ownerId } = rest;
      const cardIds = [...new Set([openedBy, ownerId, ...helperIds])];
      try {
        await model.create({
          ...one(id),
          ...rest,
          ...(customerAlias !== undefined && { customerAlias }),
          ...(originWinId && { originWinId }),
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

    /** The one that was opened because of what a win's customer answered. */
    ofOrigin: (originWinId: string) => model.findOne({ teamId, originWinId }).lean(),

    /** Which of these wins have one. */
    async originsAmong(winIds: readonly string[]): Promise<Set<string>> {
      const found = await model
        .find({ teamId, originWinId: { $in: [...winIds] } }, { originWinId: 1 })
        .lean();
      return new Set(found.flatMap(({ originWinId }) => originWinId ?? []));
    },

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

    dueToFollow: (now: Date, limit: number) =>
      model
        .find({ teamId, followAt: { $lte: now } })
        .sort({ followAt: 1 })
        .limit(limit)
        .lean(),

    /** Everybody has it as it was read; looked at again then, unless it changed meanwhile. */
    async settleFollow({ _id, version, followAt }: Recovery, again: Date | undefined): Promise<void> {
      await model.updateOne(
        { ...one(_id), version, followAt: followAt ?? absent },
        again ? { $set: { followAt: again } } : { $unset: { followAt: 1 as const } },
      );
    },

    /** All copies show it as it was read then. */
    async recordShown({ _id, version }: Recovery, shownAt: Date): Promise<void> {
      await model.updateOne({ ...one(_id), version }, { $set: { shownVersion: version, shownAt } });
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

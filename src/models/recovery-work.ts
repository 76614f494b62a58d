import {
  type RecoveryPlan,
  type RecoveryReader,
  type RecoveryStep,
  type RecoveryTeam,
  type RecoveryWords,
  recoverySteps,
  takeBackWithinMs,
} from '../domain/recovery.ts';
import {
  changedAt,
  changeOf,
  ledBy,
  type Recovery,
  type RecoveryModel,
  unasked,
  worked,
  workedOnBy,
} from './recovery-schema.ts';
import { absent } from './schema-options.ts';

/** One that somebody means to change, as they read it. */
export interface ReadRecovery {
  id: string;
  edition: number;
}

const setOrUnset = (fields: Readonly<Record<string, unknown>>) => {
  const entries = Object.entries(fields);
  const set = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  const unset = Object.fromEntries(
    entries.filter(([, value]) => value === undefined).map(([field]) => [field, 1 as const]),
  );
  return { set, unset };
};

/** How one is worked on: every tick, plan and change of who works on it is one conditional write. */
export const recoveryWorkOf = (model: RecoveryModel, teamId: string) => {
  const one = (id: string) => ({ _id: id, teamId });
  const change = changeOf(model);
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
          $unset: { [`steps.${step}`]: 1, ...(isFixed && { fixedAt: 1, ...unasked }) },
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

    /** Its owner writes it anew; with it goes when they are to be called, by how it was read. */
    rewrite(
      { _id: id, edition, version }: Recovery,
      words: RecoveryWords & { contactDueAt: Date },
      ownerId: string,
      now: Date,
    ) {
      return edit({ id, edition }, { ownerId, version }, { ...words }, now);
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
          'reopened.0': absent,
        },
        {
          $set: { state: 'taken-back' as const, closedAt: now, what: '' },
          $unset: { customerAlias: 1, offer: 1, cost: 1, fixBy: 1, followUpOn: 1, update: 1, originWinId: 1 },
        },
        now,
      );
    },
  };
};

import { type Connection, Schema } from 'mongoose';
import type { CalendarDay } from '../domain/calendar.ts';
import { type NotePreferences, usualPreferences } from '../domain/note.ts';
import { ownDocumentsOf } from './person-document.ts';
import { retryDuplicateKeyOnce, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** Workspace and person. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    userId: { type: String, required: true },
    /** Nothing at all comes. */
    isSilent: Boolean,
    /** Topics that are turned off (domain/note.ts). */
    off: { type: [String], default: undefined },
    /** A calendar day of theirs. */
    snoozedUntil: String,
    changedAt: { type: Date, required: true },
  },
  { ...schemaOptions, collection: 'preferences' },
);

export interface PreferenceChange {
  isSilent: boolean;
  off: ReadonlySet<string>;
  /** Undefined when it stays as it is. */
  snooze: { day: CalendarDay | undefined } | undefined;
}

const modelFor = (connection: Connection) => connection.model('Preference', schema);

const preferencesOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const one = (userId: string) => ({ _id: `${teamId}:${userId}`, teamId });

  const findAll = async (userIds: readonly string[]): Promise<Map<string, NotePreferences>> => {
    const found = await model.find({ _id: { $in: userIds.map((userId) => one(userId)._id) }, teamId }).lean();
    return new Map(
      found.map(({ userId, isSilent, off, snoozedUntil }) => [
        userId,
        { isSilent: isSilent === true, off: new Set(off ?? []), snoozedUntil: snoozedUntil ?? undefined },
      ]),
    );
  };

  const write = async (
    userId: string,
    fields: { isSilent?: boolean; off?: string[] },
    snooze: PreferenceChange['snooze'],
    changedAt: Date,
  ): Promise<void> => {
    const { day } = snooze ?? {};
    const change = {
      $set: { userId, ...fields, changedAt, ...(day && { snoozedUntil: day }) },
      ...(snooze && !day && { $unset: { snoozedUntil: 1 } }),
    };
    await retryDuplicateKeyOnce(() => model.updateOne(one(userId), change, { upsert: true }));
  };

  return {
    ...ownDocumentsOf(model, teamId),

    /** Of those who have said what they want. */
    findAll,

    async find(userId: string): Promise<NotePreferences> {
      return (await findAll([userId])).get(userId) ?? usualPreferences;
    },

    /** What a person has chosen. Until when they are left alone stays as it is, unless it is said. */
    async store(userId: string, change: PreferenceChange, changedAt: Date): Promise<void> {
      const { isSilent, off, snooze } = change;
      await write(userId, { isSilent, off: [...off] }, snooze, changedAt);
    },

    /** Leaves a person alone until a day of theirs, or from now on no longer. */
    snooze: (userId: string, day: CalendarDay | undefined, changedAt: Date): Promise<void> =>
      write(userId, {}, { day }, changedAt),
  };
};

/** What each person wants to get in their note. Nobody else can change it. */
export const createPreferences = (connection: Connection) => {
  const model = modelFor(connection);
  return { model, of: (teamId: string) => preferencesOf(model, teamId) };
};

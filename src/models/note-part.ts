import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import type { CalendarDay, WeekName } from '../domain/calendar.ts';
import type { NotePartKind } from '../domain/note-part-key.ts';
import { keyOf, toldDocumentsOf } from './person-document.ts';
import { indexesTaken, isDuplicateKey, schemaOptions, unordered } from './schema-options.ts';

const schema = new Schema(
  {
    /** The business key: what is told once. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    userId: { type: String, required: true },
    kind: { type: String, required: true },
    /** What it is about, as in a delivery. */
    winId: String,
    week: String,
    channelId: String,
    byId: String,
    /** A word to one person, its reader included. */
    wordId: String,
    /** What is made right for a customer. */
    recoveryId: String,
    planId: String,
    ideaId: String,
    /** What somebody learnt from being a customer. */
    lessonId: String,
    runId: String,
    dayId: String,
    on: String,
    /** The person's one calendar day that it belongs to, quiet or not; absent when any will do. */
    onlyOn: String,
    /** From when it is to be told, and until when that makes sense. */
    dueAt: { type: Date, required: true },
    untilAt: Date,
    state: { type: String, enum: ['waiting', 'in-note', 'told', 'dropped'], required: true },
    /** The delivery that it is told in. */
    noteKey: String,
    /** That note's message has it: what was put into it too late has not, and comes in the next. */
    isShown: Boolean,
    /** A note had no room for it: the next has, before what is new and can wait. */
    isLeftOut: Boolean,
    /** What it tells of changed while that note was being sent: it is shown anew once it is told. */
    isStale: Boolean,
    /** It is dropped because nobody can know whether its note arrived: it is told under no circumstances. */
    mayBeTold: Boolean,
    /** When to look at it again. Absent once it is told or dropped. */
    lookAt: Date,
    why: String,
    /** What its reader said to what it told: once. */
    answer: { type: new Schema({ text: String, at: Date }, { _id: false }) },
  },
  { ...schemaOptions, collection: 'noteparts' },
);

const open = { partialFilterExpression: { lookAt: { $exists: true } } } as const;
schema.index({ lookAt: 1, teamId: 1 }, open);
schema.index({ teamId: 1, lookAt: 1 }, open);
schema.index({ teamId: 1, userId: 1, lookAt: 1 }, open);
schema.index({ teamId: 1, winId: 1 }, { partialFilterExpression: { winId: { $exists: true } } });
schema.index({ teamId: 1, recoveryId: 1 }, { partialFilterExpression: { recoveryId: { $exists: true } } });
schema.index({ teamId: 1, lessonId: 1 }, { partialFilterExpression: { lessonId: { $exists: true } } });
/** What is too old to be kept, and belongs to no win. */
schema.index({ teamId: 1, dueAt: 1 });
schema.index({ noteKey: 1 }, { partialFilterExpression: { noteKey: { $exists: true } } });

export type NotePart = InferSchemaType<typeof schema>;

export interface NewNotePart {
  key: string;
  kind: NotePartKind;
  userId: string;
  winId?: string;
  week?: WeekName;
  channelId?: string;
  byId?: string;
  wordId?: string;
  recoveryId?: string;
  planId?: string;
  ideaId?: string;
  lessonId?: string;
  runId?: string;
  dayId?: string;
  on?: CalendarDay;
  onlyOn?: CalendarDay;
  untilAt?: Date;
}

const modelFor = (connection: Connection) => connection.model('NotePart', schema);

const notePartsOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  /** Writes down that something is to be told. False when it was written down before. */
  const plan = async ({ key, ...fields }: NewNotePart, dueAt: Date): Promise<boolean> => {
    const planned = { ...fields, state: 'waiting' as const, dueAt, lookAt: dueAt };
    try {
      const result = await model.updateOne({ _id: key, teamId }, { $setOnInsert: planned }, { upsert: true });
      return result.upsertedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  };
  const inNote = (noteKey: string) => ({ teamId, noteKey, state: 'in-note' as const });

  return {
    ...toldDocumentsOf(model, teamId),

    /** What others were told about what a person did, or about these wins, or in their week's digest for managers. */
    async toldAbout(userId: string, winIds: readonly string[], weeks: readonly string[]): Promise<string[]> {
      const about = [
        { byId: userId },
        { _id: keyOf(userId) },
        { winId: { $in: [...winIds] } },
        { kind: 'manager-digest', week: { $in: [...weeks] } },
      ];
      const told = { teamId, state: { $in: ['told' as const, 'in-note' as const] }, userId: { $ne: userId } };
      return (await model.find({ ...told, $or: about }, { _id: 1 }).lean()).map(({ _id }) => _id);
    },

    plan,

    /** Plans them, also those that were dropped before: what was certainly never told can still be, once. */
    async planAllAgain(parts: readonly (NewNotePart & { dueAt: Date })[]): Promise<void> {
      if (parts.length === 0) return;
      const waiting = (dueAt: Date) => ({ state: 'waiting' as const, dueAt, lookAt: dueAt });
      const insert = ({ key, dueAt, ...fields }: (typeof parts)[number]) => ({
        insertOne: { document: { _id: key, teamId, ...fields, ...waiting(dueAt) } },
      });
      const revive = ({ key, dueAt, untilAt }: (typeof parts)[number]) => ({
        updateOne: {
          filter: { _id: key, teamId, state: 'dropped' as const, mayBeTold: { $exists: false } },
          update: { $set: { ...waiting(dueAt), ...(untilAt && { untilAt }) }, $unset: { why: 1 } },
        },
      });
      const taken = await indexesTaken(() => model.bulkWrite(parts.map(insert), unordered));
      const known = parts.filter((_, index) => taken.has(index));
      if (known.length > 0) await model.bulkWrite(known.map(revive), unordered);
    },

    /** The same for one. */
    async planAgain(part: NewNotePart, dueAt: Date): Promise<void> {
      await this.planAllAgain([{ ...part, dueAt }]);
    },

    /** Written down as dropped at once: their time passed before anybody could look. */
    async recordAllMissed(parts: readonly NewNotePart[], dueAt: Date, why: string): Promise<void> {
      if (parts.length === 0) return;
      const insert = ({ key, ...fields }: NewNotePart) => ({
        insertOne: { document: { _id: key, teamId, ...fields, state: 'dropped' as const, dueAt, why } },
      });
      await indexesTaken(() => model.bulkWrite(parts.map(insert), unordered));
    },

    find: (key: string) => model.findOne({ _id: key, teamId }).lean(),

    /** Which of these are told, or to be told. */
    async standing(keys: readonly string[]): Promise<Set<string>> {
      const planned = { _id: { $in: [...keys] }, teamId, state: { $ne: 'dropped' as const } };
      return new Set((await model.find(planned, { _id: 1 }).lean()).map(({ _id }) => _id));
    },

    /** People with something to look at now, those who wait longest first. */
    async dueUserIds(now: Date, limit: number): Promise<string[]> {
      const due = await model
        .find({ teamId, lookAt: { $lte: now } }, { userId: 1 })
        .sort({ lookAt: 1 })
        .limit(limit)
        .lean();
      return [...new Set(due.map(({ userId }) => userId))];
    },

    /** Everything that is still to be told to these people, or is in a note that may not have gone out. */
    ofPeople: (userIds: readonly string[]) =>
      model.find({ teamId, userId: { $in: [...userIds] }, lookAt: { $exists: true } }).lean(),

    /** What is in a note, told or not. */
    ofNote: (noteKey: string) => model.find({ teamId, noteKey }).lean(),

    async lookAgain(
      keys: readonly string[],
      lookAt: Date,
      state: 'waiting' | 'in-note' = 'waiting',
    ): Promise<void> {
      await model.updateMany({ _id: { $in: [...keys] }, teamId, state }, { $set: { lookAt } });
    },

    /** Has everything that waits for a person looked at now: what they get, or when, has changed. */
    async lookAtPersonAgain(userId: string, now: Date): Promise<void> {
      const waiting = { teamId, userId, state: 'waiting' as const, lookAt: { $exists: true } };
      await model.updateMany(waiting, { $set: { lookAt: now } });
    },

    /** The same for everybody, after the hour or the quiet days have changed. */
    async lookAtAllAgain(now: Date): Promise<void> {
      await model.updateMany({ teamId, state: 'waiting', lookAt: { $gt: now } }, { $set: { lookAt: now } });
    },

    /** Puts parts into a note. Those that somebody else put into one, or that were dropped, stay as they are. */
    async putIntoNote(keys: readonly string[], noteKey: string, lookAt: Date): Promise<void> {
      await model.updateMany(
        { _id: { $in: [...keys] }, teamId, state: 'waiting' },
        { $set: { state: 'in-note', noteKey, lookAt }, $unset: { isShown: 1 } },
      );
    },

    /** Notes, before a note is sent, which parts its message has. */
    async showInNote(noteKey: string, keys: readonly string[]): Promise<void> {
      await model.updateMany({ ...inNote(noteKey), _id: { $nin: [...keys] } }, { $unset: { isShown: 1 } });
      await model.updateMany({ ...inNote(noteKey), _id: { $in: [...keys] } }, { $set: { isShown: true } });
    },

    /** The note is in Slack: its parts are told, and what came too late for it waits for the next. */
    async recordTold(noteKey: string, now: Date): Promise<void> {
      await model.updateMany(
        { ...inNote(noteKey), isShown: true },
        { $set: { state: 'told' }, $unset: { lookAt: 1 } },
      );
      await model.updateMany(inNote(noteKey), {
        $set: { state: 'waiting', lookAt: now },
        $unset: { noteKey: 1 },
      });
    },

    /** Takes parts out of a note that was not sent: they wait for the next. */
    async takeOut(keys: readonly string[], lookAt: Date): Promise<void> {
      await model.updateMany(
        { _id: { $in: [...keys] }, teamId, state: 'in-note' },
        { $set: { state: 'waiting', lookAt }, $unset: { noteKey: 1, isShown: 1 } },
      );
    },

    /** The same when there was no room for them. */
    async leaveOut(keys: readonly string[], lookAt: Date): Promise<void> {
      if (keys.length === 0) return;
      await model.updateMany(
        { _id: { $in: [...keys] }, teamId, state: 'in-note' },
        { $set: { state: 'waiting', lookAt, isLeftOut: true }, $unset: { noteKey: 1, isShown: 1 } },
      );
    },

    /** It is not told, if it is still as it was when that was decided: another replica may have put it into a note. */
    async drop(keys: readonly string[], state: 'waiting' | 'in-note', why: string): Promise<void> {
      await model.updateMany(
        { _id: { $in: [...keys] }, teamId, state },
        { $set: { state: 'dropped', why }, $unset: { lookAt: 1, noteKey: 1, isShown: 1 } },
      );
    },

    /** The same when nobody can know whether the note that has them arrived: what it shows is never told again. */
    async dropDoubtful(noteKey: string, why: string): Promise<void> {
      await model.updateMany(
        { ...inNote(noteKey), isShown: true },
        { $set: { state: 'dropped', why, mayBeTold: true }, $unset: { lookAt: 1, noteKey: 1, isShown: 1 } },
      );
    },

    /** Has one shown anew once it is told. False when it is in no note that is under way. */
    async markStale(key: string): Promise<boolean> {
      const result = await model.updateOne(
        { _id: key, teamId, state: 'in-note', isShown: true },
        { $set: { isStale: true } },
      );
      return result.matchedCount === 1;
    },

    /** Which of these people a part of this kind waits for. */
    async waitingFor(kind: NotePartKind, userIds: readonly string[]): Promise<Set<string>> {
      const theirs = { teamId, userId: { $in: [...userIds] }, lookAt: { $exists: true } };
      return new Set(await model.distinct('userId', { ...theirs, kind, state: 'waiting' }));
    },

    /** Notes what its reader said to it. False when they did before, or cannot have read it. */
    async recordAnswer(key: string, userId: string, text: string, now: Date): Promise<boolean> {
      const isRead = { $or: [{ state: 'told' as const }, { isShown: true }, { mayBeTold: true }] };
      const result = await model.updateOne(
        { _id: key, teamId, userId, answer: { $exists: false }, ...isRead },
        { $set: { answer: { text, at: now } } },
      );
      return result.modifiedCount === 1;
    },

    /** Every part of a kind that is in Slack, by how its keys begin. */
    toldUnder: (keyPrefix: string) =>
      model.find({ _id: { $gte: keyPrefix, $lt: `${keyPrefix}\uffff` }, teamId, state: 'told' }).lean(),

    /** Every part about a win that is in Slack, or on its way there. */
    async toldOfWin(winId: string): Promise<string[]> {
      const told = { teamId, winId, state: { $in: ['told' as const, 'in-note' as const] } };
      return (await model.find(told, { _id: 1 }).lean()).map(({ _id }) => _id);
    },

    /** The same about what is made right for a customer. */
    async ofRecovery(recoveryId: string): Promise<string[]> {
      const told = { teamId, recoveryId, state: { $in: ['told' as const, 'in-note' as const] } };
      return (await model.find(told, { _id: 1 }).lean()).map(({ _id }) => _id);
    },

    /** The same about what somebody learnt from being a customer. */
    async ofLesson(lessonId: string): Promise<string[]> {
      const told = { teamId, lessonId, state: { $in: ['told' as const, 'in-note' as const] } };
      return (await model.find(told, { _id: 1 }).lean()).map(({ _id }) => _id);
    },

    /** What belongs to lessons that are not kept any more. */
    async forgetLessons(lessonIds: readonly string[]): Promise<void> {
      await model.deleteMany({ teamId, lessonId: { $in: [...lessonIds] } });
    },

    /** What belongs to wins that are not kept any more. */
    async forgetWins(winIds: readonly string[]): Promise<void> {
      await model.deleteMany({ teamId, winId: { $in: [...winIds] } });
    },

    /** Deletes some of what was told, or dropped, before that. True when none is left. */
    async forgetBefore(before: Date, limit: number): Promise<boolean> {
      const over = { teamId, dueAt: { $lt: before }, lookAt: { $exists: false } };
      const found = await model.find(over, { _id: 1 }).limit(limit).lean();
      await model.deleteMany({ teamId, _id: { $in: found.map(({ _id }) => _id) } });
      return found.length < limit;
    },

    /** What is not kept any more. */
    async forget(keys: readonly string[]): Promise<void> {
      await model.deleteMany({ _id: { $in: [...keys] }, teamId });
    },

    /** A channel has another id now. */
    async followChannel(from: string, to: string): Promise<void> {
      await model.updateMany({ teamId, channelId: from }, { $set: { channelId: to } });
    },
  };
};

/** What is to come in people's notes, written down before it is told. */
export const createNoteParts = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,

    /** The workspaces where something is to be looked at now. */
    dueTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { lookAt: { $lte: now } }),

    of: (teamId: string) => notePartsOf(model, teamId),
  };
};

import { type Connection, type InferSchemaType, type QueryFilter, Schema } from 'mongoose';
import type { CalendarDay } from '../domain/calendar.ts';
import {
  countPerson,
  emptyTally,
  isAllDone,
  type Participant as RuledParticipant,
  type RunDay,
} from '../domain/challenge.ts';
import type { Person } from '../domain/person.ts';
import { moveDocuments, ownDocumentsOf } from './person-document.ts';
import type { Erased } from './person-row.ts';
import { isDuplicateKey, schemaOptions } from './schema-options.ts';

const day = new Schema(
  {
    nudgedOn: String,
    skippedOn: String,
    notTodayOn: String,
    doneAt: Date,
    /** The form in which it was done: the same form sent twice is the same answer. */
    doneIn: String,
    /** What the person did, in their own words. */
    note: String,
    winId: String,
    /** How often another idea was asked for. */
    ideas: Number,
    /** The calendar day for which a reminder was asked. */
    remindOn: String,
  },
  { _id: false, strict: 'throw' },
);

const schema = new Schema(
  {
    /** Run and user: one document a run and person. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    runId: { type: String, required: true },
    userId: { type: String, required: true },
    joinedAt: { type: Date, required: true },
    leftAt: Date,
    /** Whoever was deactivated is in again when they come back; whoever left is not. */
    leftBecause: { type: String, enum: ['asked', 'ineligible'] },
    /** Of the newest news that was taken over (domain/person.ts, changedAtS). */
    personChangedAtS: Number,
    /** IANA name, as Slack gave it; the workspace's counts when there is none. */
    timeZone: String,
    /** By day id (domain/challenge.ts, DayFacts). */
    days: { type: Map, of: day, required: true },
    /** When the nudges were shown without buttons, since the run was over. */
    nudgesEndedAt: Date,
    /** Of the link to the picture of their certificate: the hash of its token. */
    certificateHash: String,
    /** When to look whether a nudge is due. Absent when none is left, and for whoever left. */
    nextNudgeAt: Date,
  },
  { ...schemaOptions, collection: 'participants' },
);

schema.index({ teamId: 1, nextNudgeAt: 1 }, { partialFilterExpression: { nextNudgeAt: { $exists: true } } });
schema.index({ nextNudgeAt: 1, teamId: 1 }, { partialFilterExpression: { nextNudgeAt: { $exists: true } } });
schema.index(
  { teamId: 1, userId: 1, nextNudgeAt: 1 },
  { partialFilterExpression: { nextNudgeAt: { $exists: true } } },
);
schema.index({ teamId: 1, runId: 1 });
schema.index(
  { certificateHash: 1 },
  { unique: true, partialFilterExpression: { certificateHash: { $exists: true } } },
);
/** What somebody took part in. */
schema.index({ teamId: 1, userId: 1, joinedAt: -1 });

type ParticipantFields = InferSchemaType<typeof schema>;
const modelFor = (connection: Connection) => connection.model('Participant', schema);
const findLean = (model: ReturnType<typeof modelFor>, filter: QueryFilter<ParticipantFields>) =>
  model.findOne(filter).lean();
/** A plain object, not a mongoose document. */
export type ParticipantDocument = NonNullable<Awaited<ReturnType<typeof findLean>>>;

type Day = InferSchemaType<typeof day>;
const noDay: Partial<Day> = {};

export interface Seat {
  runId: string;
  userId: string;
}

/** Lean documents hold plain objects where the schema has maps. */
const daysOf = ({ days }: ParticipantDocument): Record<string, Partial<Day>> =>
  Object.fromEntries(Object.entries(days));

export const dayFacts = (participant: ParticipantDocument, dayId: string): Partial<Day> =>
  daysOf(participant)[dayId] ?? noDay;

/** The participant as the rules know them. */
export const participantOf = (participant: ParticipantDocument): RuledParticipant => {
  const { joinedAt, leftAt, timeZone } = participant;
  return {
    joinedAt,
    leftAt: leftAt ?? undefined,
    timeZone: timeZone ?? undefined,
    days: Object.fromEntries(
      Object.entries(daysOf(participant)).map(([dayId, { nudgedOn, skippedOn, notTodayOn, doneAt }]) => [
        dayId,
        {
          nudgedOn: nudgedOn ?? undefined,
          skippedOn: skippedOn ?? undefined,
          notTodayOn: notTodayOn ?? undefined,
          doneAt: doneAt ?? undefined,
        },
      ]),
    ),
  };
};

const idOf = ({ runId, userId }: Seat) => `${runId}:${userId}`;
const staying = { leftAt: { $exists: false } } as const;
const away = { leftBecause: 'ineligible' } as const;

/** What a participant takes over of a person. */
export type PersonNews = Partial<Pick<Person, 'timeZone' | 'changedAtS'>>;

const newsFields = ({ timeZone, changedAtS }: PersonNews) => ({
  ...(timeZone !== undefined && { timeZone }),
  ...(changedAtS !== undefined && { personChangedAtS: changedAtS }),
});

/** Only of a person of whom nothing newer was taken over. */
const unlessOlder = ({ changedAtS }: PersonNews) =>
  changedAtS === undefined ? {} : { personChangedAtS: { $not: { $gt: changedAtS } } };

/** What was decided about the nudges of a participant, as they were read. */
export interface NudgeRecord {
  participant: ParticipantDocument;
  nudged: readonly RunDay[];
  skipped: readonly RunDay[];
  nextNudgeAt: Date | undefined;
}

const nudgesIn = ({ nudged, skipped, nextNudgeAt }: Omit<NudgeRecord, 'participant'>) => {
  const facts = Object.fromEntries([
    ...nudged.map(({ dayId, on }) => [`days.${dayId}.nudgedOn`, on]),
    ...skipped.map(({ dayId, on }) => [`days.${dayId}.skippedOn`, on]),
  ]);
  if (nextNudgeAt) return { $set: { ...facts, nextNudgeAt } };
  return { ...(Object.keys(facts).length > 0 && { $set: facts }), $unset: { nextNudgeAt: 1 } };
};

/** Most have the same to be noted: everybody in one zone of one run. */
const groupsOf = (records: readonly NudgeRecord[]): [NudgeRecord, ...NudgeRecord[]][] => {
  const groups = new Map<string, [NudgeRecord, ...NudgeRecord[]]>();
  for (const record of records) {
    const { participant, ...noted } = record;
    const key = JSON.stringify([participant.nextNudgeAt, noted]);
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return [...groups.values()];
};

/** What counts of a day in the totals of its run. */
const countedDay = (each: unknown): object =>
  typeof each === 'object' && each !== null && 'doneAt' in each ? { doneAt: each.doneAt } : {};

/** Nothing is due for them any more, and nobody shows them anything. */
const anonymous = (
  { runId, joinedAt, leftAt, leftBecause, days }: Record<string, unknown>,
  standIn: string,
): Record<string, unknown> => ({
  _id: idOf({ runId: String(runId), userId: standIn }),
  runId,
  userId: standIn,
  joinedAt,
  ...(leftAt !== undefined && { leftAt, leftBecause }),
  days: Object.fromEntries(Object.entries(days ?? {}).map(([dayId, each]) => [dayId, countedDay(each)])),
  nudgesEndedAt: joinedAt,
});

const participantsOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const one = (seat: Seat) => ({ _id: idOf(seat), teamId });
  const changeStaying = async (seat: Seat, condition: object, update: object): Promise<boolean> => {
    const result = await model.updateOne({ ...one(seat), ...staying, ...condition }, update);
    return result.modifiedCount === 1;
  };
  /** Everybody who is in, one after the other, however many they are. */
  const inRun = (runId: string) =>
    model
      .find({ teamId, runId, ...staying })
      .lean()
      .cursor();

  return {
    exportOf: (userId: string) => ownDocumentsOf(model, teamId).exportOf(userId),

    /** That somebody took part, and on which days, counts on; what they wrote, when and where they are goes. Says how many. */
    async erasePerson(erased: Erased): Promise<number> {
      const { standIn } = erased;
      const moved = await moveDocuments(model, teamId, erased, (participant) =>
        anonymous(participant, standIn),
      );
      return moved.length;
    },

    /** Deletes what people wrote in a run, and which wins they made of it. */
    async forgetStories(runId: string, dayIds: readonly string[]): Promise<void> {
      const fields = dayIds.flatMap((dayId) => [`days.${dayId}.note`, `days.${dayId}.winId`]);
      if (fields.length === 0) return;
      await model.updateMany(
        { teamId, runId },
        { $unset: Object.fromEntries(fields.map((each) => [each, 1])) },
      );
    },

    find: (seat: Seat) => findLean(model, one(seat)),

    /** What somebody joined, the last first. */
    ofPerson: (userId: string, limit: number) =>
      model.find({ teamId, userId }).sort({ joinedAt: -1 }).limit(limit).lean(),

    /** False when the person is in already. Somebody who comes back starts with the present day, and keeps what they did. */
    async join(seat: Seat, news: PersonNews, now: Date): Promise<boolean> {
      const fields = { joinedAt: now, nextNudgeAt: now, ...newsFields(news) };
      try {
        await model.create({ ...one(seat), runId: seat.runId, userId: seat.userId, ...fields, days: {} });
        return true;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      const result = await model.updateOne(
        { ...one(seat), leftAt: { $exists: true } },
        { $set: fields, $unset: { leftAt: 1, leftBecause: 1 } },
      );
      return result.modifiedCount === 1;
    },

    /** False when the person is not in. */
    leave: (seat: Seat, now: Date): Promise<boolean> =>
      changeStaying(seat, {}, { $set: { leftAt: now, leftBecause: 'asked' }, $unset: { nextNudgeAt: 1 } }),

    /** Until they come back. False when the person is not in, or newer news says otherwise. */
    sendAway: (seat: Seat, news: PersonNews, now: Date): Promise<boolean> =>
      changeStaying(seat, unlessOlder(news), {
        $set: { ...newsFields(news), leftAt: now, leftBecause: 'ineligible' },
        $unset: { nextNudgeAt: 1 },
      }),

    /** Takes in whoever was sent away, as if they joined now. False when they were not, or newer news says otherwise. */
    async takeBack(seat: Seat, news: PersonNews, now: Date): Promise<boolean> {
      const result = await model.updateOne(
        { ...one(seat), ...away, ...unlessOlder(news) },
        {
          $set: { ...newsFields(news), joinedAt: now, nextNudgeAt: now },
          $unset: { leftAt: 1, leftBecause: 1 },
        },
      );
      return result.modifiedCount === 1;
    },

    count: (runId: string): Promise<number> => model.countDocuments({ teamId, runId, ...staying }),

    inRun,

    /** Everybody whose state matters to a run: who is in, and who was sent away until they come back. */
    followed: (runId: string) =>
      model
        .find({ teamId, runId, $or: [staying, away] })
        .lean()
        .cursor(),

    /** What became of a run, and who did every day and is still in. */
    async tally(runId: string, dayIds: readonly string[]) {
      const tally = emptyTally({ dayIds });
      const completeIds: string[] = [];
      for await (const document of model.find({ teamId, runId }).lean().cursor()) {
        const participant = participantOf(document);
        countPerson({ dayIds }, tally, participant);
        if (!participant.leftAt && isAllDone({ dayIds }, participant)) completeIds.push(document.userId);
      }
      return { ...tally, completeIds };
    },

    due: (now: Date, limit: number) =>
      model
        .find({ teamId, nextNudgeAt: { $lte: now } })
        .sort({ nextNudgeAt: 1 })
        .limit(limit)
        .lean(),

    /** Those of one person whose next nudge is to be looked at before `until`, or now. */
    soonNudged: (userId: string, until: Date) =>
      model.find({ teamId, userId, nextNudgeAt: { $lt: until } }).lean(),

    /**
     * Notes of each which days were nudged or skipped and when to look again, unless they left or are to be looked at
     * anew since they were read.
     */
    async recordAllNudges(records: readonly NudgeRecord[]): Promise<void> {
      for (const alike of groupsOf(records)) {
        const [{ participant, ...record }] = alike;
        const ids = alike.map((each) => idOf(each.participant));
        const { nextNudgeAt } = participant;
        await model.updateMany(
          { _id: { $in: ids }, teamId, ...staying, nextNudgeAt: nextNudgeAt ?? null },
          nudgesIn(record),
        );
      }
    },

    /** Where their certificate is found. False when nobody knows them any more. */
    async recordCertificate(seat: Seat, certificateHash: string): Promise<boolean> {
      const result = await model.updateOne(one(seat), { $set: { certificateHash } });
      return result.matchedCount === 1;
    },

    /** False when it was done before, or the person is not in. */
    markDone: (seat: Seat, dayId: string, doneIn: string, note: string | undefined, now: Date) =>
      changeStaying(
        seat,
        { [`days.${dayId}.doneAt`]: { $exists: false } },
        {
          $set: {
            [`days.${dayId}.doneAt`]: now,
            [`days.${dayId}.doneIn`]: doneIn,
            ...(note !== undefined && { [`days.${dayId}.note`]: note }),
          },
        },
      ),

    async recordWin(seat: Seat, dayId: string, winId: string): Promise<void> {
      await model.updateOne(one(seat), { $set: { [`days.${dayId}.winId`]: winId } });
    },

    /** False when it was done, or the person is not in. */
    markNotToday: (seat: Seat, { dayId, on }: RunDay) =>
      changeStaying(
        seat,
        { [`days.${dayId}.doneAt`]: { $exists: false } },
        { $set: { [`days.${dayId}.notTodayOn`]: on } },
      ),

    /** False when the person is not in. */
    showNextIdea: (seat: Seat, dayId: string) =>
      changeStaying(seat, {}, { $inc: { [`days.${dayId}.ideas`]: 1 } }),

    noteReminder: (seat: Seat, dayId: string, today: CalendarDay) =>
      changeStaying(seat, {}, { $set: { [`days.${dayId}.remindOn`]: today } }),

    /** Takes over a person's new zone and has their next nudge computed anew. False when it is no news, or old news. */
    async changeZone(seat: Seat, news: PersonNews, now: Date): Promise<boolean> {
      const read = await findLean(model, { ...one(seat), ...staying });
      if (!read || news.timeZone === undefined || read.timeZone === news.timeZone) return false;
      return changeStaying(
        seat,
        { timeZone: read.timeZone ?? { $exists: false }, ...unlessOlder(news) },
        {
          $set: {
            ...newsFields(news),
            nextNudgeAt: now,
          },
        },
      );
    },

    /** Some of those whose nudges still look as if they could be answered. */
    withNudgesToEnd: (runId: string, limit: number) =>
      model
        .find({ teamId, runId, nudgesEndedAt: { $exists: false } })
        .limit(limit)
        .lean(),

    async recordNudgesEnded(seat: Seat, now: Date): Promise<void> {
      await model.updateOne(one(seat), { $set: { nudgesEndedAt: now } });
    },

    /** Has everybody's next nudge computed anew, after their run was moved. */
    async lookAgain(runId: string, now: Date): Promise<void> {
      await model.updateMany({ teamId, runId, ...staying }, { $set: { nextNudgeAt: now } });
    },
  };
};

/** Who takes part in which run, and what they did. Every decision is one write that carries its own condition. */
export const createParticipants = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,
    /** The workspaces where somebody's nudge is to be looked at now. */
    dueTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { nextNudgeAt: { $lte: now } }),

    byCertificate: (certificateHash: string) => findLean(model, { certificateHash }),

    of: (teamId: string) => participantsOf(model, teamId),
  };
};

import { type Connection, Schema } from 'mongoose';
import type { WeekName } from '../domain/calendar.ts';
import type { Digest } from '../domain/digest.ts';
import { causes } from '../domain/recovery.ts';
import type { VoiceWeek } from '../domain/voice-week.ts';
import { ladder, principles, type WeekTotal } from '../domain/win.ts';
import { digestPersonsOf } from './digest-person.ts';
import { isDuplicateKey, schemaOptions } from './schema-options.ts';

const part = { _id: false, strict: 'throw' } as const;
const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;

const place = new Schema({ channelId: text, ts: text }, part);
const person = new Schema({ userId: text, name: text }, part);
const story = new Schema(
  { winId: text, heroes: { type: [person], required: true }, text, nominationCount: count, place },
  part,
);
const help = new Schema(
  {
    personCount: count,
    people: { type: [person], required: true },
    places: { type: [new Schema({ channelId: text }, part)], required: true },
  },
  part,
);
const weekTotal = new Schema({ week: text, winCount: count, exceptionalCount: count }, part);
const challenge = new Schema(
  {
    name: text,
    participantCount: count,
    tookPartCount: Number,
    days: { type: [new Schema({ theme: text, doneCount: count }, part)], required: true },
    finishedCount: count,
  },
  part,
);
const plans = new Schema(
  {
    plannedCount: count,
    doneCount: count,
    confirmedCount: count,
    guessedCount: count,
    sharedCount: count,
  },
  part,
);
const extras = new Schema(
  {
    month: text,
    ideas: { type: [new Schema({ ideaId: text, text, doneCount: count }, part)], required: true },
    story: { type: story },
  },
  part,
);
const team = new Schema(
  {
    memberCount: count,
    tookPartCount: count,
    unseenCount: count,
    unseen: {
      type: [
        new Schema(
          { person: { type: person, required: true }, wins: { type: [story], required: true } },
          part,
        ),
      ],
      required: true,
    },
    withoutWins: { type: [person], required: true },
    withoutWinsCount: count,
  },
  part,
);
/** Without words: those are read from the lessons, as long as there are any. */
const lessons = new Schema(
  {
    sharedCount: count,
    takenCount: count,
    changedCount: count,
    promptCount: count,
    toldId: String,
    changedIds: { type: [String], required: true },
  },
  part,
);
const recoveries = new Schema(
  {
    openedCount: count,
    toldFirstCount: count,
    contactMinutes: Number,
    fixedCount: count,
    reopenedCount: count,
    openCount: count,
    overdueCount: count,
    causes: {
      type: [new Schema({ cause: { type: String, enum: causes, required: true }, count }, part)],
      required: true,
    },
  },
  part,
);
/** Without words: those are read from the wins, as long as they may be told. */
const voiceCounts = new Schema(
  { askedCount: count, notReallyCount: count, helpedCount: count, madeMyDayCount: count },
  part,
);
const voices = new Schema(
  {
    staff: { type: voiceCounts, required: true },
    bot: { type: voiceCounts, required: true },
    quickCount: count,
    madeRightCount: count,
    toldIds: { type: [String], required: true },
  },
  part,
);
const principleCount = new Schema(
  { principle: { type: String, enum: principles, required: true }, count },
  part,
);
const rungCount = new Schema({ rung: { type: String, enum: ladder, required: true }, count }, part);

const schema = new Schema(
  {
    /** Workspace and week: one digest of a week by construction. */
    _id: text,
    teamId: text,
    week: text,
    /** In which zone the week began and ended. */
    timeZone: text,
    madeAt: { type: Date, required: true },
    winCount: count,
    exceptionalCount: count,
    nominationCount: count,
    heroIds: { type: [String], required: true },
    heroCount: Number,
    storiesForgottenAt: Date,
    exceptional: { type: [story], required: true },
    story: { type: story },
    trend: { type: [weekTotal], required: true },
    wholeWeeks: Number,
    principles: { type: [principleCount], required: true },
    ladder: { type: [rungCount], required: true },
    firstTimerCount: count,
    firstTimers: { type: [person], required: true },
    firstTimerPlaces: { type: [new Schema({ channelId: text }, part)], default: undefined },
    help: { type: help },
    challenge: { type: challenge },
    plans: { type: plans, default: undefined },
    extras: { type: extras, default: undefined },
    recoveries: { type: recoveries, default: undefined },
    team: { type: team },
    lessons: { type: lessons, default: undefined },
    voices: { type: voices, default: undefined },
    /** What may be told of its wins changed, and its messages are to be shown anew. */
    isBehind: Boolean,
  },
  { ...schemaOptions, collection: 'digests' },
);

schema.index({ teamId: 1, heroIds: 1, week: 1 });
schema.index({ isBehind: 1, teamId: 1 }, { partialFilterExpression: { isBehind: true } });

const idOf = (teamId: string, week: WeekName): string => `${teamId}:${week}`;

const modelFor = (connection: Connection) => connection.model('Digest', schema);

/** The same with every place in the one channel in the other. */
const withPlaces = <T>(value: T, from: string, to: string): { value: T; isChanged: boolean } => {
  let isChanged = false;
  const moved = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(moved);
    if (typeof part !== 'object' || part === null || part instanceof Date) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, inner]) => {
        if (name !== 'channelId' || inner !== from) return [name, moved(inner)];
        isChanged = true;
        return [name, to];
      }),
    );
  };
  return { value: moved(value) as T, isChanged };
};

const digestsOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  return {
    ...digestPersonsOf({
      all: () => model.find({ teamId }).sort({ _id: 1 }).lean().cursor(),
      replace: (id, digest) => model.replaceOne({ _id: id, teamId }, digest),
    }),

    find: (week: WeekName) => model.findOne({ _id: idOf(teamId, week), teamId }).lean(),

    /** Stores a digest unless its week has one. */
    async store(digest: Digest, timeZone: string, madeAt: Date): Promise<'stored' | 'exists'> {
      try {
        await model.create({ _id: idOf(teamId, digest.week), teamId, timeZone, madeAt, ...digest });
        return 'stored';
      } catch (error) {
        if (isDuplicateKey(error)) return 'exists';
        throw error;
      }
    },

    /** A channel has another id now: the links lead there, and nothing else of a digest is ever changed. */
    async followChannel(from: string, to: string): Promise<void> {
      for await (const digest of model.find({ teamId }).lean().cursor()) {
        const moved = withPlaces(digest, from, to);
        if (moved.isChanged) await model.replaceOne({ _id: digest._id, teamId }, moved.value);
      }
    },

    /** It was made of what was being deleted, and is to be made anew. */
    async discard(week: WeekName): Promise<void> {
      await model.deleteOne({ _id: idOf(teamId, week), teamId });
    },

    /** What the digests of these weeks say, where there is one. */
    async totals(weeks: readonly WeekName[]): Promise<WeekTotal[]> {
      const found = await model
        .find(
          { _id: { $in: weeks.map((week) => idOf(teamId, week)) }, teamId },
          { _id: 0, week: 1, winCount: 1, exceptionalCount: 1 },
        )
        .lean();
      return found.map(({ week, winCount, exceptionalCount }) => ({ week, winCount, exceptionalCount }));
    },

    /** Those of earlier weeks that still have stories, oldest first. */
    withStoriesBefore: (week: WeekName, limit: number) =>
      model
        .find({
          _id: { $gte: idOf(teamId, ''), $lt: idOf(teamId, week) },
          teamId,
          storiesForgottenAt: { $exists: false },
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean(),

    /** Stories so old are not kept: the one change of what a digest says. */
    async forgetStories(digest: Digest): Promise<void> {
      const {
        exceptional,
        firstTimers,
        firstTimerCount,
        heroIds,
        heroCount,
        help,
        lessons,
        voices: said,
        storiesForgottenAt,
      } = digest;
      await model.updateOne(
        { _id: idOf(teamId, digest.week), teamId },
        {
          $set: {
            exceptional,
            firstTimers,
            firstTimerCount,
            heroIds,
            heroCount,
            storiesForgottenAt,
            ...(help && { help }),
            ...(lessons && { lessons }),
            ...(said && { voices: said }),
          },
          $unset: { story: 1, extras: 1, team: 1, firstTimerPlaces: 1 },
        },
      );
    },

    /** Has the digests shown anew that tell of a win: it is shown no more, or again. */
    async markBehind(winId: string): Promise<void> {
      const stories = ['exceptional.winId', 'story.winId', 'extras.story.winId', 'team.unseen.wins.winId'];
      const places = [...stories, 'voices.toldIds'];
      await model.updateMany(
        { teamId, $or: places.map((place) => ({ [place]: winId })) },
        { $set: { isBehind: true } },
      );
    },

    /** The same of a lesson that is off the wall. */
    async markLessonBehind(lessonId: string): Promise<void> {
      const places = ['lessons.toldId', 'lessons.changedIds'];
      await model.updateMany(
        { teamId, $or: places.map((place) => ({ [place]: lessonId })) },
        { $set: { isBehind: true } },
      );
    },

    /** The weeks that tell of one of these lessons. */
    async weeksWithLessons(lessonIds: readonly string[]): Promise<WeekName[]> {
      if (lessonIds.length === 0) return [];
      const places = ['lessons.toldId', 'lessons.changedIds'];
      const told = places.map((place) => ({ [place]: { $in: [...lessonIds] } }));
      return (await model.find({ teamId, $or: told }, { week: 1 }).lean()).map(({ week }) => week);
    },

    /** Which lesson each of these weeks told. */
    async lessonsTold(weeks: readonly WeekName[]): Promise<string[]> {
      const ids = weeks.map((week) => idOf(teamId, week));
      const found = await model.find({ _id: { $in: ids }, teamId }, { lessons: 1 }).lean();
      return found.flatMap(({ lessons: told }) => told?.toldId ?? []);
    },

    /** What customers say of a closed week, changed within the day that they have for it: its messages are shown anew. */
    async recordVoices(week: WeekName, said: VoiceWeek | undefined): Promise<void> {
      await model.updateOne(
        { _id: idOf(teamId, week), teamId, storiesForgottenAt: { $exists: false } },
        { $set: { ...(said && { voices: said }), isBehind: true }, ...(!said && { $unset: { voices: 1 } }) },
      );
    },

    async behind(): Promise<WeekName[]> {
      const found = await model.find({ teamId, isBehind: true }, { week: 1 }).lean();
      return found.map(({ week }) => week);
    },

    async recordShown(week: WeekName): Promise<void> {
      await model.updateOne({ _id: idOf(teamId, week), teamId }, { $unset: { isBehind: 1 } });
    },

    /** Whether an earlier digest speaks of somebody as credited, whatever became of the win since. */
    async creditedBefore(userId: string, week: WeekName): Promise<boolean> {
      return (await model.exists({ teamId, heroIds: userId, week: { $lt: week } })) !== null;
    },
  };
};

/** Closed weeks, one document a workspace and week, never changed until its stories are too old to be kept. */
export const createDigests = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,

    /** The workspaces with a digest whose messages are to be shown anew. */
    behindTeams: (): Promise<string[]> => model.distinct('teamId', { isBehind: true }),

    of: (teamId: string) => digestsOf(model, teamId),
  };
};

import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import { lessonAnswers, lessonFeelings, lessonStates, lessonThemes, lessonVerbs } from '../domain/lesson.ts';
import { schemaOptions } from './schema-options.ts';

const part = { _id: false, strict: 'throw' } as const;
const text = { type: String, required: true } as const;

const schema = new Schema(
  {
    _id: text,
    teamId: text,
    authorId: text,
    state: { type: String, enum: lessonStates, required: true },
    /** As typed. Absent once its author had their data deleted, and the team had taken it on. */
    story: String,
    feeling: { type: String, enum: lessonFeelings },
    wouldHelp: String,
    usToo: { type: String, enum: lessonAnswers },
    verb: { type: String, enum: lessonVerbs, required: true },
    change: text,
    theme: { type: String, enum: lessonThemes, required: true },
    /** Rises with every edit of its author's. */
    edition: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    sharedAt: Date,
    /** Each time is another message. */
    timesShared: { type: Number, required: true },
    /** Who said that we do that too, or took it back: the newest press of each counts. */
    agrees: {
      type: [new Schema({ userId: text, ts: text, stands: { type: Boolean, required: true } }, part)],
      required: true,
    },
    agreeCount: { type: Number, required: true },
    takenById: String,
    takenAt: Date,
    dueDay: String,
    /** What came of it, by whom, by which day it was to be, and how many days after it was told. */
    changed: {
      type: new Schema(
        { text, byId: text, at: { type: Date, required: true }, dueDay: text, days: Number },
        part,
      ),
    },
    /** By whom else it was taken down the last time. */
    takenDownBy: String,
    wall: { type: new Schema({ channelId: text, ts: text }, part) },
    /** Rises whenever something changes that its message shows. */
    revision: { type: Number, required: true },
    /** When to show its message anew. Absent while that is as it should be. */
    showAt: Date,
    /** Notes that told of it are to be shown anew with it. */
    areNotesStale: Boolean,
    /** How often Slack refused to show this revision. */
    unshown: { type: new Schema({ revision: Number, times: Number }, part) },
    /** When to look what follows from it. */
    lookAt: Date,
    /** It is to do again, and digests may tell that it led to a change: they are to be shown anew. */
    isToldWrongly: Boolean,
  },
  { ...schemaOptions, collection: 'lessons' },
);

const present = (field: string) => ({ partialFilterExpression: { [field]: { $exists: true } } });

schema.index({ teamId: 1, authorId: 1, state: 1, createdAt: -1 });
/** The list, and what a digest tells. */
schema.index({ teamId: 1, state: 1, sharedAt: -1 });
schema.index({ teamId: 1, 'changed.at': 1 }, present('changed.at'));
schema.index({ teamId: 1, takenAt: 1 }, present('takenAt'));
schema.index({ teamId: 1, takenById: 1, dueDay: 1 }, present('takenById'));
/** Which lesson a message is. */
schema.index({ teamId: 1, 'wall.channelId': 1, 'wall.ts': 1 }, present('wall.ts'));
/** What is too old to be kept. */
schema.index({ teamId: 1, createdAt: 1 });
schema.index({ teamId: 1, 'agrees.userId': 1 });
schema.index({ lookAt: 1, teamId: 1 }, present('lookAt'));
schema.index({ showAt: 1, teamId: 1 }, present('showAt'));

export type Lesson = InferSchemaType<typeof schema> & { _id: string };

export const lessonModelFor = (connection: Connection) => connection.model('Lesson', schema);
export type LessonModel = ReturnType<typeof lessonModelFor>;

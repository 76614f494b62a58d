import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import { voiceAnswers, voicePicks } from '../domain/voice.ts';
import { schemaOptions } from './schema-options.ts';

/** What is kept of a customer's answer: no address, no browser, nothing else. */
const schema = new Schema(
  {
    /** The win's: a customer is asked once about each. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    /** Who asked: an author or a hero of the win. */
    askedBy: { type: String, required: true },
    askedAt: { type: Date, required: true },
    /** Of the link, whose secret is kept nowhere. Another link takes its place as long as nobody has answered. */
    tokenHash: { type: String, required: true },
    linkMadeAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    pick: { type: String, enum: voicePicks, required: true },
    /** By which the customer knows the moment again, in the words of whoever asked; gone when those had their data deleted. */
    moment: String,
    customerAlias: String,
    /** The same for every way of writing that. */
    aliasKey: String,
    question: { type: Number, required: true },
    answer: { type: String, enum: voiceAnswers },
    /** In which the page was read: a two-letter code. */
    language: String,
    answeredAt: Date,
    changeableUntil: Date,
    /** The customer's own. */
    words: String,
    /** The team may read it out. */
    mayShow: Boolean,
    /** Rises with every answer, change and line. */
    version: { type: Number, required: true },
    /** When to see to what follows from the answer; absent when that is seen to. */
    followAt: Date,
  },
  { ...schemaOptions, collection: 'voices' },
);

schema.index({ tokenHash: 1 }, { unique: true });
schema.index({ teamId: 1, askedBy: 1 });
schema.index({ teamId: 1, askedAt: 1 });
schema.index(
  { teamId: 1, aliasKey: 1, linkMadeAt: -1 },
  { partialFilterExpression: { aliasKey: { $exists: true } } },
);
schema.index({ teamId: 1, answeredAt: 1 }, { partialFilterExpression: { answeredAt: { $exists: true } } });
const open = { partialFilterExpression: { followAt: { $exists: true } } } as const;
schema.index({ followAt: 1, teamId: 1 }, open);
schema.index({ teamId: 1, followAt: 1 }, open);

export type Voice = InferSchemaType<typeof schema>;

export const voiceModel = (connection: Connection) => connection.model('Voice', schema);
export type VoiceModel = ReturnType<typeof voiceModel>;

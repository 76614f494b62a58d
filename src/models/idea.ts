import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import { type IdeaChannel, ideaChannels } from '../domain/idea.ts';
import { type Erased, type PersonRow, personRow } from './person-row.ts';
import { absent, isDuplicateKey, schemaOptions } from './schema-options.ts';

const hiding = new Schema(
  {
    at: { type: Date, required: true },
    by: { type: String, required: true },
    /** Its author took it back. */
    isOwn: { type: Boolean, required: true },
  },
  { _id: false, strict: 'throw' },
);

const schema = new Schema(
  {
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    addedBy: { type: String, required: true },
    addedAt: { type: Date, required: true },
    /** The form that it came in: sent twice, it is one idea. */
    formId: { type: String, required: true },
    /** One line, as typed. */
    text: { type: String, required: true },
    /** By which two that say the same are one. */
    textKey: { type: String, required: true },
    minutes: { type: Number, required: true },
    channels: { type: [{ type: String, enum: ideaChannels }], required: true },
    /** When it was added, tried or woken last: what nobody uses sleeps. */
    usedAt: { type: Date, required: true },
    /** A manager took it out, or its author took it back. */
    hidden: { type: hiding },
    /** How often it was hidden. */
    timesHidden: { type: Number, required: true },
  },
  { ...schemaOptions, collection: 'ideas' },
);

/** Of each only one, also when twenty add it at once. */
schema.index({ teamId: 1, textKey: 1 }, { unique: true });
schema.index({ teamId: 1, usedAt: -1 });
schema.index({ teamId: 1, addedAt: -1 });
schema.index({ teamId: 1, addedBy: 1 });
schema.index({ teamId: 1, 'hidden.by': 1 }, { partialFilterExpression: { 'hidden.by': { $exists: true } } });

export type OwnIdea = InferSchemaType<typeof schema>;

export interface NewIdea {
  ideaId: string;
  addedBy: string;
  formId: string;
  text: string;
  textKey: string;
  minutes: number;
  channels: readonly IdeaChannel[];
}

/** Whose of the team's own ideas: everybody's, and those that are hidden only for whoever may bring them back. */
export interface IdeaReader {
  userId: string;
  isManager: boolean;
}

const modelFor = (connection: Connection) => connection.model('Idea', schema);

const ideasOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const one = (ideaId: string) => ({ _id: ideaId, teamId });
  const listedFor = ({ userId, isManager }: IdeaReader) => ({
    teamId,
    $or: [
      { hidden: absent },
      { 'hidden.isOwn': true, addedBy: userId },
      ...(isManager ? [{ 'hidden.isOwn': false }] : []),
    ],
  });

  return {
    /** Stores an idea, unless the team has one that says the same. */
    async add({ ideaId, ...idea }: NewIdea, now: Date): Promise<'added' | 'exists'> {
      try {
        const { channels, ...rest } = idea;
        await model.create({
          _id: ideaId,
          teamId,
          ...rest,
          channels: [...channels],
          addedAt: now,
          usedAt: now,
          timesHidden: 0,
        });
        return 'added';
      } catch (error) {
        if (isDuplicateKey(error)) return 'exists';
        throw error;
      }
    },

    find: (ideaId: string) => model.findOne(one(ideaId)).lean(),

    findSaying: (textKey: string) => model.findOne({ teamId, textKey }).lean(),

    /** What these say that nobody hid. */
    textsOf: (ideaIds: readonly string[]) =>
      model.find({ _id: { $in: [...ideaIds] }, teamId, hidden: absent }, { text: 1 }).lean(),

    /** Those that are offered: nobody hid them, and they were used since then. The newest first. */
    offered: (usedSince: Date, limit: number) =>
      model
        .find({ teamId, usedAt: { $gte: usedSince }, hidden: absent })
        .sort({ usedAt: -1 })
        .limit(limit)
        .lean(),

    /** A page of those that somebody may look at, the newest first. */
    listed: (reader: IdeaReader, skip: number, limit: number) =>
      model.find(listedFor(reader)).sort({ addedAt: -1, _id: 1 }).skip(skip).limit(limit).lean(),

    listedCount: (reader: IdeaReader): Promise<number> => model.countDocuments(listedFor(reader)),

    /** Somebody tried it, or woke it. False when it is hidden, or not there. */
    async use(ideaId: string, now: Date): Promise<boolean> {
      const result = await model.updateOne({ ...one(ideaId), hidden: absent }, { $max: { usedAt: now } });
      return result.matchedCount === 1;
    },

    /**
     * Its author takes it back, or somebody else, who is a manager, takes it out. Null when that was done before, or they
     * may not.
     */
    hide: (ideaId: string, userId: string, as: 'author' | 'manager', now: Date) =>
      model
        .findOneAndUpdate(
          { ...one(ideaId), hidden: absent, addedBy: as === 'author' ? userId : { $ne: userId } },
          {
            $set: { hidden: { at: now, by: userId, isOwn: as === 'author' } },
            $inc: { timesHidden: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean(),

    /** Back again, as it was read. False when it changed meanwhile. */
    async showAgain({ _id, timesHidden }: Pick<OwnIdea, '_id' | 'timesHidden'>, now: Date): Promise<boolean> {
      const result = await model.updateOne(
        { ...one(_id), timesHidden, hidden: { $exists: true } },
        { $unset: { hidden: 1 }, $max: { usedAt: now } },
      );
      return result.modifiedCount === 1;
    },

    /** Somebody adds anew what its author took back: it is theirs from now on. */
    async takeOver(
      { _id, timesHidden }: Pick<OwnIdea, '_id' | 'timesHidden'>,
      idea: Omit<NewIdea, 'ideaId'>,
      now: Date,
    ): Promise<boolean> {
      const { channels, ...rest } = idea;
      const result = await model.updateOne(
        { ...one(_id), timesHidden, 'hidden.isOwn': true },
        { $set: { ...rest, channels: [...channels], addedAt: now, usedAt: now }, $unset: { hidden: 1 } },
      );
      return result.modifiedCount === 1;
    },

    /** What nobody is offered any more, and is as old. True when none is left. */
    async forgetBefore(before: Date, asleepSince: Date, limit: number): Promise<boolean> {
      const unused = { usedAt: { $lt: before < asleepSince ? before : asleepSince } };
      const old = await model
        .find(
          { teamId, $or: [unused, { usedAt: { $lt: before }, 'hidden.at': { $lt: before } }] },
          { _id: 1 },
        )
        .limit(limit)
        .lean();
      await model.deleteMany({ _id: { $in: old.map(({ _id }) => _id) }, teamId });
      return old.length < limit;
    },

    async exportOf(userId: string): Promise<PersonRow[]> {
      const found = await model.find({ teamId, $or: [{ addedBy: userId }, { 'hidden.by': userId }] }).lean();
      return found.map((idea) =>
        idea.addedBy === userId
          ? personRow(idea, ['textKey', 'formId', ...(idea.hidden?.by === userId ? [] : ['hidden'])])
          : { ideaId: idea._id, text: idea.text, hidden: idea.hidden },
      );
    },

    /** What they took back goes; what the team has of them stays, by nobody in particular. Says how many. */
    async erasePerson({ userId, standIn }: Erased): Promise<number> {
      const gone = await model.deleteMany({ teamId, addedBy: userId, 'hidden.isOwn': true });
      const added = await model.updateMany({ teamId, addedBy: userId }, { $set: { addedBy: standIn } });
      const hid = await model.updateMany({ teamId, 'hidden.by': userId }, { $set: { 'hidden.by': standIn } });
      return gone.deletedCount + added.modifiedCount + hid.modifiedCount;
    },
  };
};

/** Little extras that people of a team added to those that come with the bot: one document an idea. */
export const createIdeas = (connection: Connection) => {
  const model = modelFor(connection);
  return { model, of: (teamId: string) => ideasOf(model, teamId) };
};

import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import {
  type FieldChange,
  isSettingField,
  type SettingChange,
  type SettingField,
} from '../domain/setting-change.ts';
import { type Erased, type PersonRow, personRow, withStandIn } from './person-row.ts';
import { retryDuplicateKeyOnce, schemaOptions } from './schema-options.ts';

/** `from` and `to` are absent for what was not set. */
const fieldChangeSchema = new Schema(
  { field: { type: String, required: true }, from: Schema.Types.Mixed, to: Schema.Types.Mixed },
  { _id: false, strict: 'throw', minimize: false },
);

/** A change of settings that is decided, in its workspace's own document until it is in the history. */
export const pendingChangeSchema = new Schema(
  {
    id: { type: String, required: true },
    byId: { type: String, required: true },
    at: { type: Date, required: true },
    version: { type: Number, required: true },
    fields: { type: [fieldChangeSchema], required: true },
    why: { type: String, enum: ['left'] },
  },
  { _id: false, strict: 'throw' },
);

const schema = new Schema(
  {
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    byId: { type: String, required: true },
    at: { type: Date, required: true },
    version: { type: Number, required: true },
    fields: { type: [fieldChangeSchema], required: true },
    why: { type: String, enum: ['left'] },
    /** Settings whose change has still to be followed by what depends on it; when to do so, and how often it failed. */
    left: { type: [String], default: undefined },
    followAt: Date,
    tries: Number,
  },
  { ...schemaOptions, collection: 'settingchanges' },
);

schema.index({ teamId: 1, version: -1 });
schema.index({ followAt: 1, teamId: 1 }, { partialFilterExpression: { followAt: { $exists: true } } });

interface StoredChange {
  byId: string;
  at: Date;
  version: number;
  fields: readonly { field: string; from?: unknown; to?: unknown }[];
  why?: 'left' | null | undefined;
}

/** A newer version may know settings that this one does not. */
const fieldChangesOf = (fields: StoredChange['fields']): FieldChange[] =>
  fields.flatMap(({ field, from, to }) =>
    isSettingField(field) ? [{ field, from: from ?? undefined, to: to ?? undefined } as FieldChange] : [],
  );

export const settingChangeOf = (
  id: string,
  { byId, at, version, fields, why }: StoredChange,
): SettingChange => ({
  id,
  byId,
  at,
  version,
  fields: fieldChangesOf(fields),
  ...(why && { why }),
});

/** A change that something has still to follow from. */
export interface FollowedChange {
  change: SettingChange;
  left: readonly SettingField[];
  tries: number;
}

type Stored = InferSchemaType<typeof schema>;

const changesWith = (teamId: string, userId: string) => ({
  teamId,
  $or: [{ byId: userId }, { 'fields.from': userId }, { 'fields.to': userId }],
});

const modelFor = (connection: Connection) => connection.model('SettingChange', schema);

const inFields = (fields: StoredChange['fields'], userId: string): boolean =>
  fields.some(({ from, to }) => [from, to].some((list) => Array.isArray(list) && list.includes(userId)));

/** A change of settings, with the stand-in wherever it names the person. */
export const changeWithStandIn = <T extends StoredChange>(change: T, erased: Erased): T => {
  const idsOf = (value: unknown): unknown =>
    Array.isArray(value) && value.includes(erased.userId) ? withStandIn(value.map(String), erased) : value;
  return {
    ...change,
    byId: change.byId === erased.userId ? erased.standIn : change.byId,
    fields: change.fields.map(({ from, to, ...field }) => ({
      ...field,
      ...(from !== undefined && { from: idsOf(from) }),
      ...(to !== undefined && { to: idsOf(to) }),
    })),
  };
};

export const isChangeWith = ({ byId, fields }: StoredChange, userId: string): boolean =>
  byId === userId || inFields(fields, userId);

const settingChangesOf = (model: ReturnType<typeof modelFor>, teamId: string) => ({
  /** What they changed, and what names them. */
  async exportOf(userId: string): Promise<PersonRow[]> {
    const found = await model.find(changesWith(teamId, userId)).sort({ version: 1 }).lean<Stored[]>();
    return found.map((each) => personRow(each));
  },

  async erasePerson(erased: Erased): Promise<number> {
    const found = await model.find(changesWith(teamId, erased.userId)).lean<Stored[]>();
    for (const change of found) {
      const { byId, fields } = changeWithStandIn(change, erased);
      await model.updateOne({ _id: change._id, teamId }, { $set: { byId, fields } });
    }
    return found.length;
  },

  /** Puts a change into the history, and has followed what follows from it. Repeated, it changes nothing. */
  async record({ id, ...change }: SettingChange, left: readonly SettingField[], now: Date): Promise<void> {
    const followed = left.length > 0 && { left: [...left], followAt: now, tries: 0 };
    await retryDuplicateKeyOnce(() =>
      model.updateOne(
        { _id: id, teamId },
        { $setOnInsert: { ...change, fields: [...change.fields], ...followed } },
        { upsert: true },
      ),
    );
  },

  /** Changes that something is to follow from now, oldest first. */
  async dueToFollow(now: Date): Promise<FollowedChange[]> {
    const found = await model
      .find({ teamId, followAt: { $lte: now } })
      .sort({ version: 1 })
      .lean<Stored[]>();
    return found.map(({ _id, left, tries, ...stored }) => ({
      change: settingChangeOf(_id, stored),
      left: (left ?? []).filter(isSettingField),
      tries: tries ?? 0,
    }));
  },

  /** What was to follow from a change of this setting is done. */
  async settle(id: string, field: SettingField): Promise<void> {
    await model.updateOne({ _id: id, teamId }, { $pull: { left: field } });
    await model.updateOne(
      { _id: id, teamId, left: { $size: 0 } },
      { $unset: { left: 1, followAt: 1, tries: 1 } },
    );
  },

  /** What is left is tried again then. */
  async putOff(id: string, followAt: Date): Promise<void> {
    await model.updateOne(
      { _id: id, teamId, followAt: { $exists: true } },
      { $set: { followAt }, $inc: { tries: 1 } },
    );
  },

  /** A channel has another id now. */
  async followChannel(from: string, to: string): Promise<void> {
    for (const side of ['from', 'to'] as const)
      await model.updateMany(
        { teamId, fields: { $elemMatch: { field: 'wallChannelId', [side]: from } } },
        { $set: { [`fields.$.${side}`]: to } },
      );
  },

  /** The history, newest first: those before a version, when one is named. */
  async history({ before, limit }: { before?: number | undefined; limit: number }): Promise<SettingChange[]> {
    const found = await model
      .find({ teamId, ...(before !== undefined && { version: { $lt: before } }) })
      .sort({ version: -1 })
      .limit(limit)
      .lean<Stored[]>();
    return found.map(({ _id, ...stored }) => settingChangeOf(_id, stored));
  },

  /** When a setting was last changed; undefined when it never was. */
  async newestVersionOf(field: SettingField): Promise<number | undefined> {
    const found = await model
      .findOne({ teamId, 'fields.field': field }, { version: 1 })
      .sort({ version: -1 })
      .lean();
    return found?.version;
  },

  /** What was changed after a version, oldest first. */
  async since(version: number): Promise<SettingChange[]> {
    const found = await model
      .find({ teamId, version: { $gt: version } })
      .sort({ version: 1 })
      .lean<Stored[]>();
    return found.map(({ _id, ...stored }) => settingChangeOf(_id, stored));
  },
});

/** Who changed which setting, from what, when. */
export const createSettingChanges = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,

    /** The workspaces where something is to follow from a change now. */
    dueTeams: (now: Date): Promise<string[]> => model.distinct('teamId', { followAt: { $lte: now } }),

    of: (teamId: string) => settingChangesOf(model, teamId),
  };
};

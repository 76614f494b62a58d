import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import type { CalendarDay } from '../domain/calendar.ts';
import { mostScreens, screenNameKey } from '../domain/screen.ts';
import { type Erased, type PersonRow, personRow } from './person-row.ts';
import { isDuplicateKey, schemaOptions } from './schema-options.ts';

const schema = new Schema(
  {
    /** Workspace and place: a team has so many places, so of many who make one at once none makes one too many. */
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    name: { type: String, required: true },
    /** The same for every way of writing that. */
    nameKey: { type: String, required: true },
    /** Of its link, whose secret is kept nowhere. */
    tokenHash: { type: String, required: true },
    madeBy: { type: String, required: true },
    madeAt: { type: Date, required: true },
    /** The wall that it was made for. */
    wallChannelId: { type: String, required: true },
    /** Whoever made it was told that this is a private channel. */
    isForPrivate: { type: Boolean, required: true },
    /** The day on which it last showed something, in the workspace's zone: no more is kept of who looks. */
    seenOn: String,
  },
  { ...schemaOptions, collection: 'screens' },
);

schema.index({ tokenHash: 1 }, { unique: true });
schema.index({ teamId: 1, nameKey: 1 }, { unique: true });
schema.index({ teamId: 1, madeBy: 1 });

export type Screen = InferSchemaType<typeof schema>;

export interface NewScreen {
  name: string;
  tokenHash: string;
  madeBy: string;
  wallChannelId: string;
  isForPrivate: boolean;
}

const modelFor = (connection: Connection) => connection.model('Screen', schema);

const screensOf = (model: ReturnType<typeof modelFor>, teamId: string) => {
  const list = () => model.find({ teamId }).sort({ nameKey: 1 }).lean();

  const freePlaces = async (): Promise<string[]> => {
    const taken = new Set((await model.find({ teamId }, { _id: 1 }).lean()).map(({ _id }) => _id));
    const all = Array.from({ length: mostScreens }, (_, index) => `${teamId}:${index}`);
    return all.filter((place) => !taken.has(place));
  };

  /** Those who come at one moment begin at different ones. */
  const turned = (places: readonly string[], tokenHash: string): string[] => {
    const start = Number.parseInt(tokenHash.slice(0, 8), 16) % Math.max(1, places.length) || 0;
    return [...places.slice(start), ...places.slice(0, start)];
  };

  const isTaken = async (nameKey: string): Promise<boolean> =>
    (await model.exists({ teamId, nameKey })) !== null;

  return {
    list,

    /** `taken`: there is one by that name. `too-many`: the team has as many as it can have. */
    async make({ name, ...screen }: NewScreen, now: Date): Promise<'made' | 'taken' | 'too-many'> {
      const nameKey = screenNameKey(name);
      for (const _id of turned(await freePlaces(), screen.tokenHash)) {
        if (await isTaken(nameKey)) return 'taken';
        try {
          await model.create({ _id, teamId, name, nameKey, ...screen, madeAt: now });
          return 'made';
        } catch (error) {
          // Somebody took the place, or the name, a moment before.
          if (!isDuplicateKey(error)) throw error;
        }
      }
      return (await isTaken(nameKey)) ? 'taken' : 'too-many';
    },

    /** Its link leads nowhere from now on. `madeAt`: another may stand in its place by now. */
    async remove(_id: string, madeAt: Date): Promise<Screen | undefined> {
      return (await model.findOneAndDelete({ _id, teamId, madeAt }).lean()) ?? undefined;
    },

    async followChannel(from: string, to: string): Promise<void> {
      await model.updateMany({ teamId, wallChannelId: from }, { $set: { wallChannelId: to } });
    },

    /** Those that they made; a link's print is nobody's to have. */
    async exportOf(userId: string): Promise<PersonRow[]> {
      return (await model.find({ teamId, madeBy: userId }).lean()).map((each) =>
        personRow(each, ['tokenHash', 'nameKey']),
      );
    },

    async erasePerson({ userId, standIn }: Erased): Promise<number> {
      const made = await model.updateMany({ teamId, madeBy: userId }, { $set: { madeBy: standIn } });
      return made.modifiedCount;
    },
  };
};

/** The wall on a screen: one document a link. */
export const createScreens = (connection: Connection) => {
  const model = modelFor(connection);
  return {
    model,

    /** What comes by a link, in whatever workspace it was made. */
    byLink: (tokenHash: string) => model.findOne({ tokenHash }).lean(),

    /** Those of these links that lead somewhere. */
    byLinks: (tokenHashes: readonly string[]) => model.find({ tokenHash: { $in: [...tokenHashes] } }).lean(),

    /** Once a day, however long it is looked at. */
    async recordSeen(tokenHash: string, seenOn: CalendarDay): Promise<void> {
      await model.updateOne({ tokenHash, seenOn: { $ne: seenOn } }, { $set: { seenOn } });
    },

    of: (teamId: string) => screensOf(model, teamId),
  };
};

import type { Connection } from 'mongoose';
import { type Erased, keyWithStandIn, type PersonRow, personRow } from './person-row.ts';

/** Any model: what is done with whole documents goes past its schema, which knows nothing better of them. */
export interface Documents {
  db: Connection;
  collection: { collectionName: string };
}

export const collectionOf = ({ db, collection }: Documents) =>
  db.collection<{ _id: string; [field: string]: unknown }>(collection.collectionName);

/** Documents that are one person's own (`userId`). */
export const ownDocumentsOf = (documents: Documents, teamId: string) => ({
  async exportOf(userId: string): Promise<PersonRow[]> {
    return (await collectionOf(documents).find({ teamId, userId }).toArray()).map((each) => personRow(each));
  },

  /** Deletes them. Says how many. */
  async erasePerson({ userId }: Erased): Promise<number> {
    return (await collectionOf(documents).deleteMany({ teamId, userId })).deletedCount;
  },
});

/** What is told to one person (`userId`), and may be about what another did (`byId`). */
export const toldDocumentsOf = (documents: Documents, teamId: string) => {
  const own = ownDocumentsOf(documents, teamId);
  return {
    /** Of what others are told, that it is about them: not to whom. */
    async exportOf(userId: string): Promise<PersonRow[]> {
      const about = await collectionOf(documents)
        .find({ teamId, byId: userId, userId: { $ne: userId } })
        .toArray();
      return [
        ...(await own.exportOf(userId)),
        ...about.map((each) => personRow(each, ['_id', 'userId', 'noteKey', 'sentTo', 'tried'])),
      ];
    },

    async erasePerson(erased: Erased): Promise<number> {
      const deleted = await own.erasePerson(erased);
      const about = await collectionOf(documents).updateMany(
        { teamId, byId: erased.userId },
        { $set: { byId: erased.standIn } },
      );
      return (
        deleted +
        about.modifiedCount +
        (await replaceInKeys(documents, teamId, erased, ['partKey', 'noteKey']))
      );
    },
  };
};

/**
 * Puts a person's documents, whose ids are made of theirs, under those of the stand-in: first the new one, so that whoever
 * is cut short finds the old one again. One that is there already stays: it was moved before.
 */
export const moveDocuments = async (
  documents: Documents,
  teamId: string,
  { userId }: Erased,
  moved: (document: Record<string, unknown>) => Record<string, unknown>,
): Promise<Record<string, unknown>[]> => {
  const collection = collectionOf(documents);
  const found = await collection.find({ teamId, userId }).toArray();
  for (const document of found) {
    const { _id, ...fields } = moved(document);
    await collection.updateOne({ _id: String(_id) }, { $setOnInsert: fields }, { upsert: true });
    await collection.deleteOne({ _id: document._id });
  }
  return found;
};

/** Of a document whose key is made of several ids, whether one of them is a person's. */
export const keyOf = (userId: string): RegExp => new RegExp(`(?:^|:)${userId}(?::|$)`);

/**
 * Puts the stand-in into keys, and into fields that hold keys or ids, of documents that are about somebody else as well.
 * Says how many were changed.
 */
export const replaceInKeys = async (
  documents: Documents,
  teamId: string,
  erased: Erased,
  fields: readonly string[] = [],
): Promise<number> => {
  const collection = collectionOf(documents);
  const key = keyOf(erased.userId);
  const replaced = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replaced);
    return typeof value === 'string' ? keyWithStandIn(value, erased) : value;
  };
  const all = ['_id', ...fields];
  const found = await collection.find({ teamId, $or: all.map((field) => ({ [field]: key })) }).toArray();
  for (const document of found) {
    const changed = Object.fromEntries(
      Object.entries(document).map(([field, value]) => [
        field,
        all.includes(field) ? replaced(value) : value,
      ]),
    );
    const { _id, ...rest } = changed;
    await collection.updateOne({ _id: String(_id) }, { $set: rest }, { upsert: true });
    if (_id !== document._id) await collection.deleteOne({ _id: document._id });
  }
  return found.length;
};

import type { Connection } from 'mongoose';
import { type Erased, type PersonRow, personRow } from './person-row.ts';

/** Any model: what is done with whole documents goes past its schema, which knows nothing better of them. */
interface Documents {
  db: Connection;
  collection: { collectionName: string };
}

const collectionOf = ({ db, collection }: Documents) =>
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
      return deleted + about.modifiedCount;
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

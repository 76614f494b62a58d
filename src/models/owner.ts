import { type Connection, Schema } from 'mongoose';
import { schemaOptions } from './schema-options.ts';

const schema = new Schema(
  { _id: { type: String, required: true }, instanceId: { type: String, required: true } },
  { ...schemaOptions, collection: 'owner' },
);

/** Which life of the bot runs the built-in database: there is one at a time. */
export const createOwner = (connection: Connection) => {
  const model = connection.model('Owner', schema);
  return {
    model,

    async instanceId(): Promise<string | undefined> {
      return (await model.findOne({ _id: 'owner' }).lean())?.instanceId;
    },

    async record(instanceId: string): Promise<void> {
      await model.updateOne({ _id: 'owner' }, { $set: { instanceId } }, { upsert: true });
    },
  };
};

import mongoose from 'mongoose';
import { startEmbeddedMongo } from '../src/index.ts';

/** Inserts until the database refuses, deletes a hundred, and prints what it was told and what is there. */
const server = await startEmbeddedMongo({ dataDir: process.argv[2] ?? '', databaseName: 'app' });
const client = await new mongoose.mongo.MongoClient(server.uri).connect();
const things = client.db().collection<{ _id: number; text: string }>('things');
let stored = 0;
let refused: { code?: number; message?: string } = {};
while (refused.code === undefined) {
  try {
    await things.insertOne({ _id: stored, text: 'x'.repeat(20_000) });
    stored++;
  } catch (error) {
    refused = error as typeof refused;
  }
}
const found = await things.countDocuments({});
await things.deleteMany({ _id: { $lt: 100 } });
const after = await things.countDocuments({});
await client.close();
await server.stop();
const { code, message } = refused;
process.stdout.write(JSON.stringify({ stored, found, after, code, message }));

/**
 * Writes without end and says on stdout what was acknowledged, until it is killed, or ends itself with code 3. Each document goes through the
 * states 1 (inserted), 2 (updated) and, for some, 3 (deleted).
 */
import mongoose from 'mongoose';
import { startEmbeddedMongo } from '../src/index.ts';

const [dataDir = '', round = '', endAfterMs] = process.argv.slice(2);
const WRITERS = 8;

interface Thing {
  _id: string;
  key: string;
  n: number;
  same: number;
  tags: string[];
  text: string;
}

const server = await startEmbeddedMongo({ dataDir, databaseName: 'app' });
const client = await new mongoose.mongo.MongoClient(server.uri).connect();
const things = client.db().collection<Thing>('things');
await things.createIndex({ key: 1 }, { unique: true });
await things.createIndex({ tags: 1, n: -1 });
await things.createIndex({ n: 1 }, { partialFilterExpression: { n: { $gt: 1 } } });
process.stdout.write('ready\n');
if (endAfterMs !== undefined) setTimeout(() => process.exit(3), Number(endAfterMs));

async function write(writer: number): Promise<void> {
  for (let i = 0; ; i++) {
    const _id = `${round}-${writer}-${i}`;
    await things.insertOne({
      _id,
      key: `key-${_id}`,
      n: 1,
      same: 1,
      tags: ['a', `t${i % 9}`],
      text: 'x'.repeat(i % 3000),
    });
    process.stdout.write(`${_id} 1\n`);
    await things.updateOne({ _id }, { $inc: { n: 1, same: 1 }, $push: { tags: `u${i % 5}` } });
    process.stdout.write(`${_id} 2\n`);
    if (i % 3 > 0) continue;
    await things.deleteOne({ _id });
    process.stdout.write(`${_id} 3\n`);
  }
}

await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));

import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { type EmbeddedMongo, startEmbeddedMongo } from '../src/index.ts';
import { checkIntegrity } from './integrity.ts';
import { mayMount, mountDisk, type SmallDisk } from './small-disk.ts';

const { MongoClient } = mongoose.mongo;
type Thing = { _id: number; text: string; tags: number[] };

/** `DISK_ROUNDS=4` for all of them, twenty in all; two of them are in every run. */
const ROUNDS = Number(process.env.DISK_ROUNDS ?? 1);
const ALL: SmallDisk[] = [
  { kind: 'tmpfs', megabytes: 12 },
  { kind: 'tmpfs', megabytes: 24 },
  { kind: 'ext4', megabytes: 25 },
  { kind: 'ext4', megabytes: 26 },
  { kind: 'ext4', megabytes: 40 },
];
const DISKS = process.env.DISK_ROUNDS ? ALL : [ALL[0], ALL[2]].filter((disk) => disk !== undefined);
const SIZES = [50, 50, 1900, 300, 50_000, 8000];

for (const disk of DISKS) {
  const needs = mayMount(disk) ? '' : ' (not run: mounting a small disk takes root)';
  const perhaps = needs ? describe.skip : describe;

  perhaps(`a full disk: ${disk.kind} of ${disk.megabytes} MB${needs}`, function () {
    this.timeout(120_000);
    let mounted: ReturnType<typeof mountDisk>;
    let dataDir: string;
    let server: EmbeddedMongo;
    let client: mongoose.mongo.MongoClient;
    let things: mongoose.mongo.Collection<Thing>;
    const stored = new Map<number, string>();
    let next = 0;

    const start = async () => {
      server = await startEmbeddedMongo({ dataDir, databaseName: 'app' });
      client = await new MongoClient(server.uri).connect();
      things = client.db().collection('things');
    };
    const stop = async () => {
      await client.close();
      await server.stop();
    };
    beforeEach(async () => {
      mounted = mountDisk(disk);
      dataDir = join(mounted.path, 'data');
      [next, server] = [0, undefined as never];
      stored.clear();
      // What somebody will make room with.
      writeFileSync(join(mounted.path, 'filler'), Buffer.alloc((disk.megabytes / 4) * 2 ** 20));
      await start();
      await things.createIndexes([{ key: { text: 1 } }, { key: { tags: 1, text: -1 } }]);
    });
    afterEach(async () => {
      await stop();
      mounted.unmount();
    });

    const thing = (): Thing => {
      const text = `${next} `.padEnd(SIZES[next % SIZES.length] ?? 50, 'x');
      return { _id: next++, text, tags: [next % 7, next % 11] };
    };
    /** Notes what the server says is stored, all of them or some. */
    const insert = async (make: () => Thing = thing, count = 25) => {
      const docs = Array.from({ length: count }, make);
      const result = await things.insertMany(docs).catch((error) => error);
      for (const { _id, text } of docs.slice(0, result.insertedCount)) stored.set(_id, text);
      if (result instanceof Error) throw result;
    };
    const insertSmall = () => insert(() => ({ ...thing(), text: `small ${next}` }), 1);
    const untilRefused = async (work: () => Promise<void>) => {
      for (;;) {
        try {
          await work();
        } catch (error) {
          return error as { code?: number; message: string };
        }
      }
    };
    /** Others take what is left, to the last block. */
    const fillByOthers = () => {
      for (const bytes of [65_536, 4096, 1])
        try {
          for (let n = 0; ; n++)
            writeFileSync(join(mounted.path, `filler-${bytes}-${n}`), Buffer.alloc(bytes));
        } catch {
          // It is full.
        }
    };
    const makeRoom = () => {
      for (const name of readdirSync(mounted.path))
        if (name.startsWith('filler')) rmSync(join(mounted.path, name));
    };
    const expectAllThere = async () => {
      expect(await things.countDocuments()).to.equal(stored.size);
      for await (const { _id, text } of things.find()) expect(text).to.equal(stored.get(_id));
    };

    for (let round = 1; round <= ROUNDS; round++) {
      it(`refuses what needs room, and does all else (round ${round})`, async () => {
        const refused = await untilRefused(() => insert());
        expect(refused.code, refused.message).to.equal(14031);
        expect(refused.message).to.match(/^The disk is full: nothing of this write was kept\./);
        fillByOthers();
        await untilRefused(() => insert());
        await untilRefused(insertSmall);
        await untilRefused(
          async () => void (await things.updateMany({}, { $set: { more: 'm'.repeat(3000) } as never })),
        );
        await expectAllThere();

        await stop();
        await start();
        await expectAllThere();

        expect((await things.deleteOne({ _id: 0 })).deletedCount).to.equal(1);
        stored.delete(0);
        const gone = [...stored.keys()].filter((id) => id % 2 === 1);
        expect((await things.deleteMany({ _id: { $mod: [2, 1] } })).deletedCount).to.equal(gone.length);
        for (const id of gone) stored.delete(id);
        await expectAllThere();
        // What was deleted is room for something new, though the disk is as full as before.
        for (let n = 0; n < 10; n++) await insertSmall();
        await things.dropIndex('text_1');
        await stop();
        await start();
        await expectAllThere();

        makeRoom();
        for (let n = 0; n < 10; n++) await insert();
        await stop();
        const kept = (await checkIntegrity(dataDir)).get('app.things');
        expect(kept).to.have.length(stored.size);
        await start();
        fillByOthers();
        expect(await things.drop()).to.equal(true);
        await client.db().collection('others').insertOne({ text: 'after the drop' });
      });
    }
  });
}

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { waitFor } from '../support/wait-for.ts';

const megabytes = 16;
const tried = mountSmallDisk(megabytes);
tried?.unmount();
const needs = tried ? '' : ' (not run: mounting a small disk takes root)';

(tried ? describe : describe.skip)(`the bot on a full disk${needs}`, () => {
  let mounted: ReturnType<typeof mountSmallDisk>;
  let path: string;
  let sandbox: Sandbox;
  before(async function () {
    this.timeout(30_000);
    mounted = mountSmallDisk(megabytes);
    path = mounted?.path ?? '';
    sandbox = await startSandbox({ args: ['--data-dir', join(path, 'data')], env: { LOG_LEVEL: 'silent' } });
  });
  after(async () => {
    await sandbox.stop();
    mounted?.unmount();
  });

  /** Somebody else's data in the bot's database, until it takes no more. */
  const fill = async (): Promise<unknown> => {
    const socket = encodeURIComponent(join(path, 'data', 'mongo.sock'));
    const client = await new mongoose.mongo.MongoClient(
      `mongodb://${socket}/junk?directConnection=true`,
    ).connect();
    try {
      for (;;)
        await client
          .db()
          .collection('junk')
          .insertOne({ text: 'x'.repeat(4000) });
    } catch (error) {
      return error instanceof mongoose.mongo.MongoServerError ? error.code : error;
    } finally {
      await client.close();
    }
  };
  const answers = async (text: string) =>
    (await sandbox.state()).ephemerals.filter((answer) => JSON.stringify(answer).includes(text));

  it('gives the text back, keeps its wins over a restart, and takes it when there is room', async () => {
    await sandbox.brag('jo', 'before the disk was full');
    const { ts } = await sandbox.waitForWin('before the disk was full');
    await sandbox.settled();
    writeFileSync(join(path, 'filler'), Buffer.alloc(4 * 1024 * 1024));
    expect(await fill()).to.equal(14031);

    await sandbox.brag('jo', 'while the disk is full');
    const [answer] = await waitFor('the answer', async () => {
      const found = await answers('while the disk is full');
      return found.length > 0 && found;
    });
    expect(answer?.text).to.match(/^I could not store your win just now/);
    expect((await sandbox.wall()).map((win) => win.ts)).to.deep.equal([ts]);

    await sandbox.act('/bot', { action: 'restart' });
    rmSync(join(path, 'filler'));
    await sandbox.brag('jo', 'while the disk is full');
    await sandbox.waitForWin('while the disk is full');
    expect(await sandbox.wall()).to.have.length(2);
  }).timeout(60_000);
});

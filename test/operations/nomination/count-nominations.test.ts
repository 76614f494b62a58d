import { expect } from 'chai';
import { deliveryKey } from '../../../src/domain/delivery-key.ts';
import { notePartKey } from '../../../src/domain/note-part-key.ts';
import type { Workspace } from '../../../src/domain/workspace.ts';
import { createCounter } from '../../../src/operations/nomination/count-nominations.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { crowd, nextTs, nominationUsers, press, type WallWin, winOnWall } from '../../support/nomination.ts';
import { changeSettings } from '../../support/settings.ts';

describe('counting nominations', () => {
  let bot: TestBot;
  let team: TestTeam;
  let win: WallWin;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    team = await bot.createWorkspace();
    win = await winOnWall(team);
  });

  /** Counts as one replica does, in a workspace that decided otherwise; what it announces is left to be sent. */
  const counter = (decided: Partial<Workspace> = {}) =>
    createCounter({
      ...team.deps,
      workspace: async () => ({ ...(await team.deps.workspace()), ...decided }),
      deliverDue: async () => undefined,
    });
  /** Written down, and not counted yet. */
  const vote = (userIds: readonly string[], stands = true) =>
    Promise.all(
      userIds.map(async (userId) => {
        const ballot = { winId: win._id, userId };
        await team.store.nominations.record(ballot, 'button', { ts: nextTs(), stands }, bot.now());
        await team.store.wins.noteVote(win._id);
      }),
    );
  const some = (count: number) => crowd.slice(0, count).map(({ id }) => id);
  const found = async () => (await team.store.wins.find(win._id))!;
  const announced = async () => {
    const { teamId } = team;
    const deliveries = await bot.models.deliveries.model.find({ teamId, kind: 'exceptional' }).lean();
    const parts = await bot.models.noteParts.model.find({ teamId, kind: 'praise' }).lean();
    return [...deliveries, ...parts].map(({ _id }) => _id);
  };
  const praiseOf = (userId: string) => notePartKey.praise(win._id, userId);

  it('writes what the votes say, whoever wrote the count before', async () => {
    await vote(some(2));
    await bot.models.wins.model.updateOne({ _id: win._id }, { $set: { nominationCount: 9 } });

    await counter()(win._id);

    expect(await found()).to.include({ nominationCount: 2 });
    expect((await found()).nominatorIds).to.have.members(some(2));
  });

  it('announces by a threshold that is set, and followed, while it counts', async () => {
    await vote(some(2));
    const read = team.deps.workspace;
    let isSet = false;
    const workspace = async () => {
      const asItWas = await read();
      if (!isSet) {
        isSet = true;
        await changeSettings(team, bot, { exceptionalThreshold: 2 });
      }
      return asItWas;
    };

    await createCounter({ ...team.deps, workspace, deliverDue: async () => undefined })(win._id);

    expect(await announced()).to.have.members([deliveryKey.exceptional(win._id), praiseOf('UJO')]);
  });

  it('shows the win anew only when the number changed', async () => {
    await vote(some(1));
    const { revision } = await found();

    await counter()(win._id);
    const once = (await found()).revision;
    await counter()(win._id);

    expect([once - revision, (await found()).revision - once]).to.deep.equal([1, 0]);
  });

  it('ends with every vote when twenty replicas count while twenty people vote', async () => {
    const voting = some(20).map(async (userId) => {
      await vote([userId]);
      await counter()(win._id);
    });

    await Promise.all(voting);

    expect(await found()).to.include({ nominationCount: 20 });
  });

  it('leaves heroes out, also those that an edit made', async () => {
    await vote(some(3));
    await bot.models.wins.model.updateOne(
      { _id: win._id },
      { $set: { heroIds: ['UJO', 'UC1'] }, $inc: { edition: 1 } },
    );

    await counter()(win._id);

    expect((await found()).nominatorIds).to.have.members(['UC2', 'UC3']);
  });

  it('makes nothing of a win that is not there', async () => {
    await counter()('no-such-win');

    expect(await announced()).to.deep.equal([]);
  });

  const thresholds: [number, number, number][] = [
    [2, 3, 0],
    [3, 3, 2],
    [1, 1, 2],
    [4, 5, 0],
    [5, 5, 2],
  ];
  for (const [votes, exceptionalThreshold, deliveries] of thresholds)
    it(`announces ${deliveries ? 'at' : 'nothing at'} ${votes} where the workspace decided for ${exceptionalThreshold}`, async () => {
      await vote(some(votes));

      await counter({ exceptionalThreshold })(win._id);

      expect(await announced()).to.have.length(deliveries);
    });

  it('announces once, and praises each hero once, by twenty replicas at once', async () => {
    win = await winOnWall(team, { hero: 'UKAI' });
    await vote(some(5));

    await Promise.all(Array.from({ length: 20 }, () => counter()(win._id)));

    expect(await announced()).to.have.members([deliveryKey.exceptional(win._id), praiseOf('UKAI')]);
  });

  it('announces nothing again that falls below and comes back', async () => {
    const count = counter();
    await vote(some(3));
    await count(win._id);
    bot.setNow(new Date('2026-10-09T12:00Z'));

    await vote(some(3), false);
    await count(win._id);
    await vote(some(3));
    await count(win._id);
    bot.setNow(new Date('2026-10-07T12:00Z'));

    expect(await announced()).to.have.members([deliveryKey.exceptional(win._id), praiseOf('UJO')]);
  });

  it('announces nothing twice when the process ends before that is recorded', async () => {
    await vote(some(3));
    await counter()(win._id);
    const before = await announced();
    await bot.models.wins.model.updateOne({ _id: win._id }, { $unset: { exceptionalAnnouncedAt: 1 } });

    await counter()(win._id);

    expect(await announced()).to.have.members(before);
  });

  it('announces nothing of a win that was taken down', async () => {
    await vote(some(3));
    await team.store.wins.takeDown(win._id, { userId: 'UJO', isManager: false }, bot.now());

    await counter()(win._id);

    expect(await announced()).to.deep.equal([]);
  });

  it('says it at once in the thread of the win, and to its hero in the note of their next morning', async () => {
    win = await winOnWall(team, { hero: 'UKAI' });
    bot.slack.calls.length = 0;

    for (const userId of some(3)) await press(team, userId, win._id);

    const posts = bot.slack.callsOf('chat.postMessage');
    expect(posts.map(({ channel, thread_ts }) => [channel, thread_ts])).to.deep.equal([
      [bot.wallChannelId, win.wall.ts],
    ]);
    expect(await announced()).to.include(praiseOf('UKAI'));
  });
});

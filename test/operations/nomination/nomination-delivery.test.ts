import { expect } from 'chai';
import { deliveryTable } from '../../../src/operations/deliveries.ts';
import type { Composed } from '../../../src/operations/delivery/delivery-row.ts';
import { noteTable } from '../../../src/operations/notes.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { inWall } from '../../support/channel.ts';
import { crowd, nominationUsers, press, type WallWin, winOnWall } from '../../support/nomination.ts';
import { changeSettings } from '../../support/settings.ts';

describe('saying that a win is exceptional', () => {
  let bot: TestBot;
  let team: TestTeam;
  let win: WallWin;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
    team = await bot.createWorkspace();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    win = await winOnWall(team, { hero: 'UKAI' });
  });

  const nominate = async (count: number) => {
    for (const { id } of crowd.slice(0, count)) await press(team, id, win._id);
  };
  /** What there is to be said now of a delivery, as it was planned. */
  const say = async (kind: 'exceptional' | 'praise', deps = team.deps): Promise<Composed> => {
    const about = { key: `${kind}:trial:${win._id}`, winId: win._id, userId: 'UKAI' };
    if (kind === 'praise') {
      await team.store.noteParts.plan({ ...about, kind }, bot.now());
      return noteTable.praise.compose(deps, (await team.store.noteParts.find(about.key))!);
    }
    await team.store.deliveries.plan({ ...about, kind }, bot.now());
    return deliveryTable.exceptional!.compose(deps, (await team.store.deliveries.find(about.key))!);
  };
  const textOf = (composed: Composed): string =>
    composed.kind === 'send' ? composed.message.text : composed.kind;

  it('goes to the thread of the win, and names who nominated it', async () => {
    await nominate(2);

    const said = await say('exceptional');

    const delivery = (await team.store.deliveries.find(`exceptional:trial:${win._id}`))!;
    expect(await deliveryTable.exceptional!.to(team.deps, delivery)).to.deep.equal({
      kind: 'to',
      channelId: win.wall.channelId,
      threadTs: win.wall.ts,
    });
    for (const name of ['jo', 'crowd1', 'crowd2']) expect(textOf(said)).to.contain(name);
  });

  it('goes to its hero, says which win it is, and leads to the wall', async () => {
    await nominate(2);

    const said = await say('praise');

    expect(textOf(said))
      .to.contain(`/archives/CWALL/p${win.wall.ts.replace('.', '')}`)
      .and.to.contain('> found the key');
  });

  it('goes to its hero without the story or a link when they are not in the private wall', async () => {
    team = await bot.createWorkspace();
    win = await winOnWall(team, { author: 'UJO', hero: 'UKAI' });
    inWall(bot, { is_private: true }, { members: ['UJO'] });
    await nominate(2);

    expect(textOf(await say('praise')))
      .to.contain('is exceptional')
      .and.not.to.contain('archives')
      .and.not.to.contain('found the key');
  });

  context('on a private wall that there was before', () => {
    const moveWall = async () => {
      team = await bot.createWorkspace();
      win = await winOnWall(team, { author: 'UJO', hero: 'UKAI' });
      bot.slack.answersWith('conversations.info', ({ channel: id }) => ({
        channel: { id, is_channel: true, is_private: id === 'CWALL' },
      }));
      bot.slack.answersWith('conversations.members', { members: ['UJO'] });
      await changeSettings(team, bot, { wallChannelId: 'CNEW' });
    };

    it('goes to a hero who is not in it without a link there', async () => {
      await moveWall();
      await nominate(2);

      expect(textOf(await say('praise')))
        .to.contain('is exceptional')
        .and.not.to.contain('archives');
    });

    it('tells whoever wrote the message of it without a link there', async () => {
      await moveWall();
      const source = { kind: 'message', channelId: 'CGENERAL', ts: win.wall.ts, nominatedBy: 'USAM' };
      await bot.models.wins.model.updateOne({ _id: win._id }, { $set: { authorId: 'UKAI', source } });
      const key = `copied:trial:${win._id}`;
      await team.store.deliveries.plan({ key, kind: 'copied', winId: win._id, userId: 'UKAI' }, bot.now());

      const said = await deliveryTable.copied!.compose(team.deps, (await team.store.deliveries.find(key))!);

      expect(textOf(said)).to.contain('nominated what you wrote').and.not.to.contain('archives');
    });
  });

  for (const kind of ['exceptional', 'praise'] as const) {
    it(`waits while too few nominate it (${kind})`, async () => {
      await nominate(1);

      expect((await say(kind)).kind).to.equal('wait');
    });

    it(`waits until it is on the wall (${kind})`, async () => {
      await nominate(2);
      await bot.models.wins.model.updateOne({ _id: win._id }, { $unset: { wall: 1 } });

      expect((await say(kind)).kind).to.equal('wait');
    });

    it(`is left out once it is taken down (${kind})`, async () => {
      await nominate(2);
      await team.store.wins.takeDown(win._id, { userId: 'UJO', isManager: false }, bot.now());

      expect((await say(kind)).kind).to.equal('skip');
    });

    it(`goes by how many the workspace decided for (${kind})`, async () => {
      await nominate(2);
      const workspace = { ...(await team.deps.workspace()), exceptionalThreshold: 4 };

      const said = await say(kind, { ...team.deps, workspace: async () => workspace });

      expect(said.kind).to.equal('wait');
    });
  }

  it('says "someone" for whom Slack cannot be asked about', async () => {
    win = await winOnWall(team, { author: 'UANN', hero: 'UKAI' });
    await bot.models.wins.model.updateOne(
      { _id: win._id },
      { $set: { nominationCount: 3, nominatorIds: ['UANN', 'UC19', 'UC20'] } },
    );
    bot.slack.answersWith('users.info', { error: 'internal_error' });

    expect(textOf(await say('praise'))).to.contain('someone');
  });
});

import { expect } from 'chai';
import sinon from 'sinon';
import { followChannels } from '../../../src/operations/workspace/follow-channel.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { winsOf } from '../../support/win.ts';

describe('hearing that a channel has another id', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
  });
  afterEach(() => {
    sinon.restore();
    bot.slack.reset();
  });

  const from = 'CWALL';
  const to = 'CMOVED';
  const renumbered = (old_channel_id: string | null = from, new_channel_id: string | null = to) =>
    team.event({ type: 'channel_id_changed', old_channel_id, new_channel_id, event_ts: '1.0' });
  const isDue = async () =>
    (await bot.models.workspaces.teamsWithMovedChannels(bot.now())).includes(team.teamId);
  const later = (minutes: number): void => bot.setNow(new Date(bot.now().getTime() + minutes * 60_000));
  const anyOf = async (channelId: string): Promise<string[]> => {
    const found: string[] = [];
    for (const [name, { model }] of Object.entries(bot.models)) {
      if (name === 'migrations') continue;
      const docs = await model.collection
        .find(name === 'workspaces' ? { _id: team.teamId as never } : { teamId: team.teamId })
        .toArray();
      for (const doc of docs) {
        const { movedChannels: _, ...rest } = doc;
        if (JSON.stringify({ ...rest, _id: name === 'deliveries' ? '' : rest._id }).includes(channelId))
          found.push(name);
      }
    }
    return [...new Set(found)].sort();
  };

  /** Something in every collection that knows of a channel. */
  const fill = async () => {
    const { store } = team;
    await team.command('UJO', 'stays where it is');
    const [win] = await winsOf(team);
    await store.wins.store({
      winId: `made-${team.teamId}`,
      authorId: 'UJO',
      source: { kind: 'message', channelId: from, ts: '5.000000', nominatedBy: 'UANN' },
      postedAt: bot.now(),
      week: '2026-W41',
      text: 'made from a message',
      heroIds: ['UJO'],
      names: new Map(),
      customerAlias: undefined,
      rung: undefined,
      principle: undefined,
    });
    await store.channels.recordJoined(from, '1.000000');
    await store.channels.planLook(from, '1.000000', bot.now());
    const reaction = {
      channelId: from,
      ts: '9.000000',
      userId: 'UANN',
      name: 'trophy',
      eventTs: '9.1',
      isAdded: true,
      isOurs: false,
    };
    await store.pendingReactions.note(reaction, bot.now(), bot.now());
    await store.deliveries.plan(
      { key: `wall-welcome:${team.teamId}:old`, kind: 'wall-welcome', channelId: from },
      new Date('2030-01-01T00:00:00Z'),
    );
    await bot.models.digests.model.collection.insertOne({
      _id: `${team.teamId}:2026-W40` as never,
      teamId: team.teamId,
      week: '2026-W40',
      madeAt: bot.now(),
      timeZone: 'Europe/London',
      winCount: 1,
      exceptionalCount: 1,
      nominationCount: 3,
      heroIds: ['UJO'],
      exceptional: [
        {
          winId: 'W',
          heroes: [],
          text: `in ${from}`,
          nominationCount: 3,
          place: { channelId: from, ts: '1.0' },
        },
      ],
      trend: [],
      principles: [],
      ladder: [],
      firstTimerCount: 0,
      firstTimers: [],
    });
    return win!;
  };

  it('follows it everywhere that it is stored, and posts there from then on', async () => {
    const win = await fill();

    await renumbered();

    expect(await anyOf(from)).to.deep.equal(['digests']);
    expect(await anyOf(to)).to.deep.equal([
      'channels',
      'deliveries',
      'digests',
      'pendingReactions',
      'wins',
      'workspaces',
    ]);
    const digest = await team.store.digests.find('2026-W40');
    expect(digest!.exceptional[0]).to.deep.include({
      text: `in ${from}`,
      place: { channelId: to, ts: '1.0' },
    });
    expect(digest!.madeAt).to.deep.equal(bot.now());
    expect((await team.store.wins.find(win._id))!.wall).to.deep.equal({ channelId: to, ts: win.wall!.ts });
    await team.command('UJO', 'goes to the new one');
    const posted = bot.slack
      .callsOf('chat.postMessage')
      .filter(({ text }) => text.includes('goes to the new one'));
    expect(posted.map(({ channel }) => channel)).to.deep.equal([to]);
  });

  it('follows a wall that is lost', async () => {
    await team.store.workspace.loseWall(from, 'is_archived', bot.now());

    await renumbered();

    expect((await team.store.workspace.read()).lostWall).to.include({ channelId: to });
  });

  it('comes to the same when it is told twenty times at once', async () => {
    await fill();

    await Promise.all(Array.from({ length: 20 }, () => renumbered()));

    expect(await anyOf(from)).to.deep.equal(['digests']);
    expect(await winsOf(team)).to.have.length(2);
    expect(await bot.models.pendingReactions.model.countDocuments({ teamId: team.teamId })).to.equal(1);
    expect(await bot.models.channels.model.countDocuments({ teamId: team.teamId })).to.equal(1);
  });

  it('is followed at a later tick when the database failed in between', async () => {
    await fill();
    failingDatabase(bot.models.pendingReactions.model, 'updateOne');
    await renumbered();
    sinon.restore();
    expect(await anyOf(from)).to.include('pendingReactions');

    expect(await isDue()).to.equal(true);
    await followChannels(team.deps, bot.now());

    expect(await anyOf(from)).to.deep.equal(['digests']);
  });

  it('is followed once more ten minutes later, for what was under way, and then forgotten', async () => {
    await renumbered();
    await team.store.channels.recordJoined(from, '2.000000');
    expect(await isDue()).to.equal(false);
    later(10);

    expect(await isDue()).to.equal(true);
    await followChannels(team.deps, bot.now());

    expect(await anyOf(from)).to.deep.equal([]);
    expect(await team.store.workspace.movedChannels()).to.deep.equal({ followAt: undefined, moves: [] });
  });

  it('keeps what is known of both ids of a channel to the earlier', async () => {
    const { store } = team;
    await store.channels.recordJoined(from, '1.000000');
    await store.channels.recordKnown(from, new Date('2026-10-01T00:00:00Z'));
    await store.channels.recordJoined(to, '3.000000');
    await store.channels.recordKnown(to, new Date('2026-10-05T00:00:00Z'));

    await renumbered();

    expect(await store.channels.meet(to, '9.000000')).to.deep.include({
      joinedTs: '1.000000',
      knownUntil: new Date('2026-10-01T00:00:00Z'),
    });
  });

  it('leaves one of two wins that were made from the same message by both ids where it is', async () => {
    const store = (channelId: string) =>
      team.store.wins.store({
        winId: `${channelId}-${team.teamId}`,
        authorId: 'UJO',
        source: { kind: 'message', channelId, ts: '5.000000', nominatedBy: 'UANN' },
        postedAt: bot.now(),
        week: '2026-W41',
        text: 'twice',
        heroIds: ['UJO'],
        names: new Map(),
        customerAlias: undefined,
        rung: undefined,
        principle: undefined,
      });
    await store(from);
    await store(to);

    await renumbered();

    const places = (await winsOf(team)).map(({ source }) => source?.channelId);
    expect(places).to.have.members([to, from]);
  });

  for (const [old, fresh] of [
    [from, null],
    [null, to],
    [from, from],
  ])
    it(`changes nothing when it is told of ${old} and ${fresh}`, async () => {
      await renumbered(old, fresh);

      expect((await team.store.workspace.read()).wallChannelId).to.equal(from);
      expect(await isDue()).to.equal(false);
    });
});

import { expect } from 'chai';
import { noDetails } from '../../../src/domain/win.ts';
import type { Win } from '../../../src/models/win-schema.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { postAboutSam, winsOf } from '../../support/win.ts';

describe('hearing that a message is gone', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
  });
  afterEach(() => bot.slack.reset());

  const hear = (event: object, channel = bot.wallChannelId) =>
    team.event({ type: 'message', channel, ts: '1.0', event_ts: '1.0', hidden: true, ...event });
  const stored = async ({ _id }: Win): Promise<Win> => (await team.store.wins.find(_id))!;

  const goings: [what: string, event: (ts: string) => object][] = [
    ['deleted', (ts) => ({ subtype: 'message_deleted', deleted_ts: ts })],
    [
      'deleted and leaves replies',
      (ts) => ({ subtype: 'message_changed', message: { type: 'message', subtype: 'tombstone', ts } }),
    ],
  ];
  for (const [what, event] of goings)
    it(`withdraws the win whose wall message is ${what}`, async () => {
      const win = await postAboutSam(team);

      await hear(event(win.wall!.ts));

      expect((await stored(win)).withdrawn).to.include({ why: 'message-deleted' });
      expect((await stored(win)).isWallStale).to.equal(false);
    });

  it('withdraws the win whose original message is deleted, and takes it off the wall', async () => {
    await team.store.wins.store({
      winId: 'W1',
      authorId: 'USAM',
      heroIds: ['USAM'],
      text: 'said in passing',
      names: new Map(),
      source: { kind: 'message', channelId: 'CGENERAL', ts: '7.0', nominatedBy: 'UJO' },
      postedAt: bot.now(),
      week: '2026-W41',
      ...noDetails,
    });
    await team.store.wins.recordPosted('W1', { channelId: bot.wallChannelId, ts: '8.0' }, 0);

    await hear({ subtype: 'message_deleted', deleted_ts: '7.0' }, 'CGENERAL');

    expect(await winsOf(team)).to.deep.equal([]);
    expect(bot.slack.callsOf('chat.delete')).to.deep.equal([{ channel: bot.wallChannelId, ts: '8.0' }]);
  });

  it('lets the same text be posted anew', async () => {
    const win = await postAboutSam(team);
    await hear({ subtype: 'message_deleted', deleted_ts: win.wall!.ts });

    const again = await postAboutSam(team);

    expect(again._id).not.to.equal(win._id);
    expect(await stored(again)).to.have.property('wall');
  });

  it('withdraws it once when Slack tells of it twenty times at once', async () => {
    const win = await postAboutSam(team);
    const deleted = { subtype: 'message_deleted', deleted_ts: win.wall!.ts };

    await Promise.all(Array.from({ length: 20 }, () => hear(deleted)));

    expect(await stored(win)).to.include({ revision: win.revision + 1, isWallStale: false });
  });

  it('leaves a win as it was taken down when the bot deletes its message itself', async () => {
    const win = await postAboutSam(team);
    await team.action('UJO', 'win.take_down', { value: win._id });

    await hear({ subtype: 'message_deleted', deleted_ts: win.wall!.ts });

    expect((await stored(win)).withdrawn).to.include({ why: 'taken-down', by: 'UJO' });
  });

  const others: [what: string, event: (ts: string) => object, channel?: string][] = [
    ['an update', (ts) => ({ subtype: 'message_changed', message: { type: 'message', ts } })],
    ['a new message', () => ({ text: 'hello', user: 'UJO' })],
    ['a message deleted elsewhere', (ts) => ({ subtype: 'message_deleted', deleted_ts: ts }), 'CGENERAL'],
    ['another message deleted', () => ({ subtype: 'message_deleted', deleted_ts: '9.0' })],
  ];
  for (const [what, event, channel] of others)
    it(`withdraws nothing for ${what}`, async () => {
      const win = await postAboutSam(team);

      await hear(event(win.wall!.ts), channel);

      expect(await winsOf(team)).to.have.length(1);
    });

  it('withdraws nothing of another workspace', async () => {
    const win = await postAboutSam(team);
    const other = await bot.createWorkspace();

    await other.event({
      type: 'message',
      subtype: 'message_deleted',
      channel: bot.wallChannelId,
      ts: '1.0',
      event_ts: '1.0',
      deleted_ts: win.wall!.ts,
    });

    expect(await winsOf(team)).to.have.length(1);
  });
});

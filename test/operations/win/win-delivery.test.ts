import { expect } from 'chai';
import type { Win } from '../../../src/models/win-schema.ts';
import { postWin } from '../../../src/operations/win/post-win.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';

describe('delivering a win to the wall', () => {
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

  const jo = { userId: 'UJO', isManager: false };
  const store = async (): Promise<Win> => {
    const submission = { authorId: 'UJO', text: 'mended the door', source: 'command' } as const;
    const outcome = await postWin(team.deps, submission, bot.now());
    return (await team.store.wins.find(outcome.kind === 'stored' ? outcome.winId : ''))!;
  };
  const stored = async ({ _id }: Win): Promise<Win> => (await team.store.wins.find(_id))!;
  const keyOf = ({ _id }: Win): string => `win:${_id}`;
  const deliver = async (win: Win): Promise<void> => {
    await team.deps.outbox.deliver(keyOf(win));
    await bot.shared.background.drain(5_000);
  };
  const edit = async (win: Win): Promise<void> => {
    const details = { customerAlias: 'Mrs Lee', rung: undefined, principle: undefined };
    const content = { text: 'mended the gate', heroIds: ['UJO'], names: new Map([['UJO', 'jo']]) };
    await team.store.wins.edit(await stored(win), 0, jo.userId, { ...content, ...details }, bot.now());
  };
  /** Slack takes the message, and meanwhile something else is done. */
  const meanwhile = (work: () => Promise<unknown>) =>
    bot.slack.answersWith('chat.postMessage', async () => {
      await work();
      return { channel: bot.wallChannelId, ts: '9.0' };
    });
  const posted = () => bot.slack.callsOf('chat.postMessage');

  it('posts it as it is, not as it was planned', async () => {
    const win = await store();
    await edit(win);

    await deliver(win);

    expect(posted()).to.have.length(1);
    expect(posted()[0]!.text).to.contain('mended the gate').and.to.contain('For Mrs Lee');
    expect(bot.slack.callsOf('chat.update')).to.have.length(0);
  });

  it('posts nothing once it is taken down', async () => {
    const win = await store();
    await team.store.wins.takeDown(win._id, jo, bot.now());

    await deliver(win);

    expect(posted()).to.deep.equal([]);
    expect(await team.store.deliveries.find(keyOf(win))).to.include({ state: 'skipped' });
  });

  it('posts nothing when it is on the wall', async () => {
    const win = await store();
    await team.store.wins.recordPosted(win._id, { channelId: bot.wallChannelId, ts: '8.0' }, 0);

    await deliver(win);

    expect(posted()).to.deep.equal([]);
    expect(await team.store.deliveries.find(keyOf(win))).to.include({ why: 'the win is on the wall' });
  });

  it('shows it anew when it changed while its message was under way', async () => {
    const win = await store();
    meanwhile(() => edit(win));

    await deliver(win);

    expect(bot.slack.callsOf('chat.update').map(({ ts, text }) => [ts, text.includes('gate')])).to.deep.equal(
      [['9.0', true]],
    );
    expect(await stored(win)).to.include({ isWallStale: false });
  });

  it('deletes its message when it was taken down while that was under way', async () => {
    const win = await store();
    meanwhile(() => team.store.wins.takeDown(win._id, jo, bot.now()));

    await deliver(win);

    expect(bot.slack.callsOf('chat.delete')).to.deep.equal([{ channel: bot.wallChannelId, ts: '9.0' }]);
    expect(await stored(win)).to.include({ isWallStale: false });
  });

  context('when Slack does not answer', () => {
    const tryInVain = async () => {
      const win = await store();
      bot.slack.answersWith('chat.postMessage', () => {
        throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
      });
      await deliver(win);
      bot.slack.reset();
      bot.setNow(new Date(bot.now().getTime() + 30_000));
      return win;
    };

    const found = (win: Win): void => {
      const metadata = { event_type: 'brag_wall_delivery', event_payload: { key: keyOf(win) } };
      bot.slack.answersWith('conversations.history', { messages: [{ ts: '7.0', metadata }] });
    };

    it('finds the message that was sent all the same, and shows what is not known to be shown', async () => {
      const win = await tryInVain();
      found(win);

      await deliver(win);

      expect(posted()).to.deep.equal([]);
      expect((await stored(win)).wall).to.include({ ts: '7.0' });
      expect(await stored(win)).to.include({ needsReconciling: true, isWallStale: false });
      expect(bot.slack.callsOf('chat.update').map(({ ts }) => ts)).to.deep.equal(['7.0']);
    });

    it('finds and deletes the message when the win was taken down meanwhile', async () => {
      const win = await tryInVain();
      await team.store.wins.takeDown(win._id, jo, bot.now());
      found(win);

      await deliver(win);

      expect(posted()).to.deep.equal([]);
      expect(bot.slack.callsOf('chat.delete')).to.deep.equal([{ channel: bot.wallChannelId, ts: '7.0' }]);
    });

    it('posts it once when there is no such message', async () => {
      const win = await tryInVain();
      bot.slack.answersWith('conversations.history', { messages: [] });

      await deliver(win);
      await deliver(win);

      expect(posted()).to.have.length(1);
      expect(await stored(win)).to.have.property('wall');
    });
  });
});

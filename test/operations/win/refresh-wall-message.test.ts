import { expect } from 'chai';
import sinon from 'sinon';
import type { Win } from '../../../src/models/win-schema.ts';
import { refreshStale } from '../../../src/operations/win/refresh-stale.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { fakeTimers } from '../../support/fake-time.ts';
import { createGate } from '../../support/gate.ts';
import { waitFor } from '../../support/wait-for.ts';
import { postAboutSam } from '../../support/win.ts';

describe('keeping a wall message equal to its win', () => {
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

  const jo = { userId: 'UJO', isManager: false };
  const stored = async ({ _id }: Win): Promise<Win> => (await team.store.wins.find(_id))!;
  /** Changes what is stored, and shows nothing. */
  const write = async (win: Win, text: string): Promise<void> => {
    const read = await stored(win);
    const content = { text, heroIds: ['USAM'], names: new Map([['USAM', 'sam']]) };
    const details = { customerAlias: undefined, rung: undefined, principle: undefined };
    await team.store.wins.edit(read, read.edition, jo.userId, { ...content, ...details }, bot.now());
  };
  const stale = async (text = 'carried it'): Promise<Win> => {
    const win = await postAboutSam(team);
    await write(win, text);
    return win;
  };
  const refresh = (win: Win) => team.deps.refreshWallMessage(win._id);
  const updates = () => bot.slack.callsOf('chat.update');
  const inAWhile = (ms: number) => bot.setNow(new Date(bot.now().getTime() + ms));

  it('shows what is stored, with the key of the message', async () => {
    const win = await stale();

    await refresh(win);

    expect(updates()).to.have.length(1);
    expect(updates()[0]).to.deep.include({
      channel: bot.wallChannelId,
      ts: win.wall!.ts,
      metadata: { event_type: 'brag_wall_delivery', event_payload: { key: `win:${win._id}` } },
    });
    expect(updates()[0]!.text).to.contain('carried it');
    expect((await stored(win)).isWallStale).to.equal(false);
  });

  it('asks Slack nothing when nothing changed', async () => {
    const win = await postAboutSam(team);

    await refresh(win);
    await team.deps.refreshWallMessage('no-such-win');

    expect(updates()).to.deep.equal([]);
  });

  it('asks Slack nothing while the win is not on the wall', async () => {
    team = await bot.createWorkspace({ hasWall: false });
    const win = await stale();

    await refresh(win);

    expect(updates()).to.deep.equal([]);
    expect((await stored(win)).isWallStale).to.equal(true);
  });

  it('deletes the message of a win that was taken down', async () => {
    const win = await postAboutSam(team);
    await team.store.wins.takeDown(win._id, jo, bot.now());

    await refresh(win);

    expect(bot.slack.callsOf('chat.delete')).to.deep.equal([
      { channel: bot.wallChannelId, ts: win.wall!.ts },
    ]);
    expect((await stored(win)).isWallStale).to.equal(false);
  });

  it('answers twenty calls that come while one is shown with one more showing', async () => {
    const win = await stale('the first version');
    const slow = createGate();
    bot.slack.answersWith('chat.update', async () => {
      await slow.opened;
      return {};
    });

    const showing = refresh(win);
    await waitFor('the first showing', () => updates().length === 1);
    await write(win, 'the last version');
    const calls = Array.from({ length: 20 }, () => refresh(win));
    slow.open();
    await Promise.all([showing, ...calls]);

    expect(updates()).to.have.length(2);
    expect(updates()[1]!.text).to.contain('the last version');
    expect((await stored(win)).isWallStale).to.equal(false);
  });

  it('shows once more what changed while it was shown, without being called', async () => {
    const win = await stale('the first version');
    bot.slack.answersWith('chat.update', async () => {
      if (updates().length === 1) await write(win, 'the last version');
      return {};
    });

    await refresh(win);

    expect(updates().map(({ text }) => /the (\w+) version/.exec(text)?.[1])).to.deep.equal(['first', 'last']);
  });

  for (const error of ['internal_error', 'is_archived', 'channel_not_found', 'token_revoked'])
    it(`stays stale when Slack answers ${error}, and is shown the next time`, async () => {
      const win = await stale();
      bot.slack.answersWith('chat.update', { error });

      await refresh(win);

      expect(await stored(win)).to.include({ isWallStale: true });
      expect((await stored(win)).withdrawn).to.equal(undefined);

      bot.slack.reset();
      await refresh(win);
      expect(updates()).to.have.length(1);
      expect(await stored(win)).to.include({ isWallStale: false });
    });

  context('when Slack refuses to change it', () => {
    const minuteMs = 60_000;
    /** What the ticks of so many minutes do. */
    const tickFor = async (minutes: number): Promise<void> => {
      for (let minute = 0; minute < minutes; minute += 1) {
        inAWhile(minuteMs);
        if ((await bot.models.wins.staleTeams(bot.now())).includes(team.teamId))
          await refreshStale(team.deps);
      }
    };

    for (const error of ['cant_update_message', 'edit_window_closed', 'a_code_of_tomorrow'])
      it(`is shown a minute after ${error} has passed`, async () => {
        const win = await stale();
        bot.slack.answersOnceWith('chat.update', { error });

        await refresh(win);
        expect(await stored(win)).to.include({ isWallStale: true });
        await refreshStale(team.deps);
        expect(updates()).to.have.length(1);
        await tickFor(1);

        expect(updates()).to.have.length(2);
        expect(await stored(win)).to.include({ isWallStale: false });
        expect((await stored(win)).withdrawn).to.equal(undefined);
      });

    it('is tried later each time, twelve times more, and anew after the next change', async () => {
      const win = await stale();
      bot.slack.answersWith('chat.update', { error: 'edit_window_closed' });

      await refresh(win);
      await tickFor(1 + 2 + 4);
      expect(updates()).to.have.length(4);
      await tickFor(12 * 60);
      expect(updates()).to.have.length(13);
      expect(await stored(win)).to.include({ isWallStale: false });

      await write(win, 'told anew');
      bot.slack.answersAsUsual('chat.update');
      await refresh(win);
      expect(updates()).to.have.length(14);
      expect(await stored(win)).to.include({ isWallStale: false });
    }).timeout(60_000);

    it('goes on for as long as its channel is closed', async () => {
      const win = await stale();
      bot.slack.answersWith('chat.update', { error: 'is_archived' });
      await refresh(win);
      await tickFor(20 * 60);

      bot.slack.answersAsUsual('chat.update');
      await tickFor(60);

      expect(updates().length).to.be.within(15, 30);
      expect(await stored(win)).to.include({ isWallStale: false });
    }).timeout(60_000);

    it('is deleted a minute after that was refused', async () => {
      const win = await postAboutSam(team);
      await team.store.wins.takeDown(win._id, jo, bot.now());
      bot.slack.answersOnceWith('chat.delete', { error: 'cant_delete_message' });

      await refresh(win);
      await tickFor(1);

      expect(bot.slack.callsOf('chat.delete')).to.have.length(2);
      expect(await stored(win)).to.include({ isWallStale: false });
    });

    it('shows less when Slack refuses its form', async () => {
      const win = await stale();
      bot.slack.answersOnceWith('chat.update', { error: 'invalid_blocks' });

      await refresh(win);

      expect(updates().map(({ blocks }) => blocks !== undefined)).to.deep.equal([true, false]);
      expect(await stored(win)).to.include({ isWallStale: false });
    });
  });

  context('when the message is gone', () => {
    it('withdraws the win, and lets its text be posted anew', async () => {
      const win = await stale();
      bot.slack.answersWith('chat.update', { error: 'message_not_found' });
      bot.slack.answersWith('chat.delete', { error: 'message_not_found' });

      await refresh(win);

      expect((await stored(win)).withdrawn).to.include({ why: 'message-deleted' });
      expect((await stored(win)).isWallStale).to.equal(false);
      expect((await postAboutSam(team))._id).not.to.equal(win._id);
    });

    it('leaves a win as it was taken down', async () => {
      const win = await postAboutSam(team);
      await team.store.wins.takeDown(win._id, jo, bot.now());
      bot.slack.answersWith('chat.delete', { error: 'message_not_found' });

      await refresh(win);

      expect((await stored(win)).withdrawn).to.include({ why: 'taken-down' });
      expect((await stored(win)).isWallStale).to.equal(false);
    });
  });

  context('when Slack wants a pause', () => {
    it('waits for as long as it was told, and shows the newest then', async () => {
      const clock = fakeTimers();
      const win = await stale('the first version');
      bot.slack.answersWith('chat.update', { retryAfter: 30 });
      await refresh(win);
      bot.slack.reset();

      await write(win, 'the last version');
      await refresh(win);
      inAWhile(30_000);
      await clock.tickAsync(29_999);
      expect(updates()).to.deep.equal([]);
      await clock.tickAsync(1);
      await waitFor('the message', () => updates().length > 0);
      await bot.shared.background.drain(5_000);

      expect(updates()).to.have.length(1);
      expect(updates()[0]!.text).to.contain('the last version');
      expect((await stored(win)).isWallStale).to.equal(false);
    });

    it('has the other messages wait too', async () => {
      fakeTimers();
      const [one, other] = [await stale(), await postAboutSam(team, 'another story')];
      await write(other, 'another story, told anew');
      bot.slack.answersWith('chat.update', { retryAfter: 30 });
      await refresh(one);
      bot.slack.reset();

      await refresh(other);

      expect(updates()).to.deep.equal([]);
      expect((await stored(other)).isWallStale).to.equal(true);
    });
  });

  context('when Slack does not answer', () => {
    it('is shown again after the silence, since what was unanswered may still come through', async () => {
      const clock = fakeTimers();
      const win = await stale('the first version');
      bot.slack.answersWith('chat.update', () => {
        throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
      });
      await refresh(win);
      expect((await stored(win)).isWallStale).to.equal(true);
      bot.slack.reset();

      await write(win, 'the last version');
      await refresh(win);
      expect(updates()).to.have.length(1);
      expect((await stored(win)).isWallStale).to.equal(true);
      inAWhile(30_000);
      await clock.tickAsync(30_000);
      await waitFor('the message once more', () => updates().length === 2);
      await bot.shared.background.drain(5_000);

      expect(updates()[1]!.text).to.contain('the last version');
      expect((await stored(win)).isWallStale).to.equal(false);
    });
  });
});

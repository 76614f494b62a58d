import { expect } from 'chai';
import { adoptWall } from '../../../src/operations/wall/adopt-wall.ts';
import { chooseWall } from '../../../src/operations/wall/choose-wall.ts';
import { restoreWall } from '../../../src/operations/wall/wall.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';

describe('finding the wall of a workspace', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace({ hasWall: false });
    // It is met in the background, and finds nothing.
    await bot.shared.background.drain(5_000);
    bot.slack.reset();
  });
  afterEach(() => bot.slack.reset());

  const wall = async () => (await team.store.workspace.read()).wallChannelId;
  /** What Slack says of each channel. */
  const channels = (known: Record<string, object>) =>
    bot.slack.answersWith('conversations.info', ({ channel: id }) =>
      known[id] ? { channel: { id, ...known[id] } } : { ok: false, error: 'channel_not_found' },
    );
  const isIn = (...ids: string[]) =>
    bot.slack.answersWith('users.conversations', { channels: ids.map((id) => ({ id })) });
  const adopt = (defaultId?: string) => adoptWall(team.deps, defaultId, bot.now());
  const failureOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'none',
      (error: Error) => error.message,
    );

  it('leaves a wall that there is, and asks Slack nothing', async () => {
    await team.store.workspace.setWallIfNone('CWALL');

    await adopt('CDEFAULT');

    expect(await wall()).to.equal('CWALL');
    expect(bot.slack.calls).to.deep.equal([]);
  });

  context('when there is a default', () => {
    it('takes it if the bot is in it', async () => {
      channels({ CDEFAULT: { is_member: true } });
      isIn('COTHER');

      await adopt('CDEFAULT');

      expect(await wall()).to.equal('CDEFAULT');
      expect(bot.slack.callsOf('conversations.join')).to.deep.equal([]);
    });

    it('joins it if it can', async () => {
      channels({ CDEFAULT: { is_member: false } });

      await adopt('CDEFAULT');

      expect(await wall()).to.equal('CDEFAULT');
      expect(bot.slack.callsOf('conversations.join')).to.deep.equal([{ channel: 'CDEFAULT' }]);
    });

    it('takes the only channel that the bot is in if the default is closed to it', async () => {
      channels({});
      bot.slack.answersWith('conversations.join', { error: 'channel_not_found' });
      isIn('CONLY');

      await adopt('CDEFAULT');

      expect(await wall()).to.equal('CONLY');
    });

    for (const error of ['internal_error', 'org_login_required', 'a_code_of_tomorrow', 'account_inactive'])
      it(`takes no other in its place when Slack cannot tell (${error})`, async () => {
        bot.slack.answersWith('conversations.info', { error });
        bot.slack.answersWith('conversations.join', { error });
        isIn('CONLY');

        expect(await failureOf(adopt('CDEFAULT'))).to.contain(error);
        expect(await wall()).to.equal(undefined);
      });

    it('takes it later when Slack wanted a pause', async () => {
      bot.slack.answersWith('conversations.info', { retryAfter: 30 });
      expect(await failureOf(adopt('CDEFAULT'))).to.contain('rate-limit');
      channels({ CDEFAULT: { is_member: true } });

      await adopt('CDEFAULT');

      expect(await wall()).to.equal('CDEFAULT');
    });
  });

  context('when there is no default', () => {
    it('takes the only channel that the bot is in', async () => {
      isIn('CONLY');

      await adopt();

      expect(await wall()).to.equal('CONLY');
    });

    it('takes none of several', async () => {
      isIn('CONE', 'CTWO');

      await adopt();

      expect(await wall()).to.equal(undefined);
    });

    it('fails, to be tried again, when Slack cannot list the channels', async () => {
      bot.slack.answersWith('users.conversations', { error: 'internal_error' });

      expect(await failureOf(adopt())).to.contain('internal_error');
    });
  });

  context('when the wall was lost', () => {
    const lose = async () => {
      await team.store.workspace.setWallIfNone('CLOST');
      await team.store.workspace.loseWall('CLOST', 'is_archived', bot.now());
    };

    it('takes it when it came back meanwhile', async () => {
      await lose();
      channels({ CLOST: { is_member: true } });

      await adopt();

      expect(await wall()).to.equal('CLOST');
    });

    it('takes neither the default nor the only channel in its place', async () => {
      await lose();
      channels({ CLOST: { is_member: true, is_archived: true }, CDEFAULT: { is_member: true } });
      isIn('CONLY');

      await adopt('CDEFAULT');

      expect(await wall()).to.equal(undefined);
    });

    const asked = () =>
      bot.models.deliveries.model.find({ teamId: team.teamId, kind: 'wall-ask' }).distinct('channelId');

    it('asks an admin about the one channel that the bot came to meanwhile, once', async () => {
      await team.store.channels.recordJoined('CKNOWN', '1.0');
      await lose();
      isIn('CKNOWN', 'CNEW');

      await adopt();
      await adopt();

      expect(await wall()).to.equal(undefined);
      expect(await asked()).to.deep.equal(['CNEW']);
    });

    for (const [what, ids] of [
      ['none', ['CKNOWN']],
      ['several', ['CNEW', 'COTHER']],
    ] as const)
      it(`asks nobody when ${what} of its channels are new`, async () => {
        await team.store.channels.recordJoined('CKNOWN', '1.0');
        await lose();
        isIn(...ids);

        await adopt();

        expect(await asked()).to.deep.equal([]);
      });

    it('restores it for one of twenty that hear of it at once', async () => {
      await lose();
      channels({ CLOST: { is_member: true } });

      const restored = await Promise.all(
        Array.from({ length: 20 }, () => restoreWall(team.deps, 'CLOST', bot.now())),
      );

      expect(restored.filter(Boolean)).to.have.length(1);
    });

    it('gives it up for a channel that somebody chooses', async () => {
      await lose();
      const outcome = await chooseWall(team.deps, 'CNEW', 'UANN', bot.now());

      expect(outcome).to.deep.equal({ kind: 'chosen', wallChannelId: 'CNEW' });
      expect((await team.store.workspace.read()).lostWall).to.equal(undefined);
    });
  });

  it('makes one of twenty channels that are chosen at once the wall', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => chooseWall(team.deps, `C${index}`, 'UJO', bot.now())),
    );

    const chosen = await wall();
    expect(outcomes.filter(({ kind }) => kind === 'chosen')).to.deep.equal([
      { kind: 'chosen', wallChannelId: chosen },
    ]);
    expect(outcomes.filter(({ kind }) => kind === 'taken')).to.have.length(19);
  });
});

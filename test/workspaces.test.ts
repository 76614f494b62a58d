import { expect } from 'chai';
import sinon from 'sinon';
import type { Deps } from '../src/deps.ts';
import { NotInstalledError } from '../src/errors.ts';
import { createWorkspaces, type WorkspacesOptions } from '../src/workspaces.ts';
import { openTestBot, type TestBot } from './support/bot.ts';

const minuteMs = 60_000;
const twenty = Array.from({ length: 20 }, (_, index) => index);

describe('the workspaces of a process', () => {
  let bot: TestBot;
  let teams = 0;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(() => bot.slack.answersWith('users.list', { members: [] }));
  afterEach(() => settled());

  const newTeam = (): string => {
    teams += 1;
    return `TNEW${teams}`;
  };
  const open = () => {
    const findInstallation = sinon.stub<
      Parameters<WorkspacesOptions['findInstallation']>,
      ReturnType<WorkspacesOptions['findInstallation']>
    >();
    findInstallation.callsFake(async (teamId) => ({
      teamId,
      botUserId: 'UBOT',
      botId: 'BBOT',
      url: 'https://example.slack.com/',
      botToken: 'xoxb-test',
    }));
    const workspaces = createWorkspaces(bot.shared, {
      findInstallation,
      slackApiUrl: undefined,
      wallChannelId: undefined,
    });
    return { workspaces, findInstallation };
  };
  const settled = () => bot.shared.background.drain(5_000);
  /** What Slack was asked while this went on. */
  const askedBy = async (work: () => Promise<unknown>): Promise<string[]> => {
    const before = bot.slack.calls.length;
    await work();
    await settled();
    return bot.slack.calls.slice(before).map(({ method }) => method);
  };
  const later = (ms: number): Date => {
    bot.setNow(new Date(bot.now().getTime() + ms));
    return bot.now();
  };
  /** Whether something that is due is sent. */
  const isSending = async ({ store, outbox, installation: { teamId } }: Deps): Promise<boolean> => {
    const channelId = `C${bot.now().getTime()}`;
    const key = `challenge-reminder:${teamId}:${channelId}`;
    await store.deliveries.plan({ key, kind: 'challenge-reminder', userId: 'UANN' }, bot.now());
    await outbox.deliverDue();
    return (await store.deliveries.find(key))?.state !== 'due';
  };

  it('are made once each, however many ask at once', async () => {
    const { workspaces, findInstallation } = open();
    const [a, b] = [newTeam(), newTeam()];

    const found = await Promise.all(twenty.map((index) => workspaces.of(index % 2 ? a : b)));

    expect(new Set(found).size).to.equal(2);
    expect(found.map(({ installation }) => installation.teamId)).to.deep.equal(
      twenty.map((index) => (index % 2 ? a : b)),
    );
    expect(findInstallation.callCount).to.equal(2);
  });

  it('are met once, by whoever asks first', async () => {
    const { workspaces } = open();
    const teamId = newTeam();

    const asked = await askedBy(() => Promise.all(twenty.map(() => workspaces.of(teamId))));

    expect(asked).to.have.members(['users.conversations', 'users.list']);
    expect(await workspaces.meet(teamId)).to.equal(false);
  });

  it('are not there where the bot is not installed, and are asked for again', async () => {
    const { workspaces, findInstallation } = open();
    findInstallation.onFirstCall().resolves(undefined);
    const teamId = newTeam();

    const failure = await workspaces.of(teamId).catch((error: unknown) => error);

    expect(failure).to.be.instanceOf(NotInstalledError);
    expect(String(failure)).to.contain(`not installed in the workspace ${teamId}`);
    expect(workspaces.unmet()).to.deep.equal([]);
    expect((await workspaces.of(teamId)).installation.teamId).to.equal(teamId);
  });

  it('are found anew when they could not be found the first time', async () => {
    const { workspaces, findInstallation } = open();
    findInstallation.onFirstCall().rejects(new Error('the database is away'));
    const teamId = newTeam();

    const failures = await Promise.all(
      twenty.map(() => workspaces.of(teamId).catch((error: Error) => error.message)),
    );

    expect(new Set(failures)).to.deep.equal(new Set(['the database is away']));
    expect((await workspaces.of(teamId)).installation.teamId).to.equal(teamId);
  });

  context('when Slack is away while one is met', () => {
    it('serve requests all the same, and leave the meeting to the next tick', async () => {
      const { workspaces } = open();
      const teamId = newTeam();
      bot.slack.answersWith('users.list', { error: 'fatal_error' });

      await workspaces.of(teamId);
      await settled();
      expect(workspaces.unmet()).to.deep.equal([teamId]);
      expect(await askedBy(() => workspaces.of(teamId))).to.deep.equal([]);

      bot.slack.answersWith('users.list', { members: [] });
      expect(await workspaces.meet(teamId)).to.equal(true);
      expect(workspaces.unmet()).to.deep.equal([]);
      expect(await askedBy(() => workspaces.meet(teamId))).to.deep.equal([]);
    });
  });

  context('when nobody asked for one for half an hour', () => {
    it('drop it, and make it anew without meeting it again', async () => {
      const { workspaces } = open();
      const teamId = newTeam();
      await workspaces.meet(teamId);
      const first = await workspaces.of(teamId);
      const claimed = bot.now();
      await first.store.workspace.claimTurn('reconciledAt', claimed, minuteMs);

      workspaces.dropIdle(later(30 * minuteMs - 1));
      expect(await workspaces.of(teamId)).to.equal(first);
      workspaces.dropIdle(later(30 * minuteMs - 1));
      expect(await workspaces.of(teamId)).to.equal(first);
      workspaces.dropIdle(later(30 * minuteMs));
      const asked = await askedBy(() => workspaces.of(teamId));
      const second = await workspaces.of(teamId);

      expect(second).not.to.equal(first);
      expect(asked).to.deep.equal([]);
      // A meeting would have made every turn due.
      expect(await second.store.workspace.claimTurn('reconciledAt', claimed, minuteMs)).to.equal(false);
      expect(await workspaces.meet(teamId)).to.equal(false);
      expect(await isSending(second)).to.equal(true);
    });

    it('stop its outbox', async () => {
      const { workspaces } = open();
      const first = await workspaces.of(newTeam());
      await settled();

      workspaces.dropIdle(later(30 * minuteMs));

      expect(await isSending(first)).to.equal(false);
    });
  });

  it('know different people under the same id', async () => {
    const { workspaces } = open();
    const [a, b] = [await workspaces.of(newTeam()), await workspaces.of(newTeam())];
    bot.slack.answersWith('users.info', { user: { id: 'U1', name: 'ann', updated: 1 } });
    await a.people.find('U1');
    bot.slack.answersWith('users.info', { user: { id: 'U1', name: 'jo', updated: 1 } });

    const names = [(await a.people.find('U1'))?.name, (await b.people.find('U1'))?.name];
    b.people.update(
      { id: 'U1', name: 'joanna', is_admin: true, updated: bot.now().getTime() / 1000 },
      bot.now(),
    );

    expect(names).to.deep.equal(['ann', 'jo']);
    expect(await a.people.find('U1')).to.include({ name: 'ann', isAdmin: false });
    expect(await b.people.find('U1')).to.include({ name: 'joanna', isAdmin: true });
  });

  it('pause each by itself, in a channel of the same id too', async () => {
    const { workspaces } = open();
    const [a, b] = [await workspaces.of(newTeam()), await workspaces.of(newTeam())];

    a.pacer.pausePosts('C1', 5_000, bot.now());
    a.pacer.pauseUpdates(5_000, bot.now());

    const waits = ({ pacer }: Deps) => [
      pacer.takeConversation('C1', bot.now()),
      pacer.takeFanOut(bot.now()),
      pacer.takeUpdate(bot.now()),
    ];
    expect(waits(a)).to.deep.equal([5_000, 5_000, 5_000]);
    expect(waits(b)).to.deep.equal([0, 0, 0]);
  });

  it('send nothing more once they are stopped, also one that is made after that', async () => {
    const { workspaces } = open();
    const early = await workspaces.of(newTeam());
    await settled();

    workspaces.stop();
    const late = await workspaces.of(newTeam());
    await settled();

    expect([await isSending(early), await isSending(late)]).to.deep.equal([false, false]);
  });
});

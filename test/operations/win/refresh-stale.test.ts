import { expect } from 'chai';
import { refreshStale } from '../../../src/operations/win/refresh-stale.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { postAboutSam } from '../../support/win.ts';

describe('refreshing the wall messages that are behind', () => {
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

  /** Slack failed to show that it was nominated. */
  const postStale = async (story: string) => {
    const win = await postAboutSam(team, story);
    bot.slack.answersWith('chat.update', { error: 'internal_error' });
    await team.action('UKAI', 'nomination.toggle', { value: win._id });
    bot.slack.reset();
    return win;
  };
  const updated = (): string[] => bot.slack.callsOf('chat.update').map(({ ts }) => ts);

  it('shows those on the wall, and no others', async () => {
    const wins = [await postStale('the first'), await postStale('the second')];
    await postAboutSam(team, 'as it is');

    await refreshStale(team.deps);

    expect(updated()).to.have.members(wins.map(({ wall }) => wall!.ts));
    bot.slack.reset();
    await refreshStale(team.deps);
    expect(updated()).to.deep.equal([]);
  });

  it('has nothing to do for what was taken down before it was on a wall', async () => {
    const waiting = await bot.createWorkspace({ hasWall: false });
    const { _id: winId } = await postAboutSam(waiting);

    await waiting.action('UJO', 'win.take_down', { value: winId });

    expect((await waiting.store.wins.find(winId))!.withdrawn?.why).to.equal('taken-down');
    expect(await bot.models.wins.staleTeams(bot.now())).not.to.include(waiting.teamId);
  });

  it('goes on with the others when one cannot be shown', async () => {
    const [one, other] = [await postStale('the first'), await postStale('the second')];
    bot.slack.answersWith('chat.update', ({ ts }) =>
      ts === one.wall!.ts ? { ok: false, error: 'internal_error' } : {},
    );

    await refreshStale(team.deps);

    expect((await team.store.wins.find(one._id))!.isWallStale).to.equal(true);
    expect((await team.store.wins.find(other._id))!.isWallStale).to.equal(false);
  });

  it('leaves those on a lost wall, and tries them once another is the wall', async () => {
    const win = await postStale('on the old wall');
    await team.store.workspace.loseWall(bot.wallChannelId, 'is_archived', bot.now());
    await refreshStale(team.deps);
    expect(updated()).to.deep.equal([]);
    await team.store.workspace.setWallIfNone('CNEW');

    await refreshStale(team.deps);

    expect(updated()).to.deep.equal([win.wall!.ts]);
  });

  it('gives those on a former wall up that is closed to it', async () => {
    const win = await postStale('on the old wall');
    await team.store.workspace.loseWall(bot.wallChannelId, 'is_archived', bot.now());
    await team.store.workspace.setWallIfNone('CNEW');
    bot.slack.answersWith('chat.update', { error: 'is_archived' });

    for (let hour = 1; hour <= 20; hour += 1) {
      bot.setNow(new Date(bot.now().getTime() + 3_600_000));
      await refreshStale(team.deps);
    }

    expect(updated()).to.have.length(13);
    expect((await team.store.wins.find(win._id))!.isWallStale).to.equal(false);
  });
});

import { expect } from 'chai';
import { becomeWall, loseWall } from '../../../src/operations/wall/wall.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';

describe('the wall of a workspace', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace({ hasWall: false });
  });
  afterEach(() => bot.slack.reset());

  const become = (channelId: string) => becomeWall(team.deps, channelId, bot.now());
  const lose = (channelId: string) => loseWall(team.deps, channelId, 'is_archived', bot.now());
  const due = () => team.store.deliveries.dueKeys(bot.now(), 100);

  it('is made by one of two at once, which is greeted', async () => {
    const made = await Promise.all([become('CONE'), become('CTWO')]);

    const winner = made[0] ? 'CONE' : 'CTWO';
    expect(made.filter(Boolean)).to.have.length(1);
    expect((await team.store.workspace.read()).wallChannelId).to.equal(winner);
    expect(await due()).to.deep.equal([`wall-welcome:${team.teamId}:${winner}`]);
  });

  it('makes everything due that waited for it', async () => {
    await become('CONE');
    await team.command('UJO', 'the first');
    await lose('CONE');
    await team.command('UJO', 'waits');
    const before = await due();

    await become('CTWO');

    const added = (await due()).filter((key) => !before.includes(key)).map((key) => key.split(':', 1)[0]);
    expect(added).to.have.members(['wall-welcome', 'win']);
  });

  it('is given up once by twenty who hear of it, and not for another channel', async () => {
    await become('CONE');

    await lose('COTHER');
    expect((await team.store.workspace.read()).wallChannelId).to.equal('CONE');
    await Promise.all(Array.from({ length: 20 }, () => lose('CONE')));

    expect((await due()).filter((key) => key.startsWith('wall-lost:'))).to.have.length(1);
  });

  it('is told of again when it is lost again, and greeted once', async () => {
    await become('CONE');
    await lose('CONE');
    await become('CONE');
    bot.setNow(new Date(bot.now().getTime() + 60_000));

    await lose('CONE');

    const kinds = (await due()).map((key) => key.split(':', 1)[0]);
    expect(kinds).to.have.members(['wall-lost', 'wall-lost', 'wall-welcome']);
  });
});

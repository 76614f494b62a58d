import { expect } from 'chai';
import { becomeWall, loseWall } from '../../../src/operations/wall/wall.ts';
import { demoUsers, openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { nextNotes } from '../../support/note.ts';
import { changeSettings } from '../../support/settings.ts';

describe('what is said about the wall', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace({ hasWall: false });
    await bot.shared.background.drain(5_000);
    bot.slack.reset();
  });
  afterEach(() => bot.slack.reset());

  const become = (channelId: string) => becomeWall(team.deps, channelId, bot.now());
  const lose = (channelId: string) => loseWall(team.deps, channelId, 'is_archived', bot.now());
  const posted = () => bot.slack.callsOf('chat.postMessage').map(({ channel }) => channel);
  const lostDelivery = () =>
    team.store.deliveries.find(`wall-lost:${team.teamId}:CWALL:${bot.now().getTime()}`);

  it('greets the wall', async () => {
    await become('CWALL');

    await team.deps.outbox.deliverDue();

    expect(posted()).to.deep.equal(['CWALL']);
  });

  it('greets no channel that is not the wall any more, and tells nobody of a loss that is mended', async () => {
    await become('CWALL');
    await lose('CWALL');
    await become('CNEW');

    await team.deps.outbox.deliverDue();

    expect(posted()).to.deep.equal(['CNEW']);
    expect(await lostDelivery()).to.include({ state: 'skipped', why: 'there is a wall again' });
  });

  it('tells everybody who leads the team of the loss', async () => {
    bot.slack.answersWith('users.list', {
      members: [...demoUsers, { id: 'UTOP', is_owner: true, is_primary_owner: true, updated: 1 }],
    });
    await become('CWALL');
    await lose('CWALL');

    await nextNotes(bot, team);

    expect(posted()).to.have.members(['UANN', 'UTOP']);
  });

  it('tells nobody when there is no active admin', async () => {
    bot.slack.answersWith('users.list', { members: [{ id: 'UOLD', is_admin: true, deleted: true }] });
    await become('CWALL');
    await lose('CWALL');

    await team.deps.outbox.deliverDue();

    expect(posted()).to.deep.equal([]);
    expect(await lostDelivery()).to.include({ state: 'skipped' });
  });

  it('says in the note that told of the loss which wall was chosen in the settings', async () => {
    await become('CWALL');
    await lose('CWALL');
    await nextNotes(bot, team);

    await changeSettings(team, bot, { wallChannelId: 'CNEW' });

    expect(bot.slack.callsOf('chat.update').at(-1)?.text).to.include('<#CNEW>');
  });

  it('is told later when Slack cannot list the admins', async () => {
    bot.slack.answersWith('users.list', { error: 'internal_error' });
    await become('CWALL');
    await lose('CWALL');
    await team.deps.outbox.deliverDue();
    expect(await lostDelivery()).to.include({ state: 'due' });

    bot.slack.reset();
    bot.setNow(new Date(bot.now().getTime() + 10_000));
    await nextNotes(bot, team);

    expect(posted()).to.deep.equal(['UANN']);
  });
});

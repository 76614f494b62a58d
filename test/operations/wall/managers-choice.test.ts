import { expect } from 'chai';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { nextNotes } from '../../support/note.ts';
import { changeSettings } from '../../support/settings.ts';

describe('telling managers that they can choose who leads the team', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
  });

  /** A workspace as the version before left it, when this one starts on its database. */
  const fromBefore = async (hasWall = true) => {
    team = await bot.createWorkspace({ hasWall });
    await bot.models.migrations.model.deleteOne({ _id: 4 });
    await bot.models.migrations.run(bot.now());
  };
  const meet = async () => {
    bot.workspaces.drop(team.teamId);
    await bot.workspaces.meet(team.teamId);
  };
  /** Whoever is dropped sends nothing any more. */
  const morning = async () => nextNotes(bot, { deps: await bot.workspaces.of(team.teamId) });
  const told = () =>
    bot.slack.callsOf('chat.postMessage').filter(({ text }) => text.includes('You can now say who leads'));

  it('is done once, in their note, with a way to settings', async () => {
    await fromBefore();

    await meet();
    await morning();
    await meet();
    await morning();

    expect(told().map(({ channel }) => channel)).to.deep.equal(['UANN']);
    expect(JSON.stringify(told()[0]!.blocks)).to.contain('"action_id":"settings.open"');
  });

  it('says in its place that somebody has chosen', async () => {
    await fromBefore();
    await meet();
    await morning();
    bot.slack.reset();

    await changeSettings({ ...team, deps: await bot.workspaces.of(team.teamId) }, bot, {
      managerIds: ['UJO'],
    });
    await bot.shared.background.drain(5_000);

    const [{ text }] = bot.slack.callsOf('chat.update') as [{ text: string }];
    expect(text).to.contain('The team has said who leads it');
  });

  it('is done later when Slack cannot say who they are', async () => {
    await fromBefore();
    bot.slack.answersWith('users.list', { error: 'internal_error' });
    await meet().catch(() => undefined);
    bot.slack.answersAsUsual('users.list');

    await meet();
    await morning();

    expect(told()).to.have.length(1);
  });

  const others: [string, () => Promise<unknown>][] = [
    ['in a new workspace', async () => (team = await bot.createWorkspace())],
    ['where there was no wall yet', () => fromBefore(false)],
    [
      'where somebody has chosen by then',
      async () => {
        await fromBefore();
        await meet();
        await bot.models.workspaces.model.updateOne(
          { _id: team.teamId },
          { $set: { 'settings.managerIds': ['UANN'] } },
        );
      },
    ],
  ];
  for (const [where, prepare] of others)
    it(`is not done ${where}`, async () => {
      await prepare();
      await meet();
      await morning();

      expect(told()).to.deep.equal([]);
    });
});

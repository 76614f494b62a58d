import { expect } from 'chai';
import { recordChanges } from '../../../src/operations/settings/follow-settings.ts';
import { dropUnfitManagers } from '../../../src/operations/workspace/change-managers.ts';
import { findManagers } from '../../../src/operations/workspace/manager.ts';
import { demoUsers, openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { nameManagers } from '../../support/manager.ts';

describe('the list of managers', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
    bot.slack.reset();
  });

  const listed = async () => (await team.store.workspace.read()).managerIds;
  const history = async () => {
    await recordChanges(team.deps, bot.now());
    const changes = await team.store.settingChanges.history({ limit: 100 });
    return changes.map(({ byId, fields: [field], why }) => [byId, field?.from, field?.to, why]);
  };
  const deactivate = (...gone: string[]) => {
    const members = demoUsers.map((user) => ({ updated: 2, ...user, deleted: gone.includes(user.id) }));
    bot.slack.answersWith('users.list', { members });
    bot.slack.answersWith('users.info', ({ user: id }) => ({ user: members.find((each) => each.id === id) }));
    for (const user of members) team.deps.people.update(user, bot.now());
  };

  it('loses whoever is deactivated, who is not on it again when they come back', async () => {
    await nameManagers(team, 'UJO', 'USAM');
    deactivate('UJO');

    const dropped = await Promise.all(
      Array.from({ length: 20 }, () => dropUnfitManagers(team.deps, bot.now())),
    );
    deactivate();

    expect(dropped.filter(Boolean)).to.have.length(1);
    expect(await listed()).to.deep.equal(['USAM']);
    expect((await findManagers(team.deps)).map(({ userId }) => userId)).to.deep.equal(['USAM']);
    expect((await history())[0]).to.deep.equal(['UJO', ['UJO', 'USAM'], ['USAM'], 'left']);
  });

  it('becomes empty when the last one leaves', async () => {
    await nameManagers(team, 'UJO', 'USAM');
    deactivate('UJO', 'USAM');

    expect(await dropUnfitManagers(team.deps, bot.now())).to.equal(true);

    expect(await listed()).to.deep.equal([]);
  });
});

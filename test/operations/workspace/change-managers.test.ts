import { expect } from 'chai';
import { recordChanges } from '../../../src/operations/settings/follow-settings.ts';
import { changeManagers, dropUnfitManagers } from '../../../src/operations/workspace/change-managers.ts';
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

  const change = (byId: string, managerIds: string[], version?: number) =>
    changeManagers(team.deps, { byId, managerIds, ...(version !== undefined && { version }) }, bot.now());
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

  it('is changed by an admin while nobody is named, and then by whom they named', async () => {
    expect(await change('UJO', ['UJO'])).to.deep.equal({ kind: 'not-allowed' });
    expect(await change('UANN', ['UJO'])).to.deep.equal({ kind: 'changed', managerIds: ['UJO'] });
    expect(await change('UJO', ['UJO', 'USAM', 'UJO'])).to.include({ kind: 'changed' });
    expect(await change('UKAI', ['UKAI'])).to.deep.equal({ kind: 'not-allowed' });
    expect(await change('UANN', ['UKAI'])).to.include({ kind: 'changed' });

    expect(await listed()).to.deep.equal(['UKAI']);
    expect(await history()).to.deep.equal([
      ['UANN', ['UJO', 'USAM'], ['UKAI'], undefined],
      ['UJO', ['UJO'], ['UJO', 'USAM'], undefined],
      ['UANN', undefined, ['UJO'], undefined],
    ]);
  });

  it('cannot become empty, or hold an app', async () => {
    await nameManagers(team, 'UJO');

    expect(await change('UJO', [])).to.deep.equal({ kind: 'faulty', fault: { why: 'nobody' } });
    expect(await change('UJO', ['UJO', 'UBOT'])).to.have.nested.property('fault.why', 'unfit');
    expect(await listed()).to.deep.equal(['UJO']);
  });

  it('keeps one of two who take each other off it at the same moment', async () => {
    await nameManagers(team, 'UJO', 'USAM');

    const outcomes = await Promise.all([change('UJO', ['UJO']), change('USAM', ['USAM'])]);

    expect(await listed()).to.have.length(1);
    expect(outcomes.filter(({ kind }) => kind === 'changed')).to.have.length(1);
  });

  it('is that of one of twenty who change it at once, and the others are told', async () => {
    await nameManagers(team, 'UJO');
    const { settingsVersion } = await team.store.workspace.read();
    const others = ['UANN', 'USAM', 'UKAI'];

    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => change('UJO', ['UJO', others[index % 3]!], settingsVersion)),
    );

    const won = outcomes.find(({ kind }) => kind === 'changed');
    expect(outcomes.filter(({ kind }) => kind === 'changed')).to.have.length(1);
    expect(won).to.deep.include({ managerIds: await listed() });
    expect((await history()).length).to.equal(2);
  });

  it('is not changed by whoever saw an older one', async () => {
    await nameManagers(team, 'UJO');
    await nameManagers(team, 'UJO', 'USAM');

    expect(await change('UJO', ['UJO'], 1)).to.deep.equal({ kind: 'changed-meanwhile' });
    expect(await change('UJO', ['UJO', 'USAM'], 1)).to.include({ kind: 'unchanged' });
    expect(await listed()).to.deep.equal(['UJO', 'USAM']);
  });

  it('is changed for nobody while Slack cannot be asked', async () => {
    await nameManagers(team, 'UJO');

    const failure = await bot.slack
      .withoutPeople(() => change('UNEW', ['UNEW']))
      .catch((error: Error) => error.message);

    expect(failure).to.contain('internal_error');
    expect(await listed()).to.deep.equal(['UJO']);
  });

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
    expect(await change('UJO', ['UJO'])).to.deep.equal({ kind: 'not-allowed' });
  });
});

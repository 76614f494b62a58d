import { expect } from 'chai';
import { followManagersDue } from '../../../src/operations/wall/follow-managers.ts';
import { changeManagers } from '../../../src/operations/workspace/change-managers.ts';
import { demoUsers, openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { nameManagers } from '../../support/manager.ts';

const users = [...demoUsers, { id: 'UTWO', name: 'two', is_admin: true }];

describe('following who leads the team', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users });
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
    bot.slack.reset();
  });
  afterEach(() => bot.slack.reset());

  const listed = async () => (await team.store.workspace.read()).managerIds;
  const told = () => bot.slack.callsOf('chat.postMessage').map(({ channel }) => channel);
  /** Slack says so from now on, whether or not it tells the bot. */
  const become = (userId: string, fields: object) => {
    const members = users.map((user) => (user.id === userId ? { ...user, ...fields } : user));
    bot.slack.answersWith('users.list', { members });
    bot.slack.answersWith('users.info', ({ user: id }) => ({ user: members.find((each) => each.id === id) }));
    return members.find(({ id }) => id === userId)!;
  };
  const look = async () => {
    await followManagersDue(team.deps, bot.now());
    await team.deps.outbox.deliverDue();
  };
  const anHourLater = () => bot.setNow(new Date(bot.now().getTime() + 3_600_000));
  /** What is remembered of somebody does not last for ever. */
  const forget = () => team.deps.people.update({ id: 'UJO', updated: 1, name: 'another' }, bot.now());

  it('takes whoever is deactivated off the list at once, and tells nobody while somebody is left', async () => {
    await nameManagers(team, 'UJO', 'USAM');

    await team.changePerson(become('UJO', { deleted: true }));
    await team.changePerson(become('UJO', { deleted: false }));

    expect(await listed()).to.deep.equal(['USAM']);
    expect(told()).to.deep.equal([]);
  });

  it('tells each Slack admin once when nobody is left, and what they can do', async () => {
    await nameManagers(team, 'UJO');
    const gone = become('UJO', { deleted: true });

    await Promise.all(Array.from({ length: 20 }, () => team.changePerson(gone)));
    await look();
    anHourLater();
    await look();

    expect(await listed()).to.deep.equal([]);
    expect(told()).to.have.members(['UANN', 'UTWO']);
    expect(bot.slack.callsOf('chat.postMessage')[0]!.text)
      .to.contain('Nobody leads the team any more')
      .and.contain('`/brag settings`');
  });

  it('tells them again when nobody is left another time', async () => {
    await nameManagers(team, 'UJO');
    await team.changePerson(become('UJO', { deleted: true }));
    await changeManagers(team.deps, { byId: 'UANN', managerIds: ['USAM'] }, bot.now());

    await team.changePerson(become('USAM', { deleted: true }));

    expect(told()).to.have.members(['UANN', 'UANN', 'UTWO', 'UTWO']);
  });

  it('tells no admin once somebody leads the team again', async () => {
    await nameManagers(team, 'UJO');
    become('UJO', { deleted: true });
    forget();
    await followManagersDue(team.deps, bot.now());
    expect(await listed()).to.deep.equal([]);
    await changeManagers(team.deps, { byId: 'UANN', managerIds: ['USAM'] }, bot.now());

    await team.deps.outbox.deliverDue();

    expect(told()).to.deep.equal([]);
  });

  for (const [what, fields] of [
    ['is deactivated', { deleted: true }],
    ['became a guest', { is_restricted: true }],
    ['went to another organisation', { is_stranger: true }],
  ] as const)
    it(`finds within the hour that somebody ${what} whom nobody told it of`, async () => {
      await nameManagers(team, 'UJO', 'USAM');
      await look();
      become('UJO', fields);
      forget();

      await look();
      expect(await listed()).to.deep.equal(['UJO', 'USAM']);
      anHourLater();
      await look();

      expect(await listed()).to.deep.equal(['USAM']);
    });

  it('looks again at the next tick when Slack could not be asked', async () => {
    await nameManagers(team, 'UNEW');
    const failure = await bot.slack.withoutPeople(() => look().catch((error: Error) => error.message));
    bot.slack.answersWith('users.info', { user: { id: 'UNEW', name: 'new', deleted: true } });

    await look();

    expect(failure).to.contain('internal_error');
    expect(await listed()).to.deep.equal([]);
  });

  it('leaves a team alone that has named nobody', async () => {
    await team.changePerson(become('UANN', { deleted: true }));
    await look();

    expect(await listed()).to.equal(undefined);
    expect(told()).to.deep.equal([]);
  });
});

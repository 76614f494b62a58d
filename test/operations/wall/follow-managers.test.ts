import { expect } from 'chai';
import { notePartKey } from '../../../src/domain/note-part-key.ts';
import { followSettings } from '../../../src/operations/settings/follow-settings.ts';
import { followManagersDue } from '../../../src/operations/wall/follow-managers.ts';
import { demoUsers, openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { nameManagers } from '../../support/manager.ts';
import { nextNotes } from '../../support/note.ts';
import { changeSettings } from '../../support/settings.ts';

const users = [...demoUsers, { id: 'UTWO', name: 'two', is_admin: true }];

describe('following who leads the team', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
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
  const morning = () => nextNotes(bot, team);
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
    expect(told(), 'before their notes').to.deep.equal([]);
    await morning();
    await look();
    await morning();

    expect(await listed()).to.deep.equal([]);
    expect(told()).to.have.members(['UANN', 'UTWO']);
    expect(bot.slack.callsOf('chat.postMessage')[0]!.text)
      .to.contain('Nobody leads the team any more')
      .and.contain('`/brag settings`');
    expect(JSON.stringify(bot.slack.callsOf('chat.postMessage')[0]!.blocks)).to.contain('settings.open');
  });

  it('does not tell them again because something else was set meanwhile', async () => {
    await nameManagers(team, 'UJO');
    await team.changePerson(become('UJO', { deleted: true }));
    await morning();
    await changeSettings(team, bot, { monthGoal: 10 });

    await look();
    await morning();

    expect(told()).to.have.members(['UANN', 'UTWO']);
  });

  it('says in the note that somebody leads the team again once an admin has named somebody', async () => {
    await nameManagers(team, 'UJO');
    await team.changePerson(become('UJO', { deleted: true }));
    await morning();

    await nameManagers(team, 'USAM');
    await followSettings(team.deps, bot.now());
    await bot.shared.background.drain(5_000);

    const shown = bot.slack
      .callsOf('chat.update')
      .filter(({ channel }) => ['UANN', 'UTWO'].includes(channel));
    expect(shown.map(({ channel }) => channel)).to.have.members(['UANN', 'UTWO']);
    expect(shown[0]!.text).to.contain('The team has said who leads it');
    expect(JSON.stringify(shown[0]!.blocks)).to.contain('note.change').and.not.contain('settings.open');
  });

  it('tells them again when nobody is left another time', async () => {
    await nameManagers(team, 'UJO');
    await team.changePerson(become('UJO', { deleted: true }));
    await morning();
    await nameManagers(team, 'USAM');

    await team.changePerson(become('USAM', { deleted: true }));
    await morning();

    expect(told()).to.have.members(['UANN', 'UANN', 'UTWO', 'UTWO']);
  });

  it('tells them once in one note when nobody was left twice by then', async () => {
    await nameManagers(team, 'UJO');
    await team.changePerson(become('UJO', { deleted: true }));
    await nameManagers(team, 'USAM');
    await team.changePerson(become('USAM', { deleted: true }));

    await morning();

    const [{ text }] = bot.slack.callsOf('chat.postMessage') as [{ text: string }];
    expect(text.split('Nobody leads the team')).to.have.length(2);
  });

  it('tells in the note what an earlier version had planned as a message of its own', async () => {
    await nameManagers(team, 'UJO');
    await team.changePerson(become('UJO', { deleted: true }));
    const { settingsVersion } = await team.store.workspace.read();
    const key = notePartKey['no-managers'](team.teamId, settingsVersion, 'UANN');
    await bot.models.noteParts.model.deleteMany({ teamId: team.teamId });
    await bot.models.deliveries.model.create({
      _id: key,
      teamId: team.teamId,
      kind: 'no-managers',
      userId: 'UANN',
      state: 'due',
      dueAt: bot.now(),
      attempts: 0,
    });

    await team.deps.outbox.deliverDue();
    expect(told()).to.deep.equal([]);
    await morning();

    expect(told()).to.deep.equal(['UANN']);
  });

  it('tells no admin once somebody leads the team again', async () => {
    await nameManagers(team, 'UJO');
    become('UJO', { deleted: true });
    forget();
    await followManagersDue(team.deps, bot.now());
    expect(await listed()).to.deep.equal([]);
    await nameManagers(team, 'USAM');

    await morning();

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

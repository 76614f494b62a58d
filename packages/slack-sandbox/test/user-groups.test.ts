import { expect } from 'chai';
import { openRecording, type Recording } from './support/recording-bot.ts';
import type { Json } from './support/session.ts';

describe('user groups', () => {
  let recording: Recording;
  let ids: { [name: string]: string };

  before(async () => {
    recording = await openRecording();
    const { users, userGroups } = await recording.session.look('state');
    ids = Object.fromEntries(users.map(({ name, id }: Json) => [name, id]));
    ids['support-team'] = userGroups[0].id;
  });

  after(() => recording.stop());

  const act = (body: object) => recording.session.act('user-group', { ...body });
  const change = (body: object) => recording.eventsOf('user-group', { ...body });

  it('shows the demo group and who is in it, as Slack does', async () => {
    const { slack } = recording.session;

    const { usergroups } = await slack.usergroups.list({ include_users: true, include_count: true });
    const { users } = await slack.usergroups.users.list({ usergroup: ids['support-team']! });

    const members = ['jo', 'sam', 'mia', 'ria'].map((name) => ids[name]);
    expect(usergroups).to.have.length(1);
    expect(usergroups![0]).to.deep.include({ handle: 'support-team', users: members, user_count: 4 });
    expect(users).to.deep.equal(members);
  });

  it('leaves out who is deactivated', async () => {
    await recording.session.act('user', { user: 'ria', set: { deleted: true } });

    const { users } = await recording.session.slack.usergroups.users.list({
      usergroup: ids['support-team']!,
    });

    expect(users).not.to.include(ids.ria);
  });

  it('tells of a group that is made, and of who comes and goes', async () => {
    const [made] = await change({ group: 'night-shift', name: 'Night Shift', users: ['kai', 'lee'] });
    const [updated, members] = await change({ group: 'night-shift', users: ['lee', 'tom'] });

    expect(made).to.include({ type: 'subteam_created' });
    expect(made.subteam).to.deep.include({ handle: 'night-shift', users: [ids.kai, ids.lee] });
    expect(updated.type).to.equal('subteam_updated');
    expect(members).to.deep.include({
      type: 'subteam_members_changed',
      subteam_id: made.subteam.id,
      added_users: [ids.tom],
      removed_users: [ids.kai],
    });
  });

  it('hides a group that was disabled, unless it is asked for', async () => {
    const { slack } = recording.session;
    await change({ group: 'old-team', users: ['kai'] });
    const { id } = await act({ group: 'old-team', deleted: true });

    const handles = async (include_disabled: boolean) =>
      (await slack.usergroups.list({ include_disabled })).usergroups!.map(({ handle }) => handle);
    const refused = await slack.usergroups.users
      .list({ usergroup: id })
      .catch((error: Json) => error.data.error);

    expect(await handles(false)).not.to.include('old-team');
    expect(await handles(true)).to.include('old-team');
    expect(refused).to.equal('no_such_subteam');
  });

  it('says what to send instead', async () => {
    expect((await act({ group: 'Two Words' })).error).to.include('handle');
    expect((await act({ group: 'jo' })).error).to.include('person');
    expect((await act({ group: 'x', users: ['nobody'] })).error).to.include('nobody');
  });
});

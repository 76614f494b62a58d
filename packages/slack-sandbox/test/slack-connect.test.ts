import { expect } from 'chai';
import { openRecording, type Recording } from './support/recording-bot.ts';
import type { Json } from './support/session.ts';

describe('people of another organisation', () => {
  let recording: Recording;
  let outsider: string;

  before(async () => {
    recording = await openRecording();
    const set = { teamId: 'T0OTHER', enterpriseId: 'E0OTHER', isAdmin: true, tz: 'Asia/Tokyo' };
    outsider = (await recording.session.act('user', { user: 'pat', set })).id;
  });

  after(() => recording.stop());

  const info = async (): Promise<Json> => (await recording.session.slack.users.info({ user: outsider })).user;
  const wall = async (): Promise<Json> => {
    const { channels } = await recording.session.look('state');
    const { id } = channels.find(({ name }: Json) => name === 'brag-wall');
    return (await recording.session.slack.conversations.info({ channel: id })).channel;
  };

  it('are strangers until they share a channel with the app', async () => {
    const before = await info();
    const channelBefore = await wall();
    const [joined] = await recording.eventsOf('invite', { user: 'ann', channel: 'brag-wall', who: 'pat' });
    const after = await info();

    expect(before).to.include({ team_id: 'T0OTHER', is_stranger: true });
    expect(before).not.to.have.property('tz');
    expect(before.enterprise_user).to.include({ id: outsider, enterprise_id: 'E0OTHER' });
    expect(channelBefore).to.include({ is_ext_shared: false, is_shared: false });
    expect(joined).to.include({ type: 'member_joined_channel', user: outsider });
    expect(after).to.include({ is_stranger: false, tz: 'Asia/Tokyo' });
    expect(await wall()).to.deep.include({ is_ext_shared: true, connected_team_ids: ['T0OTHER'] });
  });

  it('have what they write marked as theirs', async () => {
    const [message] = await recording.eventsOf('message', {
      user: 'pat',
      channel: 'brag-wall',
      text: 'Thank you all',
    });
    const { payload } = (await recording.session.look('deliveries')).at(-1);

    expect(message).to.include({ user: outsider, user_team: 'T0OTHER', source_team: 'T0OTHER' });
    expect(payload).to.include({ is_ext_shared_channel: true });
  });

  it('join no workspace', async () => {
    const events = await recording.eventsOf('user', { user: 'max', set: { teamId: 'T0OTHER' } });

    expect(events).to.deep.equal([]);
    expect((await recording.session.act('user', { user: 'x', set: { teamId: 'other' } })).error).to.include(
      'teamId',
    );
  });
});

import { expect } from 'chai';
import { openRecording, type Recording } from './support/recording-bot.ts';
import type { Json } from './support/session.ts';

describe('telling the bot what happens', () => {
  let recording: Recording;
  let ids: { [name: string]: string };
  const eventsOf = (path: string, body?: object) => recording.eventsOf(path, { ...body });
  const act = (path: string, body: object) => recording.session.act(path, { ...body });
  const write = async (text: string, more = {}) =>
    (await act('message', { user: 'jo', channel: 'brag-wall', text, ...more })).ts as string;

  before(async () => {
    recording = await openRecording();
    const { users, channels, bot } = await recording.session.look('state');
    ids = Object.fromEntries([...users, ...channels].map(({ name, id }: Json) => [name, id]));
    ids.bot = bot.userId;
  });

  after(() => recording.stop());

  it('wraps events as Slack does', async () => {
    await write('Hello');

    const { payload } = (await recording.session.look('deliveries')).at(-1);

    expect(payload).to.include({ type: 'event_callback' });
    expect(payload.event_id).to.match(/^Ev\w+$/);
    expect(payload.authorizations[0]).to.include({ is_bot: true, user_id: ids.bot });
    expect(payload.event_time).to.be.a('number');
  });

  it('tells of messages and threads', async () => {
    const [message] = await eventsOf('message', { user: 'jo', channel: 'brag-wall', text: 'First @sam' });
    const [reply] = await eventsOf('message', {
      user: 'ann',
      channel: 'brag-wall',
      text: 'Second',
      threadTs: message.ts,
    });

    expect(message).to.include({
      type: 'message',
      user: ids.jo,
      channel: ids['brag-wall'],
      channel_type: 'channel',
    });
    expect(message.text).to.equal(`First <@${ids.sam}>`);
    expect(reply).to.include({ thread_ts: message.ts, parent_user_id: ids.jo });
  });

  it('tells of edits', async () => {
    const ts = await write('Before');

    const [event] = await eventsOf('edit-message', { user: 'jo', channel: 'brag-wall', ts, text: 'After' });

    expect(event).to.include({ subtype: 'message_changed', hidden: true });
    expect(event.message).to.include({ ts, text: 'After' });
    expect(event.previous_message.text).to.equal('Before');
  });

  it('tells of deletions', async () => {
    const ts = await write('Gone soon');

    const [event] = await eventsOf('delete-message', { user: 'jo', channel: 'brag-wall', ts });

    expect(event).to.include({ subtype: 'message_deleted', deleted_ts: ts });
    expect(event.previous_message.text).to.equal('Gone soon');
  });

  it('leaves a tombstone where a thread was', async () => {
    const ts = await write('Starts a thread');
    const reply = await write('Reply', { threadTs: ts });

    const [event] = await eventsOf('delete-message', { user: 'ann', channel: 'brag-wall', ts });
    const last = await eventsOf('delete-message', { user: 'jo', channel: 'brag-wall', ts: reply });

    expect(event.subtype).to.equal('message_changed');
    expect(event.message).to.include({ ts, subtype: 'tombstone' });
    expect(last.map(({ deleted_ts }) => deleted_ts)).to.deep.equal([reply, ts]);
  });

  it('tells of reactions, their order and whose message it is', async () => {
    const ts = await write('Exceptional');
    const reaction = { user: 'sam', channel: 'brag-wall', ts, name: 'trophy' };

    const [added] = await eventsOf('reaction', { ...reaction, present: true });
    const again = await eventsOf('reaction', { ...reaction, present: true });
    const [removed] = await eventsOf('reaction', { ...reaction, present: false });

    expect(added).to.include({
      type: 'reaction_added',
      user: ids.sam,
      item_user: ids.jo,
      reaction: 'trophy',
    });
    expect(added.item).to.deep.equal({ type: 'message', channel: ids['brag-wall'], ts });
    expect(again).to.deep.equal([]);
    expect(removed.type).to.equal('reaction_removed');
    expect(Number(removed.event_ts)).to.be.greaterThan(Number(added.event_ts));
  });

  it('names no author where no user wrote', async () => {
    const { ts } = await act('message', { user: 'otherbot', channel: 'brag-wall', text: 'Build passed' });

    const [added] = await eventsOf('reaction', {
      user: 'jo',
      channel: 'brag-wall',
      ts,
      name: 'tada',
      present: true,
    });

    expect(added).not.to.have.property('item_user');
  });

  it('tells nothing of channels that the bot is not in', async () => {
    expect(await eventsOf('message', { user: 'jo', channel: 'support', text: 'Psst' })).to.deep.equal([]);
  });

  it('tells of people who come and go', async () => {
    const [left] = await eventsOf('leave', { user: 'tom', channel: 'brag-wall' });
    const [invited] = await eventsOf('invite', { user: 'jo', channel: 'brag-wall', who: 'tom' });
    const [kicked] = await eventsOf('kick', { user: 'ann', channel: 'brag-wall', who: 'tom' });
    const [joined] = await eventsOf('join', { user: 'tom', channel: 'brag-wall' });

    expect(left).to.include({ type: 'member_left_channel', user: ids.tom, channel_type: 'C' });
    expect(invited).to.include({ type: 'member_joined_channel', user: ids.tom, inviter: ids.jo });
    expect(kicked.type).to.equal('member_left_channel');
    expect(joined).not.to.have.property('inviter');
  });

  it("tells of the bot's own comings and goings", async () => {
    const [invited] = await eventsOf('invite', { user: 'kai', channel: 'leads', who: 'bot' });
    const [left] = await eventsOf('kick', { user: 'ann', channel: 'leads', who: 'bot' });

    expect(invited).to.include({ user: ids.bot, inviter: ids.kai, channel_type: 'G' });
    expect(left).to.include({ type: 'group_left', channel: ids.leads, actor_id: ids.ann });
  });

  it('tells of what becomes of a channel', async () => {
    const [created] = await eventsOf('channel', { action: 'create', channel: 'wins' });
    await act('invite', { user: 'ann', channel: 'wins', who: 'bot' });
    const types = [];
    for (const change of [
      { action: 'rename', name: 'victories' },
      { action: 'archive', channel: 'victories' },
      { action: 'unarchive', channel: 'victories' },
      { action: 'delete', channel: 'victories' },
    ]) {
      const [event] = await eventsOf('channel', { channel: 'wins', ...change });
      types.push(event.type);
    }

    expect(created).to.include({ type: 'channel_created' });
    expect(types).to.deep.equal([
      'channel_rename',
      'channel_archive',
      'channel_unarchive',
      'channel_deleted',
    ]);
  });

  it('tells in the channel that it was made private, and public', async () => {
    await act('channel', { action: 'create', channel: 'plans' });
    await act('invite', { user: 'ann', channel: 'plans', who: 'bot' });

    const [made] = await eventsOf('channel', { action: 'make-private', channel: 'plans' });
    const { is_private } = (await recording.session.slack.conversations.info({ channel: made.channel }))
      .channel as Json;
    const [back] = await eventsOf('channel', { action: 'make-public', channel: 'plans' });

    expect(made).to.include({ subtype: 'channel_convert_to_private', channel_type: 'group', user: ids.ann });
    expect(is_private).to.equal(true);
    expect(back).to.include({ subtype: 'channel_convert_to_public', channel_type: 'channel' });
  });

  it("tells of a channel's new id, under which all of it goes on", async () => {
    await act('channel', { action: 'create', channel: 'shared' });
    await act('invite', { user: 'ann', channel: 'shared', who: 'bot' });
    const { id: before } = await act('channel', { action: 'rename', channel: 'shared', name: 'shared-2' });
    const { ts } = await act('message', { user: 'ann', channel: before, text: 'Still here' });

    const [event] = await eventsOf('channel', { action: 'change-id', channel: 'shared-2' });
    const after = event.new_channel_id;
    const { messages } = await recording.session.slack.conversations.history({ channel: after });
    const refused = await recording.session.slack.conversations
      .info({ channel: before })
      .catch((error: Json) => error.data.error);
    const [reaction] = await eventsOf('reaction', { user: 'ann', channel: after, ts, name: 'tada' });

    expect(event).to.include({ type: 'channel_id_changed', old_channel_id: before });
    expect(after)
      .to.match(/^C\w+$/)
      .and.not.equal(before);
    expect(messages![0]).to.include({ ts, text: 'Still here' });
    expect(refused).to.equal('channel_not_found');
    expect(reaction.item.channel).to.equal(after);
  });

  it('tells of people who change', async () => {
    const [moved] = await eventsOf('user', { user: 'mia', set: { tz: 'Asia/Tokyo' } });
    const [left] = await eventsOf('user', { user: 'mia', set: { deleted: true } });
    const [came] = await eventsOf('user', { user: 'zoe', set: { name: 'Zoe Demo' } });

    expect(moved.user).to.include({ tz: 'Asia/Tokyo', tz_offset: 9 * 3600 });
    expect(left.user).to.include({ deleted: true });
    expect(came).to.include({ type: 'team_join' });
  });

  it('tells of what somebody may do, and that each change is later', async () => {
    const changes = [
      { isAdmin: true },
      { isAdmin: false, isRestricted: true },
      { deleted: true },
      { deleted: false },
    ];
    const told: Json[] = [];
    for (const set of changes) told.push(...(await eventsOf('user', { user: 'ria', set })));
    await act('clock', { by: -60_000 });
    told.push(...(await eventsOf('user', { user: 'ria', set: { isRestricted: false } })));

    const { user } = await recording.session.slack.users.info({ user: ids.ria! });
    const seen = told.map((event) => event.user);
    expect(told.map(({ type }) => type)).to.deep.equal(Array.from({ length: 5 }, () => 'user_change'));
    expect(
      seen.map(({ is_admin, is_restricted, deleted }) => [is_admin, is_restricted, deleted]),
    ).to.deep.equal([
      [true, false, false],
      [false, true, false],
      [undefined, undefined, true],
      [false, true, false],
      [false, false, false],
    ]);
    const updates = seen.map(({ updated }) => updated);
    expect(updates).to.deep.equal([...new Set(updates)].sort((a, b) => a - b));
    expect(user!.updated).to.equal(updates.at(-1));
  });

  it('lets the app whisper at once to who invited it', async () => {
    await act('channel', { action: 'create', channel: 'hello' });
    await act('join', { user: 'jo', channel: 'hello' });
    const [invited] = await eventsOf('invite', { user: 'jo', channel: 'hello', who: 'bot' });

    const { slack } = recording.session;
    await slack.chat.postEphemeral({ channel: invited.channel, user: invited.inviter, text: 'Thanks' });

    expect(invited).to.include({ type: 'member_joined_channel', user: ids.bot, inviter: ids.jo });
    expect((await recording.session.look('state')).ephemerals.at(-1)).to.include({
      user: ids.jo,
      text: 'Thanks',
    });
  });

  it('tells of the home tab and of direct messages', async () => {
    const [opened] = await eventsOf('open-home', { user: 'jo' });
    const [message] = await eventsOf('message', { user: 'jo', channel: 'dm', text: 'Hi' });

    expect(opened).to.include({ type: 'app_home_opened', user: ids.jo, tab: 'home' });
    expect(message).to.include({ channel: opened.channel, channel_type: 'im' });
  });

  it('tells that the app was removed, last of all', async () => {
    const events = await eventsOf('uninstall');

    const refused = await recording.session.slack.users
      .info({ user: ids.jo! })
      .catch((error: Error) => error);
    expect(events.map(({ type }) => type)).to.deep.equal(['tokens_revoked', 'app_uninstalled']);
    expect(refused).to.be.instanceOf(Error).with.property('message').that.includes('token_revoked');
  });
});

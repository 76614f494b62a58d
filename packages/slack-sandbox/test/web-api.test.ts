import { expect } from 'chai';
import { type Json, openSession, type Session } from './support/session.ts';

describe('the Web API', () => {
  let session: Session;
  let ids: { [name: string]: string };

  const call = async (method: string, args: object = {}, token = session.sandbox.botEnv.SLACK_BOT_TOKEN) => {
    const response = await fetch(`${session.sandbox.url}/api/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(args),
    });
    return response.json() as Promise<Json>;
  };
  const act = (path: string, body: object) => session.act(path, { ...body });

  before(async () => {
    session = await openSession();
    const { users, channels, bot } = await session.look('state');
    ids = Object.fromEntries([...users, ...channels].map(({ name, id }: Json) => [name, id]));
    ids.bot = bot.userId;
    await act('invite', { user: 'ann', channel: 'support', who: 'bot' });
    await act('invite', { user: 'ann', channel: 'leads', who: 'bot' });
    await act('channel', { action: 'create', channel: 'closed' });
    await act('channel', { action: 'create', channel: 'secret', private: true });
    await act('invite', { user: 'ann', channel: 'closed', who: 'bot' });
    await act('channel', { action: 'archive', channel: 'closed' });
    const { channels: all } = await session.look('state');
    for (const { name, id } of all) ids[name] = id;
  });

  after(() => session.stop());

  it('says who the bot is, as Slack does', async () => {
    const identity = await session.slack.auth.test();

    expect(identity).to.include({ ok: true, url: `${session.sandbox.url}/`, user_id: ids.bot });
    expect(identity).to.include.keys('team', 'team_id', 'user', 'bot_id');
  });

  const refusals: [method: string, args: () => object, error: string][] = [
    ['no.such', () => ({}), 'unknown_method'],
    ['users.info', () => ({ user: 'U0' }), 'user_not_found'],
    ['users.info', () => ({}), 'invalid_arguments'],
    ['conversations.info', () => ({ channel: 'C0' }), 'channel_not_found'],
    ['conversations.info', () => ({ channel: ids.secret }), 'channel_not_found'],
    ['conversations.history', () => ({ channel: ids.general }), 'not_in_channel'],
    ['chat.postMessage', () => ({ channel: ids.general, text: 'x' }), 'not_in_channel'],
    ['chat.postMessage', () => ({ channel: ids.secret, text: 'x' }), 'channel_not_found'],
    ['chat.postMessage', () => ({ channel: ids.closed, text: 'x' }), 'is_archived'],
    ['chat.postMessage', () => ({ channel: ids.support }), 'no_text'],
    ['chat.postMessage', () => ({ channel: ids.support, text: 'x'.repeat(40_001) }), 'msg_too_long'],
    ['chat.postMessage', () => ({ channel: ids.support, blocks: 'x' }), 'invalid_blocks_format'],
    [
      'chat.postMessage',
      () => ({ channel: ids.support, text: 'x', metadata: {} }),
      'invalid_metadata_format',
    ],
    ['chat.postMessage', () => ({ channel: ids.gone, text: 'x' }), 'user_disabled'],
    ['chat.postMessage', () => ({ channel: ids.otherbot, text: 'x' }), 'cannot_dm_bot'],
    ['chat.update', () => ({ channel: ids.support, ts: '1.0', text: 'x' }), 'message_not_found'],
    ['chat.delete', () => ({ channel: ids.support, ts: '1.0' }), 'message_not_found'],
    ['chat.postEphemeral', () => ({ channel: ids.leads, user: ids.jo, text: 'x' }), 'user_not_in_channel'],
    ['reactions.get', () => ({ channel: ids.support, timestamp: '1.0' }), 'message_not_found'],
    ['conversations.join', () => ({ channel: ids.leads }), 'method_not_supported_for_channel_type'],
    ['views.open', () => ({ trigger_id: 'x', view: {} }), 'invalid_trigger_id'],
    ['views.update', () => ({ view_id: 'V0', view: {} }), 'not_found'],
    ['apps.connections.open', () => ({}), 'not_allowed_token_type'],
  ];

  for (const [method, args, error] of refusals) {
    it(`refuses ${method} with ${error}`, async () => {
      expect(await call(method, args())).to.include({ ok: false, error });
    });
  }

  it('refuses a call without a token, and one with a strange token', async () => {
    expect(await call('auth.test', {}, '')).to.include({ error: 'not_authed' });
    expect(await call('auth.test', {}, 'xoxb-strange')).to.include({ error: 'invalid_auth' });
  });

  it('keeps what is posted, with its metadata, and answers a permalink that leads to it', async () => {
    const metadata = { event_type: 'said', event_payload: { key: 'k1' } };
    const { ts } = await session.slack.chat.postMessage({ channel: ids.support!, text: 'Said', metadata });

    const plain = await session.slack.conversations.history({ channel: ids.support! });
    const full = await session.slack.conversations.history({
      channel: ids.support!,
      include_all_metadata: true,
    });
    const { permalink } = await session.slack.chat.getPermalink({ channel: ids.support!, message_ts: ts! });
    const visit = await fetch(permalink!, { redirect: 'manual' });

    expect(plain.messages![0]).not.to.have.property('metadata');
    expect(full.messages![0]).to.deep.include({ ts, text: 'Said', metadata, user: ids.bot });
    expect(permalink).to.equal(`${session.sandbox.url}/archives/${ids.support}/p${ts!.replace('.', '')}`);
    expect(visit.status).to.equal(302);
    expect(visit.headers.get('location')).to.match(/^\//);
  });

  it('updates and deletes only what the bot wrote', async () => {
    const channel = ids.support!;
    const { ts: own } = await session.slack.chat.postMessage({ channel, text: 'Mine' });
    const { ts: other } = await act('message', { user: 'jo', channel, text: 'Not yours' });

    await session.slack.chat.update({ channel, ts: own!, text: 'Still mine', parse: 'none' });
    const refused = await call('chat.update', { channel, ts: other, text: 'x' });
    const { messages } = await session.slack.conversations.history({ channel, limit: 2 });
    await session.slack.chat.delete({ channel, ts: own! });

    expect(refused.error).to.equal('cant_update_message');
    expect(messages!.map(({ text }) => text)).to.deep.equal(['Not yours', 'Still mine']);
    expect(messages![1]).to.have.property('edited');
    expect(await call('chat.delete', { channel, ts: own })).to.include({ error: 'message_not_found' });
  });

  it('keeps metadata through an update that does not name it, and removes it for an empty one', async () => {
    const channel = ids.support!;
    const metadata = { event_type: 'said', event_payload: { key: 'k2' } };
    const { ts } = await call('chat.postMessage', { channel, text: 'One', metadata });

    const kept = await call('chat.update', { channel, ts, text: 'Two', parse: 'none' });
    const removed = await call('chat.update', { channel, ts, text: 'Three', parse: 'none', metadata: {} });

    expect(kept.message.metadata).to.deep.equal(metadata);
    expect(removed.message).not.to.have.property('metadata');
  });

  it('shows threads, reactions and periods as Slack does', async () => {
    const channel = ids.leads!;
    const write = (text: string, more = {}) => act('message', { user: 'kai', channel, text, ...more });
    const { ts: first } = await write('First');
    const { ts: second } = await write('Second');
    await write('Reply', { threadTs: first });
    await act('reaction', { user: 'ann', channel, ts: first, name: 'tada', present: true });

    const all = await call('conversations.history', { channel });
    const later = await call('conversations.history', { channel, oldest: first });
    const inclusive = await call('conversations.history', {
      channel,
      oldest: first,
      latest: first,
      inclusive: true,
    });
    const thread = await call('conversations.replies', { channel, ts: first });
    const reactions = await call('reactions.get', { channel, timestamp: first, full: true });

    expect(all.messages.map(({ text }: Json) => text)).to.deep.equal(['Second', 'First']);
    expect(all.messages[1]).to.include({ thread_ts: first, reply_count: 1 });
    expect(all.messages[1].reactions).to.deep.equal([{ name: 'tada', users: [ids.ann], count: 1 }]);
    expect(later.messages.map(({ ts }: Json) => ts)).to.deep.equal([second]);
    expect(inclusive.messages.map(({ ts }: Json) => ts)).to.deep.equal([first]);
    expect(thread.messages.map(({ text }: Json) => text)).to.deep.equal(['First', 'Reply']);
    expect(reactions.message.reactions[0].count).to.equal(1);
  });

  it('pages through lists', async () => {
    const names: string[] = [];
    let pages = 0;
    let cursor = '';
    do {
      const page = await call('users.list', { limit: 5, cursor });
      names.push(...page.members.map(({ name }: Json) => name));
      cursor = page.response_metadata.next_cursor;
      pages += 1;
    } while (cursor);

    expect(pages).to.equal(3);
    expect(new Set(names).size).to.equal(names.length);
    expect(names).to.include.members(['jo', 'ann', 'sam']);
  });

  it('shows people with their rights and zones', async () => {
    const { user: guest } = await call('users.info', { user: ids.guest });
    const { user: gone } = await call('users.info', { user: ids.gone });
    const { user: mia } = await call('users.info', { user: ids.mia });

    expect(guest).to.include({ is_restricted: true, is_bot: false, deleted: false });
    expect(gone).to.include({ deleted: true });
    expect(gone).not.to.have.property('tz');
    expect(mia).to.include({ tz: 'Pacific/Honolulu', tz_offset: -36_000 });
    expect(mia.profile).to.include({ display_name: 'Mia', real_name: 'Mia Demo' });
  });

  it('opens one direct message with a person', async () => {
    const opened = await call('conversations.open', { users: ids.sam });
    const again = await call('conversations.open', { users: ids.sam, return_im: true });
    const { channel } = await call('chat.postMessage', { channel: ids.sam, text: 'Hello' });

    expect(again.channel).to.include({ id: opened.channel.id, is_im: true, user: ids.sam });
    expect(again.already_open).to.equal(true);
    expect(channel).to.equal(opened.channel.id);
  });

  it('reads forms as it reads JSON', async () => {
    const form = new URLSearchParams({
      token: session.sandbox.botEnv.SLACK_BOT_TOKEN!,
      channel: ids.support!,
      text: 'Form',
      blocks: JSON.stringify([{ type: 'divider' }]),
    });

    const response = await fetch(`${session.sandbox.url}/api/chat.postMessage`, {
      method: 'POST',
      body: form,
    });

    expect((await response.json()) as Json).to.deep.include({ ok: true });
  });

  it('writes every call down', async () => {
    const before = (await session.look('calls')).at(-1).n;

    await call('users.info', { user: 'U0' });

    const [record, ...more] = await session.look(`calls?since=${before}`);
    expect(record).to.deep.include({
      method: 'users.info',
      token: 'bot',
      args: { user: 'U0' },
      ok: false,
      error: 'user_not_found',
    });
    expect(more).to.deep.equal([]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { openRecording, type Recording } from './support/recording-bot.ts';
import { type Json, openSession } from './support/session.ts';

const manifest = {
  display_information: { name: 'Small App' },
  features: {
    app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
    slash_commands: [
      { command: '/escaped', should_escape: true, description: '-' },
      { command: '/raw', should_escape: false, description: '-' },
    ],
    shortcuts: [{ name: 'Copy', type: 'message', callback_id: 'copy', description: '-' }],
  },
  oauth_config: { scopes: { bot: ['chat:write', 'commands', 'channels:read'] } },
  settings: {
    interactivity: { is_enabled: false },
    event_subscriptions: { bot_events: ['member_joined_channel', 'reaction_added', 'message.channels'] },
  },
};

describe('keeping to the manifest', () => {
  let recording: Recording;
  let directory: string;
  let texts: string[];

  const act = (path: string, body: object) => recording.session.act(path, { ...body });
  const errorOf = (promise: Promise<unknown>): Promise<Json> =>
    promise.then(() => undefined).catch((error: Json) => error.data);

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
    const path = join(directory, 'manifest.yml');
    writeFileSync(path, stringify(manifest));
    texts = [];
    recording = await openRecording({ manifest: path }, (bot) => {
      bot.command(/.*/, async ({ ack, command }) => {
        texts.push(command.text);
        await ack();
      });
    });
  });

  after(async () => {
    await recording.stop();
    rmSync(directory, { recursive: true });
  });

  it('refuses methods whose scope the app did not ask for', async () => {
    const { slack } = recording.session;
    const { users } = await recording.session.look('state');

    const refused = await errorOf(slack.users.info({ user: users[0].id }));
    const ofGroups = await errorOf(slack.usergroups.list());
    const byKind = await errorOf(slack.users.conversations({ types: 'public_channel,private_channel' }));

    expect(refused).to.include({ error: 'missing_scope', needed: 'users:read' });
    expect(refused.provided).to.equal('chat:write,commands,channels:read');
    expect(ofGroups).to.include({ error: 'missing_scope', needed: 'usergroups:read' });
    expect(byKind).to.include({ needed: 'groups:read' });
    expect((await recording.session.look('violations')).map(({ rule }: Json) => rule)).to.deep.equal([
      'missing-scope',
      'missing-scope',
      'missing-scope',
    ]);
  });

  it('delivers no event without a subscription and its scope', async () => {
    const joined = await recording.eventsOf('leave', { user: 'tom', channel: 'brag-wall' });
    const { ts } = await act('message', { user: 'jo', channel: 'brag-wall', text: 'x' });
    const reaction = { user: 'sam', channel: 'brag-wall', ts, name: 'tada', present: true };

    expect(joined).to.deep.equal([]);
    expect(await recording.eventsOf('reaction', reaction)).to.deep.equal([]);
    expect(await recording.eventsOf('join', { user: 'tom', channel: 'brag-wall' })).to.have.length(1);
  });

  it('knows no other commands, and escapes as each asks for', async () => {
    const typed = { user: 'jo', channel: 'support', text: '@sam & co' };
    const { error } = await act('command', { ...typed, command: '/other' });
    await act('command', { ...typed, command: '/escaped' });
    await act('command', { ...typed, command: 'raw' });

    expect(error).to.equal('/other is not a command of this app: its manifest has /escaped, /raw.');
    expect(texts[0]).to.match(/^<@U\w+\|sam> &amp; co$/);
    expect(texts[1]).to.equal('@sam & co');
  });

  it('says what people can use', async () => {
    const { commands, shortcuts, name } = await recording.session.look('app');

    expect(name).to.equal('Small App');
    expect(commands.map((command: Json) => command.name)).to.deep.equal(['/escaped', '/raw']);
    expect(shortcuts[0]).to.include({ callbackId: 'copy', type: 'message' });
  });

  it('has no clicks, home tab or written direct messages without being asked for them', async () => {
    const errors = [
      await act('shortcut', { user: 'jo', callbackId: 'copy', channel: 'support', ts: '1.0' }),
      await act('open-home', { user: 'jo' }),
      await act('message', { user: 'jo', channel: 'dm', text: 'Hi' }),
    ].map(({ error }: Json) => error);

    expect(errors[0]).to.include('interactivity');
    expect(errors[1]).to.include('home tab');
    expect(errors[2]).to.include('turned off');
  });
});

describe('a manifest without a messages tab', () => {
  const without: [string, object][] = [
    ['turns it off', { app_home: { home_tab_enabled: false, messages_tab_enabled: false } }],
    ['does not say', { app_home: { home_tab_enabled: true } }],
    ['says nothing of a home', {}],
  ];
  for (const [what, features] of without)
    it(`lets the app write to nobody, by person or conversation, when it ${what}`, async () => {
      const directory = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
      const path = join(directory, 'manifest.yml');
      const scopes = { bot: ['chat:write', 'im:write'] };
      writeFileSync(path, stringify({ features, oauth_config: { scopes } }));
      const session = await openSession({ manifest: path });
      const jo = (await session.look('state')).users.find(({ name }: Json) => name === 'jo').id;
      const { channel } = await session.slack.conversations.open({ users: jo });

      const errors = [];
      for (const place of [jo, channel!.id!]) {
        errors.push(
          await session.slack.chat
            .postMessage({ channel: place, text: 'x' })
            .catch(({ data }: Json) => data.error),
        );
      }
      const written = await session.act('message', { user: 'jo', channel: 'dm', text: 'Hi' });
      const rules = (await session.look('violations')).map(({ rule }: Json) => rule);

      await session.stop();
      rmSync(directory, { recursive: true });
      expect(errors).to.deep.equal(['messages_tab_disabled', 'messages_tab_disabled']);
      expect(written.error).to.include('turned off');
      expect(rules).to.deep.equal(['messages-tab', 'messages-tab']);
    });
});

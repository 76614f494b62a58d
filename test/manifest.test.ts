import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { parse } from 'yaml';
import { registerHandlers } from '../src/handlers/index.ts';
import type { Routes } from '../src/handlers/routes.ts';
import { farewellEvents } from '../src/handlers/workspace/farewell-event.ts';
import { actionIds, callbackIds } from '../src/views/ids.ts';

interface Manifest {
  _metadata: { major_version: number };
  display_information: { name: string; description: string; long_description: string };
  features: {
    app_home: object;
    bot_user: { display_name: string };
    slash_commands: { command: string; description: string; usage_hint: string; should_escape: boolean }[];
    shortcuts: { name: string; type: string; callback_id: string; description: string }[];
  };
  oauth_config: { scopes: { bot: string[]; bot_optional: string[] } };
  settings: { event_subscriptions: { bot_events: string[] }; socket_mode_enabled: boolean };
}

const readManifest = async (): Promise<Manifest> =>
  parse(await readFile(new URL('../manifest.yml', import.meta.url), 'utf8'));

/** What the routing table registers, by kind, as the routes are told. */
const routed = () => {
  const names: Record<string, string[]> = { command: [], action: [], view: [], event: [], shortcut: [] };
  const record = (kind: string) => (name: string) => names[kind]!.push(name);
  const routes = Object.fromEntries(Object.keys(names).map((kind) => [kind, record(kind)]));
  registerHandlers(routes as unknown as Routes);
  return names;
};

/** Slack names the subscription to messages by the kind of conversation. */
const eventType = (subscription: string): string => subscription.replace(/^message\..*/, 'message');

describe('the manifest', () => {
  let manifest: Manifest;
  before(async () => {
    manifest = await readManifest();
  });

  it('has the commands that are handled, and no others', () => {
    const commands = manifest.features.slash_commands;

    expect(commands.map(({ command }) => command)).to.have.members(routed().command!);
    expect(commands.every((command) => command.should_escape)).to.equal(true);
  });

  it('subscribes to the events that are handled, and no others', () => {
    const subscribed = new Set(manifest.settings.event_subscriptions.bot_events.map(eventType));

    expect([...subscribed]).to.have.members([...new Set([...routed().event!, ...farewellEvents])]);
  });

  it('has the shortcuts that are handled, and no others', () => {
    const shortcuts = manifest.features.shortcuts;

    expect(shortcuts.map(({ callback_id: id }) => id)).to.have.members(routed().shortcut!);
    expect(shortcuts.every(({ name }) => name.length <= 24)).to.equal(true);
    expect(shortcuts.every(({ description }) => description.length <= 150)).to.equal(true);
  });

  it('is for Socket Mode, which needs no address', () => {
    expect(manifest._metadata.major_version).to.equal(2);
    expect(manifest.settings.socket_mode_enabled).to.equal(true);
    expect(JSON.stringify(manifest)).not.to.contain('http');
  });

  it('has a home tab, and a messages tab to write in', () => {
    expect(manifest.features.app_home).to.deep.equal({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  it("stays within Slack's limits", () => {
    const { name, description, long_description: longDescription } = manifest.display_information;
    expect(name).to.have.length.within(1, 35);
    expect(description).to.have.length.within(1, 140);
    expect(description.split(/\s+/)).to.have.length.at.most(10);
    expect(longDescription).to.have.length.within(174, 4000);
    expect(manifest.features.bot_user.display_name).to.match(/^.{1,80}$/);
    for (const command of manifest.features.slash_commands) {
      expect(command.command).to.match(/^\/[a-z0-9_-]{1,31}$/);
      expect(command.description).to.have.length.within(1, 2000);
      expect(command.usage_hint).to.have.length.within(1, 1000);
    }
    expect(manifest.oauth_config.scopes.bot).to.have.length.at.most(255);
    expect(manifest.settings.event_subscriptions.bot_events).to.have.length.at.most(100);
  });

  it('asks for each scope once, and the README explains each', async () => {
    const scopes = manifest.oauth_config.scopes.bot;
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

    expect(new Set(scopes).size).to.equal(scopes.length);
    for (const scope of scopes) expect(readme).to.contain(`\`${scope}\``);
  });
});

describe('the optional scopes', () => {
  it('are among those that the bot asks for, as Slack wants them listed', async () => {
    const { bot, bot_optional: optional } = (await readManifest()).oauth_config.scopes;

    expect(bot).to.include.members(optional);
    expect(optional).to.deep.equal(['usergroups:read']);
  });
});

describe('the routing table', () => {
  it('handles every action and form that a view can send, and no others', () => {
    expect(routed().action).to.have.members(Object.values(actionIds));
    expect(routed().view).to.have.members(Object.values(callbackIds));
  });
});

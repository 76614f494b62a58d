import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Command, Shortcut } from './answers.ts';
import { isObject, type JsonObject, objectIn, objectsIn, stringIn, stringsIn } from './json.ts';

/** What the app asked Slack for. Without a manifest everything is granted and every event delivered. */
export interface Manifest {
  appName: string;
  grants(scope: string): boolean;
  provided(): string;
  subscribes(event: string): boolean;
  /** Undefined when the app has no such command. */
  command(name: string): Command | undefined;
  commands: readonly Command[];
  /** Undefined when the app has no such shortcut. */
  shortcut(callbackId: string, type: Shortcut['type']): Shortcut | undefined;
  shortcuts: readonly Shortcut[];
  isInteractive: boolean;
  hasHomeTab: boolean;
  hasMessagesTab: boolean;
  isMessagesTabReadOnly: boolean;
}

export const everythingGranted: Manifest = {
  appName: 'Demo App',
  grants: () => true,
  provided: () => '*',
  subscribes: () => true,
  command: (name) => ({ name, description: '', usageHint: '', shouldEscape: true }),
  commands: [],
  shortcut: (callbackId, type) => ({ name: callbackId, type, callbackId, description: '' }),
  shortcuts: [],
  isInteractive: true,
  hasHomeTab: true,
  hasMessagesTab: true,
  isMessagesTabReadOnly: false,
};

const readCommand = (command: JsonObject): Command => ({
  name: stringIn(command.command) ?? '',
  description: stringIn(command.description) ?? '',
  usageHint: stringIn(command.usage_hint) ?? '',
  shouldEscape: command.should_escape === true,
});

const readShortcut = (shortcut: JsonObject): Shortcut => ({
  name: stringIn(shortcut.name) ?? '',
  type: shortcut.type === 'message' ? 'message' : 'global',
  callbackId: stringIn(shortcut.callback_id) ?? '',
  description: stringIn(shortcut.description) ?? '',
});

export const createManifest = (source: JsonObject): Manifest => {
  const features = objectIn(source.features);
  const settings = objectIn(source.settings);
  const home = objectIn(features.app_home);
  const scopes = new Set(stringsIn(objectIn(objectIn(source.oauth_config).scopes).bot));
  const events = new Set(stringsIn(objectIn(settings.event_subscriptions).bot_events));
  const commands = objectsIn(features.slash_commands).map(readCommand);
  const shortcuts = objectsIn(features.shortcuts).map(readShortcut);
  const displayName = stringIn(objectIn(features.bot_user).display_name);
  return {
    appName: displayName ?? stringIn(objectIn(source.display_information).name) ?? everythingGranted.appName,
    grants: (scope) => scopes.has(scope),
    provided: () => [...scopes].join(','),
    subscribes: (event) => events.has(event),
    command: (name) => commands.find((command) => command.name === name),
    commands,
    shortcut: (callbackId, type) =>
      shortcuts.find((shortcut) => shortcut.callbackId === callbackId && shortcut.type === type),
    shortcuts,
    isInteractive: objectIn(settings.interactivity).is_enabled === true,
    hasHomeTab: home.home_tab_enabled === true,
    // Slack documents no default: this is the harsher reading.
    hasMessagesTab: home.messages_tab_enabled === true,
    isMessagesTabReadOnly: home.messages_tab_read_only_enabled === true,
  };
};

const textIn = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`the manifest ${path} cannot be read`, { cause: error });
  }
};

/** YAML or JSON. */
export const readManifest = (path: string): Manifest => {
  const source: unknown = parse(textIn(path));
  if (!isObject(source)) throw new Error(`${path} holds no app manifest: it must be a mapping`);
  return createManifest(source);
};

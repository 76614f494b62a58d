import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** The manifest of an app with that App Home, a command and clicks. */
export const manifestFile = (
  appHome: object,
  events = ['app_home_opened', 'message.im'],
  scopes = ['im:history'],
  shortcuts: object[] = [],
) => {
  const directory = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
  const path = join(directory, 'manifest.yml');
  const manifest = {
    features: {
      app_home: appHome,
      slash_commands: [{ command: '/hello', description: '-' }],
      shortcuts,
    },
    oauth_config: { scopes: { bot: ['chat:write', 'commands', 'users:read', ...scopes] } },
    settings: { interactivity: { is_enabled: true }, event_subscriptions: { bot_events: events } },
  };
  writeFileSync(path, stringify(manifest));
  return { path, remove: () => rmSync(directory, { recursive: true }) };
};

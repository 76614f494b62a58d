import type { Receipt } from '../delivery/outcome.ts';
import type { World } from '../world.ts';
import type { Person } from './types.ts';
import { userJson } from './user-json.ts';

export const announcePerson = (world: World, person: Person, type: 'user_change' | 'team_join'): Receipt => {
  const { workspace, clock, baseUrl } = world;
  world.changes.mark('users', person);
  return world.gateway.announce({
    type,
    user: userJson(workspace, person, baseUrl, clock.now()),
    ...(type === 'user_change' && { cache_ts: Math.floor(clock.ms() / 1000) }),
    event_ts: workspace.newTs(),
  });
};

/** The app's token is worth nothing from now on, and its bot user leaves every channel. */
export const uninstallApp = (world: World): Receipt[] => {
  const { workspace, gateway } = world;
  const { userId } = workspace.bot;
  const receipts = [
    gateway.announce({
      type: 'tokens_revoked',
      tokens: { oauth: [], bot: [userId] },
      event_ts: workspace.newTs(),
    }),
    gateway.announce({ type: 'app_uninstalled', event_ts: workspace.newTs() }),
  ];
  workspace.isUninstalled = true;
  for (const channel of workspace.channels.values()) {
    if (!channel.members.delete(userId)) continue;
    world.changes.mark('channels', channel);
  }
  return receipts;
};

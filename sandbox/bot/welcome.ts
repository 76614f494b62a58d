import { setTimeout as sleep } from 'node:timers/promises';
import type { Transport } from '../delivery/transport.ts';
import { joinChannel } from '../workspace/channels.ts';
import { findChannel } from '../workspace/lookup.ts';
import type { World } from '../world.ts';

/** The first admin invites the bot to the wall's channel; resolves when the bot has heard of it. */
export const inviteBot = async (world: World): Promise<void> => {
  const { workspace } = world;
  const channel = findChannel(workspace, 'brag-wall');
  const admin = [...workspace.people.values()].find((person) => person.isAdmin);
  if (channel && admin) await joinChannel(world, channel, workspace.bot.userId, admin.id);
  world.isBotReady = true;
  world.changes.markOther();
};

const POLL_MS = 100;

/** Resolves when a bot can be reached; gives up, without a word, when `signal` is aborted. */
export const untilConnected = async (transport: Transport, signal: AbortSignal): Promise<boolean> => {
  while (!signal.aborted) {
    if (await transport.isConnected()) return true;
    await sleep(POLL_MS, undefined, { ref: false });
  }
  return false;
};

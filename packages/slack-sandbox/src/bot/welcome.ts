import { setTimeout as sleep } from 'node:timers/promises';
import type { Transport } from '../delivery/transport.ts';
import { joinChannel } from '../workspace/channels.ts';
import { HOME_CHANNEL } from '../workspace/home-channel.ts';
import { findChannel } from '../workspace/lookup.ts';
import type { World } from '../world.ts';

const inviteBot = async (world: World): Promise<void> => {
  const { workspace } = world;
  if (workspace.isBotInvited) return;
  workspace.isBotInvited = true;
  const channel = findChannel(workspace, HOME_CHANNEL);
  const admin = [...workspace.people.values()].find((person) => person.isAdmin);
  if (channel && admin) await joinChannel(world, channel, workspace.bot.userId, admin.id);
};

export const setReady = (world: World, isReady: boolean): void => {
  if (world.isBotReady === isReady) return;
  world.isBotReady = isReady;
  world.changes.markOther();
};

const CONNECT_POLL_MS = 100;
const WATCH_POLL_MS = 500;

/** Also resolves when the signal is given. */
export const untilConnected = async (transport: Transport, signal: AbortSignal): Promise<void> => {
  while (!(await transport.isConnected()) && !signal.aborted) {
    await sleep(CONNECT_POLL_MS, undefined, { ref: false });
  }
};

/**
 * Waits until the bot can be reached. The first time, the first admin invites it to its home channel, and it is
 * ready when it has heard of that.
 */
export const welcomeBot = async (world: World, signal: AbortSignal): Promise<void> => {
  await untilConnected(world.gateway.transport, signal);
  if (signal.aborted) return;
  await inviteBot(world);
  setReady(world, true);
};

/** For bots that come and go by themselves. */
export const watchBots = async (world: World, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await welcomeBot(world, signal);
    await sleep(WATCH_POLL_MS, undefined, { ref: false });
    if (!(await world.gateway.transport.isConnected())) setReady(world, false);
  }
};

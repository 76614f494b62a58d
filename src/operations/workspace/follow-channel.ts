import type { Deps } from '../../deps.ts';

type FollowDeps = Pick<Deps, 'store' | 'clock'>;

/** What was under way when Slack told of it may still write the old id down. */
const followMs = 10 * 60_000;

const follow = async ({ store }: FollowDeps, from: string, to: string): Promise<void> => {
  await store.workspace.followChannel(from, to);
  await store.deliveries.followChannel(from, to);
  await store.noteParts.followChannel(from, to);
  await store.wins.followChannel(from, to);
  await store.pendingReactions.followChannel(from, to);
  await store.channels.followChannel(from, to);
  await store.digests.followChannel(from, to);
  await store.lessons.followChannel(from, to);
  await store.screens.followChannel(from, to);
  await store.settingChanges.followChannel(from, to);
};

/** Puts new ids of channels in place of old ones wherever they are stored. Can be repeated, and cut short anywhere. */
export const followChannels = async (deps: FollowDeps, now: Date): Promise<void> => {
  const { followAt, moves } = await deps.store.workspace.movedChannels();
  if (!followAt) return;
  for (const { from, to } of moves) await follow(deps, from, to);
  await deps.store.workspace.settleMovedChannels(
    followAt,
    moves.filter(({ until }) => until > now),
  );
};

/** A channel has another id now. Slack tells of it once: it is written down before anything follows. */
export const noteMovedChannel = async (
  deps: FollowDeps,
  { from, to }: { from: string; to: string },
  now: Date,
): Promise<void> => {
  if (!from || !to || from === to) return;
  await deps.store.workspace.noteMovedChannel(from, to, now, new Date(now.getTime() + followMs));
  await followChannels(deps, now);
};

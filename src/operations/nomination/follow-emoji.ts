import type { Deps } from '../../deps.ts';
import { nominatingSince } from '../../domain/nomination.ts';
import { shownAnewSince } from '../../domain/win.ts';

type FollowDeps = Pick<Deps, 'store' | 'workspace' | 'recountWin'>;

/**
 * Other emoji nominate: recent wins are compared with Slack at the next tick, and their messages, which name the emoji,
 * shown anew. What was there before an emoji nominated counts no longer once it does not.
 */
export const followEmoji = async (
  { store, workspace, recountWin }: FollowDeps,
  { from, to }: { from: readonly string[]; to: readonly string[] },
  now: Date,
): Promise<void> => {
  await store.workspace.forgetTurn('reconciledAt');
  await store.wins.markStaleSince(shownAnewSince(now));
  const rules = await workspace();
  for (const name of [...from, ...to].filter((each) => !rules.nominationEmoji.has(each))) {
    const since = nominatingSince(rules, name);
    if (!since) continue;
    for (const winId of await store.nominations.winsWithEarly(name, since)) await recountWin(winId);
  }
};

import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type FollowManagersDeps, followManagers } from '../../operations/wall/follow-managers.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'user_change'>;

/** Somebody was deactivated, say: they may lead the team. */
export const createUserChangeEvent =
  (deps: FollowManagersDeps & Pick<Deps, 'clock' | 'workspace' | 'outbox'>) =>
  async ({ event }: Args): Promise<void> => {
    const { managerIds = [] } = await deps.workspace();
    if (!managerIds.includes(event.user.id)) return;
    await followManagers(deps, deps.clock.now());
    await deps.outbox.deliverDue();
  };

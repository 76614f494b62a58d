import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { ineligibility } from '../../domain/person.ts';
import { type FollowDeps, followRecoveries } from '../../operations/recovery/follow-recovery.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'user_change'>;

/** Whoever is gone owns nothing any more: those who lead the team are told. */
export const createUserChangeEvent =
  (deps: FollowDeps & Pick<Deps, 'clock'>) =>
  async ({ event }: Args): Promise<void> => {
    if (!ineligibility(await deps.people.find(event.user.id))) return;
    const now = deps.clock.now();
    await deps.store.recoveries.followOwnerSoon(event.user.id, now);
    await followRecoveries(deps, now);
  };

import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type FollowLessonDeps, followLeaver } from '../../operations/lesson/follow-lessons.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'user_change'>;

/** Somebody was deactivated, say: they may have taken something on. */
export const createUserChangeEvent =
  (deps: FollowLessonDeps & Pick<Deps, 'clock'>) =>
  async ({ event }: Args): Promise<void> => {
    await followLeaver(deps, event.user.id, deps.clock.now());
  };

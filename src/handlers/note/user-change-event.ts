import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'user_change'>;

/** What waits for somebody's note is dropped as soon as they are deactivated. */
export const createUserChangeEvent =
  ({ store, clock, planNotes }: Pick<Deps, 'store' | 'clock' | 'planNotes'>) =>
  async ({ event }: Args): Promise<void> => {
    if (event.user.deleted !== true) return;
    const now = clock.now();
    await store.noteParts.lookAtPersonAgain(event.user.id, now);
    await planNotes(now);
  };

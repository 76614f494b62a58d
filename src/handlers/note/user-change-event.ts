import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'user_change'>;

/** What waits for somebody's note is dropped as soon as they are deactivated. */
export const createUserChangeEvent =
  ({ people, store, clock, planNotes }: Pick<Deps, 'people' | 'store' | 'clock' | 'planNotes'>) =>
  async ({ event }: Args): Promise<void> => {
    const now = clock.now();
    people.update(event.user, now);
    if (event.user.deleted !== true) return;
    await store.noteParts.lookAtPersonAgain(event.user.id, now);
    await planNotes(now);
  };

import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type TakeDownLessonDeps, withdrawDeletedLesson } from '../../operations/lesson/take-down-lesson.ts';
import { goneTs } from '../win/message-event.ts';

type Args = AllMiddlewareArgs & SlackEventMiddlewareArgs<'message'>;

/** Deleting the message of a lesson takes it down. Other messages are not read. */
export const createMessageEvent =
  (deps: TakeDownLessonDeps & Pick<Deps, 'clock'>) =>
  async ({ event }: Args): Promise<void> => {
    const ts = goneTs(event);
    if (ts !== undefined)
      await withdrawDeletedLesson(deps, { channelId: event.channel, ts }, deps.clock.now());
  };

import type {
  AllMiddlewareArgs,
  BlockAction,
  SlackActionMiddlewareArgs,
  StaticSelectAction,
} from '@slack/bolt';
import type { ListLessonsDeps } from '../../operations/lesson/list-lessons.ts';
import { answerPress } from './lesson-answer.ts';
import { lessonsFor } from './lesson-command.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<StaticSelectAction>>;

/** The theme, below the list of lessons. */
export const createLessonThemeAction =
  (deps: ListLessonsDeps) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const chosen: StaticSelectAction['selected_option'] | null | undefined = action.selected_option;
    await answerPress(respond, body, await lessonsFor(deps, body.user.id, chosen?.value));
  };

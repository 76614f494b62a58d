import type { AllMiddlewareArgs, BlockAction, OverflowAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../deps.ts';
import { actionIds } from '../views/ids.ts';
import type { OpenSystem } from './brag-system.ts';
import { openIdea } from './idea/open-idea.ts';
import { openLesson } from './lesson/open-lesson.ts';
import { openPlan } from './plan/open-plan.ts';
import { openRecovery } from './recovery/open-recovery.ts';
import type { Routes } from './routes.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<OverflowAction>>;

/** The table of what the composer's menu leads to, by the keyword that does the same. */
const systems = new Map<string, OpenSystem>([
  ['idea', openIdea],
  ['plan', openPlan],
  ['recover', openRecovery],
  ['lesson', openLesson],
]);

const createBragMenuAction =
  (deps: Deps) =>
  async ({ ack, action, body, client, respond }: Args): Promise<void> => {
    await ack();
    const chosen: OverflowAction['selected_option'] | null | undefined = action.selected_option;
    const open = systems.get(chosen?.value ?? '');
    await open?.(deps, { client, respond, userId: body.user.id, body });
  };

export const registerBragMenu = (routes: Routes): void => {
  routes.action(actionIds.bragMenu, createBragMenuAction);
};

import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import {
  createRecoveryEditView,
  createRecoveryPlanView,
  createRecoveryTeamView,
} from './recovery-change-view.ts';
import { createRecoveryCloseView } from './recovery-close-view.ts';
import {
  createRecoveryLaterAction,
  createRecoveryNoAction,
  createRecoveryUncloseAction,
  createRecoveryUnreopenAction,
  createRecoveryYesAction,
} from './recovery-end-action.ts';
import {
  createRecoveryEditAction,
  createRecoveryPlanAction,
  createRecoveryTeamAction,
} from './recovery-form-action.ts';
import { createRecoveryListAction } from './recovery-list-action.ts';
import { createRecoveryOpenAction, createRecoveryShowAction } from './recovery-open-action.ts';
import { createRecoveryOpenView } from './recovery-open-view.ts';
import {
  createRecoverySayAction,
  createRecoveryTakeBackAction,
  createRecoveryTakeOverAction,
  createRecoveryTickAction,
  createRecoveryUnsayAction,
  createRecoveryUntickAction,
} from './recovery-step-action.ts';
import { createRecoveryStoryAction, createRecoveryStoryView } from './recovery-story-view.ts';
import { createRecoveryWordsAction } from './recovery-words-action.ts';
import { createUserChangeEvent } from './user-change-event.ts';

export const registerRecovery = (routes: Routes): void => {
  routes.action(actionIds.recoveryOpen, createRecoveryOpenAction);
  routes.action(actionIds.recoveryShow, createRecoveryShowAction);
  routes.action(actionIds.recoveryTick, createRecoveryTickAction);
  routes.action(actionIds.recoveryUntick, createRecoveryUntickAction);
  routes.action(actionIds.recoverySay, createRecoverySayAction);
  routes.action(actionIds.recoveryUnsay, createRecoveryUnsayAction);
  routes.action(actionIds.recoveryTakeBack, createRecoveryTakeBackAction);
  routes.action(actionIds.recoveryTakeOver, createRecoveryTakeOverAction);
  routes.action(actionIds.recoveryPlan, createRecoveryPlanAction);
  routes.action(actionIds.recoveryTeam, createRecoveryTeamAction);
  routes.action(actionIds.recoveryEdit, createRecoveryEditAction);
  routes.action(actionIds.recoveryWords, createRecoveryWordsAction);
  routes.action(actionIds.recoveryYes, createRecoveryYesAction);
  routes.action(actionIds.recoveryNo, createRecoveryNoAction);
  routes.action(actionIds.recoveryLater, createRecoveryLaterAction);
  routes.action(actionIds.recoveryUnclose, createRecoveryUncloseAction);
  routes.action(actionIds.recoveryUnreopen, createRecoveryUnreopenAction);
  routes.action(actionIds.recoveryList, createRecoveryListAction);
  routes.action(actionIds.recoveryStory, createRecoveryStoryAction);
  routes.view(callbackIds.recoveryStory, createRecoveryStoryView);
  routes.view(callbackIds.recoveryClose, createRecoveryCloseView);
  routes.view(callbackIds.recoveryOpen, createRecoveryOpenView);
  routes.view(callbackIds.recoveryPlan, createRecoveryPlanView);
  routes.view(callbackIds.recoveryTeam, createRecoveryTeamView);
  routes.view(callbackIds.recoveryEdit, createRecoveryEditView);
  routes.event('user_change', createUserChangeEvent);
};

import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createPlanOpenAction } from './open-plan-action.ts';
import {
  createPlanBringBackAction,
  createPlanDoneAction,
  createPlanDropAction,
  createPlanLaterAction,
  createPlanMoveAction,
  createPlanResumeAction,
} from './plan-answer-action.ts';
import { createPlanDoneView, createPlanLaterView, createPlanMoveView } from './plan-answer-view.ts';
import { createPlanDayAction } from './plan-day-action.ts';
import { createPlanOthersAction, createPlanTakeAction } from './plan-extras-action.ts';
import {
  createPlanMineAction,
  createPlanPutAwayAction,
  createPlanSharedAction,
  createPlanSurpriseAction,
} from './plan-list-action.ts';
import { createPlanSaveView } from './plan-save-view.ts';
import { createPlanTryAction } from './plan-try-action.ts';
import { createUserChangeEvent } from './user-change-event.ts';

export const registerPlan = (routes: Routes): void => {
  routes.action(actionIds.planOpen, createPlanOpenAction);
  routes.action(actionIds.planTry, createPlanTryAction);
  routes.action(actionIds.planTake, createPlanTakeAction);
  routes.action(actionIds.planOthers, createPlanOthersAction);
  routes.action(actionIds.planMine, createPlanMineAction);
  routes.action(actionIds.planShared, createPlanSharedAction);
  routes.action(actionIds.planDone, createPlanDoneAction);
  routes.action(actionIds.planMove, createPlanMoveAction);
  routes.action(actionIds.planDrop, createPlanDropAction);
  routes.action(actionIds.planBringBack, createPlanBringBackAction);
  routes.action(actionIds.planResume, createPlanResumeAction);
  routes.action(actionIds.planLater, createPlanLaterAction);
  routes.action(actionIds.planSurprise, createPlanSurpriseAction);
  routes.action(actionIds.planPutAway, createPlanPutAwayAction);
  routes.action(actionIds.planDay, createPlanDayAction);
  routes.view(callbackIds.planSave, createPlanSaveView);
  routes.view(callbackIds.planDone, createPlanDoneView);
  routes.view(callbackIds.planMove, createPlanMoveView);
  routes.view(callbackIds.planLater, createPlanLaterView);
  routes.event('user_change', createUserChangeEvent);
};

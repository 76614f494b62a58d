import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createMinePageAction } from './mine-page-action.ts';
import { createMineReviewAction } from './mine-review-action.ts';
import { createMineReviewView } from './mine-review-view.ts';

export const registerMine = (routes: Routes): void => {
  routes.action(actionIds.minePage, createMinePageAction);
  routes.action(actionIds.mineNewest, createMinePageAction);
  routes.action(actionIds.mineReview, createMineReviewAction);
  routes.view(callbackIds.mineReview, createMineReviewView);
};

import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createScreenOpenAction, createScreenRemoveAction } from './screen-action.ts';
import { createScreenView } from './screen-view.ts';

export const registerScreen = (routes: Routes): void => {
  routes.action(actionIds.screenOpen, createScreenOpenAction);
  routes.action(actionIds.screenRemove, createScreenRemoveAction);
  routes.view(callbackIds.screenNew, createScreenView);
};

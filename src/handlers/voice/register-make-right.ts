import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createMakeRightAction } from './make-right-action.ts';
import { createMakeRightView } from './make-right-view.ts';

export const registerMakeRight = (routes: Routes): void => {
  routes.action(actionIds.voiceMakeRight, createMakeRightAction);
  routes.view(callbackIds.voiceMakeRight, createMakeRightView);
};

import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createComposeView } from './compose-view.ts';
import { createPutAwayAction } from './put-away-action.ts';
import { createTakeBackAction } from './take-back-action.ts';
import { createThankAction } from './thank-action.ts';

export const registerPrivateWord = (routes: Routes): void => {
  routes.view(callbackIds.winCompose, createComposeView);
  routes.view(callbackIds.winComposeOrTell, createComposeView);
  routes.action(actionIds.privateWordTakeBack, createTakeBackAction);
  routes.action(actionIds.privateWordThank, createThankAction);
  routes.action(actionIds.privateWordPutAway, createPutAwayAction);
};

import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createCardRemoveAction } from './card-remove-action.ts';
import { createCardSignAction } from './card-sign-action.ts';
import { createCardSignView } from './card-sign-view.ts';
import { createCardThankAction } from './card-thank-action.ts';
import { createCardThankView } from './card-thank-view.ts';

export const registerCard = (routes: Routes): void => {
  routes.action(actionIds.cardSign, createCardSignAction);
  routes.view(callbackIds.cardSign, createCardSignView);
  routes.action(actionIds.cardRemove, createCardRemoveAction);
  routes.action(actionIds.cardThank, createCardThankAction);
  routes.view(callbackIds.cardThank, createCardThankView);
};

import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createIdeaAddAction } from './idea-add-action.ts';
import { createIdeaAddView } from './idea-add-view.ts';
import {
  createIdeaHideAction,
  createIdeaShowAgainAction,
  createIdeaWakeAction,
} from './idea-change-action.ts';
import { createIdeaListAction, createIdeaPageAction } from './idea-list-action.ts';
import { createIdeaAnotherAction, createIdeaOpenAction } from './idea-offer-action.ts';

export const registerIdea = (routes: Routes): void => {
  routes.action(actionIds.ideaOpen, createIdeaOpenAction);
  routes.action(actionIds.ideaAnother, createIdeaAnotherAction);
  routes.action(actionIds.ideaAdd, createIdeaAddAction);
  routes.view(callbackIds.ideaAdd, createIdeaAddView);
  routes.action(actionIds.ideaList, createIdeaListAction);
  routes.action(actionIds.ideaPage, createIdeaPageAction);
  routes.action(actionIds.ideaNextPage, createIdeaPageAction);
  routes.action(actionIds.ideaHide, createIdeaHideAction);
  routes.action(actionIds.ideaShowAgain, createIdeaShowAgainAction);
  routes.action(actionIds.ideaWake, createIdeaWakeAction);
};

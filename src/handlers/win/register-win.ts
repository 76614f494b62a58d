import { actionIds, callbackIds, shortcutIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createBragShortcut } from './brag-shortcut.ts';
import { createMessageEvent } from './message-event.ts';
import { createWinChangeView } from './win-change-view.ts';
import { createWinDetailsView } from './win-details-view.ts';
import {
  createWinAddDetailsAction,
  createWinChoosePeopleAction,
  createWinEditAction,
} from './win-edit-action.ts';
import { createWinMaskAction } from './win-mask-action.ts';
import { createWinPutBackAction, createWinPutBackWithoutAction } from './win-put-back-action.ts';
import { createWinTakeDownAction } from './win-take-down-action.ts';
import { createWinTakeDownView } from './win-take-down-view.ts';

export const registerWin = (routes: Routes): void => {
  routes.action(actionIds.winEdit, createWinEditAction);
  routes.action(actionIds.winAdd, createWinEditAction);
  routes.action(actionIds.winChoosePeople, createWinChoosePeopleAction);
  routes.action(actionIds.winAddDetails, createWinAddDetailsAction);
  routes.action(actionIds.winMask, createWinMaskAction);
  routes.action(actionIds.winTakeDown, createWinTakeDownAction);
  routes.shortcut(shortcutIds.brag, createBragShortcut);
  routes.action(actionIds.winPutBack, createWinPutBackAction);
  routes.action(actionIds.winPutBackWithout, createWinPutBackWithoutAction);
  routes.view(callbackIds.winChange, createWinChangeView);
  routes.view(callbackIds.winDetails, createWinDetailsView);
  routes.view(callbackIds.winTakeDown, createWinTakeDownView);
  routes.event('message', createMessageEvent);
};

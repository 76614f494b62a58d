import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createSettingsHistoryAction, createSettingsHistoryPageAction } from './settings-history-action.ts';
import { createSettingsOpenAction } from './settings-open-action.ts';
import { createSettingsView } from './settings-view.ts';

export const registerSettings = (routes: Routes): void => {
  routes.action(actionIds.settingsOpen, createSettingsOpenAction);
  routes.action(actionIds.settingsHistory, createSettingsHistoryAction);
  routes.action(actionIds.settingsHistoryPage, createSettingsHistoryPageAction);
  routes.view(callbackIds.settings, createSettingsView);
};

import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import {
  createPrivacyDeleteAction,
  createPrivacyExportAction,
  createPrivacyOpenAction,
} from './privacy-action.ts';
import { createPrivacyDeleteView } from './privacy-delete-view.ts';

export const registerPrivacy = (routes: Routes): void => {
  routes.action(actionIds.privacyOpen, createPrivacyOpenAction);
  routes.action(actionIds.privacyExport, createPrivacyExportAction);
  routes.action(actionIds.privacyDelete, createPrivacyDeleteAction);
  routes.view(callbackIds.privacyDelete, createPrivacyDeleteView);
};

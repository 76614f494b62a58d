import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createReportKeepAction, createReportTakeDownAction } from './report-decide-action.ts';
import { createReportView } from './report-view.ts';

export const registerReport = (routes: Routes): void => {
  routes.view(callbackIds.report, createReportView);
  routes.action(actionIds.reportKeep, createReportKeepAction);
  routes.action(actionIds.reportTakeDown, createReportTakeDownAction);
};

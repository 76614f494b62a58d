import { actionIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createBoardPeriodAction } from './board-period-action.ts';

export const registerBoard = (routes: Routes): void => {
  routes.action(actionIds.boardPeriod, createBoardPeriodAction);
};

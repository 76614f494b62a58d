import { actionIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createDigestManagersAction } from './digest-managers-action.ts';

export const registerDigest = (routes: Routes): void => {
  routes.action(actionIds.digestManagers, createDigestManagersAction);
};

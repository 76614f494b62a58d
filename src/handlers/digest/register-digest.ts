import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createDigestManagersAction } from './digest-managers-action.ts';
import { createDigestRecogniseAction, createDigestRecogniseUndoAction } from './digest-recognise-action.ts';
import { createDigestRecogniseView } from './digest-recognise-view.ts';

export const registerDigest = (routes: Routes): void => {
  routes.action(actionIds.digestManagers, createDigestManagersAction);
  routes.action(actionIds.digestRecognise, createDigestRecogniseAction);
  routes.action(actionIds.digestRecogniseUndo, createDigestRecogniseUndoAction);
  routes.view(callbackIds.digestRecognise, createDigestRecogniseView);
};

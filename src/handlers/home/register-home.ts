import { actionIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import { createDirectMessageEvent } from './direct-message-event.ts';
import {
  createHomeBragAction,
  createHomeChallengeAction,
  createHomeDigestAction,
  createHomeHelpAction,
  createHomeManagersAction,
  createHomeMineAction,
} from './home-action.ts';
import { createHomeOpenedEvent } from './home-opened-event.ts';

export const registerHome = (routes: Routes): void => {
  routes.action(actionIds.homeBrag, createHomeBragAction);
  routes.action(actionIds.homeHelp, createHomeHelpAction);
  routes.action(actionIds.homeMine, createHomeMineAction);
  routes.action(actionIds.homeManagers, createHomeManagersAction);
  routes.action(actionIds.homeDigest, createHomeDigestAction);
  routes.action(actionIds.homeChallenge, createHomeChallengeAction);
  routes.event('app_home_opened', createHomeOpenedEvent);
  routes.event('message', createDirectMessageEvent);
};

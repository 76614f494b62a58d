import { actionIds, callbackIds } from '../../views/ids.ts';
import type { Routes } from '../routes.ts';
import {
  createAskAction,
  createNewLinkAction,
  createTakeBackAction,
  createWordsAction,
} from './ask-action.ts';
import { createAskLinkView } from './ask-link-view.ts';
import { createAskView } from './ask-view.ts';
import { createMakeRightAction } from './make-right-action.ts';
import { createMakeRightView } from './make-right-view.ts';

export const registerVoice = (routes: Routes): void => {
  routes.action(actionIds.voiceAsk, createAskAction);
  routes.action(actionIds.voiceWords, createWordsAction);
  routes.action(actionIds.voiceNewLink, createNewLinkAction);
  routes.action(actionIds.voiceTakeBack, createTakeBackAction);
  routes.view(callbackIds.voiceAsk, createAskView);
  routes.view(callbackIds.voiceLink, createAskLinkView);
  routes.action(actionIds.voiceMakeRight, createMakeRightAction);
  routes.view(callbackIds.voiceMakeRight, createMakeRightView);
};
